"""What a policy would have made of the mentions of the past."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from govcheck.library.loaded import stamp
from govcheck.papers.replay import ReplayReport
from govcheck.replay.replay import ReplayRequest
from govcheck.tongue import ENGLISH
from govcheck.workspace.replay import (
    ArchiveDocuments,
    ReplayAnswer,
    archive_documents,
    replay_files,
)

if TYPE_CHECKING:  # each answer imports what it needs
    from govcheck.library.loaded import LoadedPolicy
    from govcheck.papers.replay.json import ReplayJson
    from govcheck.replay.tally import Bucket
    from govcheck.workspace.counting import ReplayRun


@dataclass(frozen=True, slots=True)
class ReplayedArchives:
    """Mentions of archives, decided and added up."""

    answer: ReplayAnswer
    report: ReplayReport

    @property
    def faults(self) -> tuple[str, ...]:
        """Why files, or parts of them, were not read."""
        return self.answer.faults

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of everybody who would have been told."""
        return tuple(one.person for one in self.report.replayed.people)

    def to_json(self) -> "ReplayJson":
        """The object of `replay --format json`."""
        from govcheck.papers.replay.json import replay_json

        return replay_json(self.report)


def replayed(
    policy: "LoadedPolicy",
    archives: Sequence[str],
    asked: ReplayRequest,
    by: "Bucket",
    *,
    document: str | None = None,
    against: "LoadedPolicy | None" = None,
    documents: ArchiveDocuments | None = None,
    standard_input: BinaryIO | None = None,
    stdin_name: str = "<stdin>",
    run: "ReplayRun | None" = None,
) -> ReplayedArchives:
    """Decide the rows of archives by a policy, and by another one beside it.

    `documents` say what columns mean, without those of the policy itself; `run` says by what, in
    how many processes, and which parts are kept.

    Raises:
        GovcheckError: No document of an archive is called so, or nothing is named at all.
    """
    tree, program = policy.tree, policy.program
    stamped = stamp(tree, program, exact=True)
    name = None if against is None else against.tree.revision
    if run is not None and run.rows is not None:
        about = {"policy": stamped._asdict(), "against": name}
        run = run._replace(rows=run.rows._replace(about=about))
    answer = replay_files(
        program,
        documents or archive_documents(tree, program),
        archives,
        asked,
        root=tree.root,
        map_=document,
        before=None if against is None else against.program,
        standard_input=standard_input,
        stdin_name=stdin_name,
        run=run,
    )
    return ReplayedArchives(
        answer, ReplayReport(answer.replayed, program, stamped, name, ENGLISH, by)
    )
