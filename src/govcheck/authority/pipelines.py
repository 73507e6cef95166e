"""What pipelines and hooks run: whoever changes it could leave out the gate, or be it."""

from typing import Final

from govcheck.authority.globs import matches, reaches

FROM_THE_TOP: Final = "../"
"""A path above the policy's own folder begins with it."""

EXECUTED: Final = (
    ".github/**",
    ".gitlab*",
    ".gitlab*/**",
    "requirements*.txt",
    "requirements*/**",
    "constraints*.txt",
    ".pre-commit-config.yaml",
    ".pre-commit-config.yml",
    ".pre-commit-hooks.yaml",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitmodules",
)
"""Globs from the top of a repository: pipelines, the program that they install, who is asked."""

ANYWHERE: Final = ("**/.gitattributes",)
"""They decide what is shown of a change, and how it is merged. Git reads them in any folder, and
follows no link to them."""


def is_executed(path: str) -> bool:
    """Whether a file decides what pipelines run, who is asked, or what is shown to them."""
    return any(matches(glob, from_the_top(path)) for glob in (*EXECUTED, *ANYWHERE))


def runs(path: str) -> bool:
    """Whether a link at a path stands for something that pipelines run, or hides it."""
    return any(reaches(glob, from_the_top(path)) for glob in EXECUTED)


def from_the_top(path: str) -> str:
    """A path as it is from the top of the repository, where it lies above the policy's folder."""
    while path.startswith(FROM_THE_TOP):
        path = path.removeprefix(FROM_THE_TOP)
    return path
