"""A diff says below its first line that `validate` refuses the head, and why."""

from govcheck.papers.change import DiffReport
from govcheck.papers.change.text import render
from govcheck.time.clock import DAY
from govcheck.tongue import tongue
from govcheck.workspace.diff import Diff, diff_trees
from tests.load.trees import MemoryTree
from tests.mutations.mutations import shipped

AT = 1_795_392_000
BASE = shipped()


def diff_to(head: MemoryTree) -> Diff:
    return diff_trees(BASE, head, ("base", "head"), AT, (AT, AT + DAY))


def test_somebody_is_gone_whom_a_council_names() -> None:
    hana = "policies/people/hana.yaml"
    kept: dict[str, str | bytes] = {at: one for at, one in BASE.files.items() if at != hana}
    diff = diff_to(MemoryTree(kept))
    assert [one.lacks and one.lacks.name for one in diff.faults] == ["hana"]
    first, rest = render(DiffReport(diff)).split("\n\n", maxsplit=1)
    assert "Hana Sato is gone" in first
    assert rest.startswith("`validate` refuses it for 1 mistake: Social media council: `hana`")
    german = render(DiffReport(diff, tongue=tongue("de")))
    assert "`validate` weist das zurück, 1 Fehler: " in german.replace("\n  ", " ")


def test_what_passes_is_not_refused() -> None:
    path = "policies/escalations/crisis.yaml"
    text = BASE.files[path].replace(b"repeat: 2", b"repeat: 1")
    assert diff_to(BASE.with_files({path: text})).faults == ()
