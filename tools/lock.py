"""What pipelines install, by hash: `python -m tools.lock` writes it anew, and asks the index.

`uv pip compile` chooses, for every system and for Python 3.11 to 3.14. What `init` writes brings
what the program needs, what draws its pages, and what builds it from a git revision.
"""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
SHIPPED: Final = "src/govcheck/scaffold/templates/common/requirements-lock.txt"
RELEASE: Final = ("build", "check-wheel-contents", "twine")
_HEAD: Final = """\
# What pipelines install, by hash, for Python 3.11 to 3.14: `python -m tools.lock` writes it anew.
"""
_SHIPPED_HEAD: Final = """\
# What the program needs, builds and draws with, by hash; requirements.txt says how to renew it.
"""


def wanted() -> dict[str, tuple[str, ...]]:
    """The requirements that each lock answers, by its path."""
    project = _project()
    extras: dict[str, list[str]] = project["project"]["optional-dependencies"]
    build = project["build-system"]["requires"]
    program = [*project["project"]["dependencies"], *build]

    def of(*names: str) -> list[str]:
        found = []
        for name in names:
            for one in extras[name]:
                found += of(one[9:-1]) if one.startswith("govcheck[") else [one]
        return found

    return {
        SHIPPED: (*program, *of("site")),
        ".ci/requirements-test.txt": (*program, *of("test", "lint", "docs"), *RELEASE),
        ".ci/requirements-docs.txt": (*program, *of("docs")),
        ".ci/requirements-release.txt": (*build, *RELEASE),
    }


def main() -> None:
    """Write every lock."""
    for path, requirements in wanted().items():
        head = _SHIPPED_HEAD if path == SHIPPED else _HEAD
        (ROOT / path).write_text(head + _locked(requirements), encoding="utf-8")


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _locked(requirements: tuple[str, ...]) -> str:
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url", "-"]
    done = subprocess.run(  # noqa: S603
        command, input="\n".join(requirements), check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main()
