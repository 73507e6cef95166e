"""Archives that a change is tried on."""

from collections.abc import Iterable

from govcheck.cli.options import note_findings
from govcheck.library.policy import OpenPolicy
from govcheck.papers.change.archives import ReplayedArchive
from govcheck.papers.replay import ReplayReport
from govcheck.tongue import Tongue
from govcheck.translation import said


def replayed_archives(
    names: Iterable[str], before: OpenPolicy, after: OpenPolicy, tongue: Tongue
) -> tuple[tuple[ReplayedArchive, ...], tuple[str, ...]]:
    """Archives by their ids under both policies, and the files that cannot be read.

    The documents before the change say what the columns mean and which files are read, since a
    change may come from a stranger; those after it where the archive is new. Raises GovcheckError
    where neither has such a document.
    """
    from govcheck.replay.obstacles import obstacles
    from govcheck.replay.replay import ReplayRequest
    from govcheck.workspace.replay import archive_documents, replay_files

    tree, program = after.tree, after.program
    earlier = archive_documents(before.tree, before.program)
    later = archive_documents(tree, program)
    known = {archive.id for archive in earlier.archives}
    found: list[ReplayedArchive] = []
    faults: list[str] = []
    for name in dict.fromkeys(names):
        answer = replay_files(
            program,
            earlier if name in known else later,
            (),
            ReplayRequest(),
            root=tree.root,
            map_=name,
            before=before.program,
        )
        note_findings(answer.findings, answer.sources)
        faults += answer.faults
        if not answer.replayed.decided:
            faults.append(said("no row of the archive `{name}` is decided", name=name))
        revision = before.tree.revision
        report = ReplayReport(
            answer.replayed, program, after.stamp, revision, tongue,
            obstacles=obstacles(program, before.program),
        )  # fmt: skip
        found.append(ReplayedArchive(name, report))
    return tuple(found), tuple(faults)
