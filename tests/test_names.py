"""One word means one thing: no two public classes or aliases share a name."""

import ast
from collections import defaultdict
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "govcheck"


def public_classes() -> dict[str, list[str]]:
    """Where the classes, and the aliases of types, of each name stand."""
    found = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            for name in names_of(node):
                found[name].append(path.relative_to(SOURCE).as_posix())
    return found


def names_of(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ClassDef):
        return [] if node.name.startswith("_") else [node.name]
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
        return [name] if name[0].isupper() and not name.isupper() else []
    return []


def test_no_two_public_classes_share_a_name() -> None:
    assert not {name: paths for name, paths in public_classes().items() if len(paths) > 1}


def test_no_import_gives_a_class_another_ones_name() -> None:
    """`import Case as Incident` would be a homonym that no definition shows."""
    names = public_classes()
    renamed = [
        f"{path.relative_to(SOURCE)}: {alias.name} as {alias.asname}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("govcheck")
        for alias in node.names
        if alias.asname in names and alias.asname != alias.name
    ]
    assert renamed == []
