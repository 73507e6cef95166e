"""What `post` says of files: drafts that are checked before they go out."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, NamedTuple

from govcheck.cli.arguments import PlainForm, parse_offset_instant, read_line
from govcheck.cli.common import Shared
from govcheck.cli.incidents import read_files
from govcheck.console.output import note
from govcheck.finding import Severity
from govcheck.library.instants import now
from govcheck.load.post_table import FIELDS
from govcheck.report.findings import FORMATS, render, summary
from govcheck.translation import said

STDIN: Final = "stdin.md"
LEVELS: Final = ("error", "warning", "note")
_AUTO: Final = "auto"
_USUAL: Final = "full"
_FORM: Final = PlainForm(
    (_AUTO, *FORMATS),
    once=("--at", "--fail-level", "--stdin-name"),
    often=("--column", "--default"),
)


class DraftsRequest(NamedTuple):
    """Which files are to be checked, as of when, and how tables among them are read.

    `fail_level` is the least severity that makes the exit code 1.
    """

    files: tuple[str, ...]
    at: int
    columns: dict[str, str]
    constants: dict[str, str]
    stdin_name: str
    fail_level: str


def plain_post(arguments: Sequence[str]) -> Callable[[], int] | None:
    """What answers `post FILE...` with plain arguments; None where click has to read them."""
    line = read_line(_FORM, arguments)
    if line is None or not line.names:
        return None
    columns, constants = pairs(line.all("--column")), pairs(line.all("--default"))
    at, level = line.one("--at"), line.one("--fail-level") or LEVELS[0]
    if columns is None or constants is None or level not in LEVELS:
        return None
    try:
        instant = now() if at is None else parse_offset_instant(at)
    except ValueError:
        return None
    name = line.one("--stdin-name") or STDIN
    question = DraftsRequest(line.names, instant, columns, constants, name, level)
    return partial(tell_drafts, line.shared, question)


def pairs(texts: Iterable[str]) -> dict[str, str] | None:
    """What `FIELD=…` says of each field; None where one is not written so, or is no field."""
    found = {}
    for text in texts:
        field, _, value = text.partition("=")
        if not value or field not in FIELDS:
            return None
        found[field] = value
    return found


def tell_drafts(shared: Shared, question: DraftsRequest) -> int:
    """Check some drafts, and write what is found where it is to go; the exit code."""
    from govcheck.library.posts import checked, path_within
    from govcheck.workspace.validate import fails

    policy = shared.open()
    form = _USUAL if shared.format == _AUTO else shared.format
    contents, missing = read_files(question.files, question.stdin_name, said("a file"))
    for reason in missing:
        shared.note(said("error: {reason}", reason=reason))
    named = [(path_within(policy.tree.root, name), content) for name, content in contents]
    found = checked(policy, named, question.at, question.columns, question.constants)
    report = found.report._replace(
        color=shared.colored, verbose=shared.verbose, tongue=shared.tongue
    )
    shared.emit(render(report, form))
    note(summary(report))
    return 2 if missing else int(fails(report.findings, Severity(question.fail_level)))
