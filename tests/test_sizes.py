"""A module is one idea: none is longer than what can be read in one go."""

from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "govcheck"
MOST_LINES = 350
LONGER = {
}
"""The lines that a module may have until it is cut; the list only shrinks."""


def test_no_module_is_longer() -> None:
    lines = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in sorted(SOURCE.rglob("*.py"))
    }
    allowed = dict.fromkeys(lines, MOST_LINES) | LONGER
    assert {path: found for path, found in lines.items() if found > allowed[path]} == {}
