"""Which modules a module needs, found in their sources without running any."""

import ast
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Final

PACKAGE: Final = "govcheck"
SOURCES: Final = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ReadSource = Callable[[str], tuple[str, str] | None]
"""The path and the source of a module by its name; None where there is none of that name."""


def needed(roots: Iterable[str], read: ReadSource, *, lazily: bool = True) -> dict[str, str]:
    """The modules that some modules need, themselves included: name and path, by name.

    With `lazily` what functions import counts as well. What only a type checker reads does not.
    """
    found: dict[str, str] = {}
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        source = read(name)
        if source is None:
            continue
        found[name] = source[0]
        is_package = source[0].endswith("__init__.py")
        waiting += _imports(ast.parse(source[1]), name, is_package, lazily=lazily)
        above = name.rpartition(".")[0]
        waiting += [above] if above else []
    return dict(sorted(found.items()))


def _imports(tree: ast.AST, name: str, is_package: bool, *, lazily: bool) -> Iterator[str]:
    """Everything that may be a module among what a module imports."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting += node.orelse
            continue
        if not lazily and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, name, is_package)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        waiting += ast.iter_child_nodes(node)


def _base(node: ast.ImportFrom, name: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = name.split(".") if is_package else name.split(".")[:-1]
    kept = parts[: len(parts) - node.level + 1]
    return ".".join((*kept, node.module) if node.module else kept)


def own_source(name: str) -> tuple[str, str] | None:
    """A module of this program; its front door is left out, since it leads everywhere."""
    if name.partition(".")[0] != PACKAGE or name == PACKAGE:
        return None
    stem = name.replace(".", "/")
    for path in (f"{stem}.py", f"{stem}/__init__.py"):
        try:
            with open(os.path.join(SOURCES, path), encoding="utf-8") as file:
                return path, file.read()
        except OSError:
            continue
    return None


def imports_of(path: str) -> list[str]:
    """Everything that may be a module among what a file of this program imports."""
    with open(os.path.join(SOURCES, path), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    found = _imports(tree, name, path.endswith("__init__.py"), lazily=True)
    return sorted({one for one in found if one})
