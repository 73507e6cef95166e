"""What `simulate` answers to a question; the same question on the same files is answered once.

The answer is a function of the policy's files, the incidents and the options alone, so that it can
be kept; then the second asking loads neither the engine nor the reports.
"""

from collections.abc import Iterable

from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.cli.incidents import read_files
from govcheck.cli.question import SimulateAnswer, SimulateRequest
from govcheck.cli.standard import read_named
from govcheck.load.tree import POLICIES, Tree
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.logbook.path import log_path_of


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

    if question.exact:
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
