"""What `due` says of incidents at an instant, and what could not be read of them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from govcheck.cli.arguments import PlainForm, parse_offset_instant, read_line
from govcheck.cli.common import Shared
from govcheck.console.output import note, note_findings
from govcheck.library.instants import now
from govcheck.translation import said

if TYPE_CHECKING:
    from govcheck.library.policy import OpenPolicy
    from govcheck.workspace.logs import LoggedIncidents


FORMATS: Final = ("text", "json")
_FORM: Final = PlainForm(FORMATS, once=("--at",))


def plain_due(arguments: Sequence[str]) -> Callable[[], int] | None:
    """What answers `due` with plain arguments; None where click has to read them."""
    line = read_line(_FORM, arguments)
    if line is None:
        return None
    at = line.one("--at")
    try:
        instant = None if at is None else parse_offset_instant(at)
    except ValueError:
        return None
    return partial(_told, line.shared, line.names, instant)


def _told(shared: Shared, names: Sequence[str], at: int | None) -> int:
    policy = shared.open()
    return tell_due(shared, policy, shared.warnings(policy, now()), names, at)


def tell_due(
    shared: Shared,
    policy: "OpenPolicy",
    notes: str,
    names: Sequence[str],
    at: int | None,
    before: Callable[[], object] = lambda: None,
) -> int:
    """Say what is due in some incidents, or in all that are open; the exit code.

    `notes` are said about the policy, and `before` is done before anything is written.
    """
    found = policy.due(*names, at=at)
    if shared.format == "json":
        from govcheck.render.shape import dumped

        text = dumped(found.to_json())
    else:
        from govcheck.briefing.logbook.due import render

        text = render(found.incidents, shared.tongue)
    before()
    shared.emit(text)
    tell(found.opened, notes)
    return 2 if found.unread else 0


def tell(opened: "LoggedIncidents", notes: str = "") -> None:
    """Say on standard error what could not be read."""
    for reason in opened.missing:
        note(said("error: {reason}", reason=reason))
    note_findings(opened.findings, opened.sources)
    note(notes, quiet=not notes)
