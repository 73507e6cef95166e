"""What `simulate` answers to a question; the same question on the same files is answered once.

The answer is a function of the policy's files, the incidents and the options alone, so that it can
be kept; then the second asking loads neither the engine nor the reports.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.cli.arguments import PlainForm, parse_offset_instant, read_line
from govcheck.cli.common import Shared, open_cache
from govcheck.cli.incidents import read_files
from govcheck.cli.question import Manner, SimulateAnswer, SimulateRequest
from govcheck.console.output import note
from govcheck.console.standard import read_named
from govcheck.library.instants import now
from govcheck.load.tree import POLICIES, Tree
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.logbook.entry import log_path_of
from govcheck.time.clock import DAY

FORMATS: Final = ("text", "json", "markdown", "html", "svg", "mermaid", "ics")
STDIN: Final = "<stdin>"
_FORM: Final = PlainForm(
    FORMATS,
    flags=("--no-ack", "--strict", "--brief", "--full", "--ignore-log"),
    once=("--at", "--person", "--stdin-name"),
    often=("--absent", "--ack", "--set"),
)


def plain_simulate(arguments: Sequence[str]) -> Callable[[], int] | None:
    """What answers `simulate` with plain arguments; None where click has to read them."""
    line = read_line(_FORM, arguments)
    if line is None or not line.names or {"--brief", "--full"} <= line.flags:
        return None
    person, at = line.one("--person"), line.one("--at")
    if "--no-ack" in line.flags and line.all("--ack"):
        return None
    if person is not None and line.shared.format != "ics":
        return None
    try:
        instant = None if at is None else parse_offset_instant(at)
    except ValueError:
        return None
    question = SimulateRequest(
        incidents=line.names,
        stdin_name=line.one("--stdin-name") or STDIN,
        at=instant,
        settings=line.all("--set"),
        absent=line.all("--absent"),
        acknowledged=line.all("--ack"),
        person=person,
        brief="--brief" in line.flags,
        full="--full" in line.flags,
        ignore_log="--ignore-log" in line.flags,
        manner=manner_of(line.shared),
    )
    return partial(tell, line.shared, question, strict="--strict" in line.flags)


def manner_of(shared: Shared) -> Manner:
    """How a question is to be answered, by the shared options."""
    exact, today = shared.format != "text" or shared.verbose, now() // DAY * DAY
    return Manner(
        shared.format, shared.language, shared.colored, shared.quiet, exact=exact, today=today
    )


def tell(shared: Shared, question: SimulateRequest, *, strict: bool) -> int:
    """Answer a question, and write the answer where it is to go; the exit code."""
    tree = shared.tree()
    found = answer(question, tree, open_cache(tree.root))
    note(found.notes.rstrip("\n"), quiet=not found.notes)
    if found.text:
        shared.emit(found.text)
    return max(found.code, int(strict and found.missed))


def answer(question: SimulateRequest, tree: Tree, cache: Cache) -> SimulateAnswer:
    """Answer a question, from the cache where it has been asked of the same files before.

    Raises:
        GovcheckError: The policy does not load, or the question names what is not there.
    """
    snapshot = Snapshot(tree, (POLICIES,))
    files, missing = read_files(question.incidents, question.stdin_name)
    logs = {} if question.ignore_log else _logs(path for path, _ in files)

    def answered() -> SimulateAnswer:
        from govcheck.cli.simulation import simulated

        return simulated(question, snapshot, files, missing, cache, logs)

    if question.manner.exact:
        return answered()
    stated = (*snapshot.contents(), *files, *logs.items())
    more = (repr(question), repr(missing), repr(tree.revision))
    return Memo(cache, content_key("answer", stated, *more)).find(SimulateAnswer, answered)


def _logs(paths: Iterable[str]) -> dict[str, bytes]:
    """The logs that stand beside incidents, by the incident's path."""
    found: dict[str, bytes] = {}
    for path in paths:
        try:
            found[path] = read_named(log_path_of(path), MOST_BYTES)
        except (OSError, ValueError):
            continue
    return found
