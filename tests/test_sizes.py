"""A module is one idea: none is longer than what can be read in one go."""

from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "govcheck"
MOST_LINES = 350


def test_no_module_is_longer() -> None:
    lines = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in sorted(SOURCE.rglob("*.py"))
    }
    assert {path: found for path, found in lines.items() if found > MOST_LINES} == {}
