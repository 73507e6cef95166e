"""What a change does, for people and for programs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from govcheck.tongue import ENGLISH, Tongue
from govcheck.workspace.diff import Diff

if TYPE_CHECKING:
    from govcheck.papers.replay import ReplayReport


class ReplayedArchive(NamedTuple):
    """An archive by its name, replayed under the policy after the change and the one before."""

    name: str
    report: "ReplayReport"


class DiffReport(NamedTuple):
    """A diff, and how it is to be shown."""

    diff: Diff
    color: bool = False
    full: bool = False
    tongue: Tongue = ENGLISH
    archives: tuple[ReplayedArchive, ...] = ()


Renderer = Callable[[DiffReport], str]

FORMATS: Final = ("text", "json", "markdown", "html")


def render(report: DiffReport, format_: str) -> str:
    """The diff in one of `FORMATS`."""
    from importlib import import_module

    module = import_module(f"govcheck.papers.change.{format_}")
    renderer: Renderer = module.render
    return renderer(report)
