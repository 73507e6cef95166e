from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.finding import Finding, Waived
from govcheck.report.findings.fingerprint import fingerprints
from govcheck.workspace.examine import examine
from tests.load.trees import SMALL, MemoryTree
from tests.report.findings.samples import FINDINGS, LEAD

BROKEN = SMALL.with_files(
    {
        "policies/teams.yaml": """\
            kind: team
            id: social
            name: Social
            lead: zed
            members:
              - {person: ana, role: editor}
              - {person: ben, role: editor}
              - {person: zoe, role: editor}
            """
    }
)


def prints(tree: MemoryTree) -> list[str]:
    return sorted(fingerprints(examine(tree).findings))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["", "# a remark", "#", "# lead: ana"]), min_size=1), st.data())
def test_inserted_lines_and_comments_change_no_fingerprint(
    lines: list[str], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(sorted(BROKEN.files)))
    text = BROKEN.files[path].decode().splitlines()
    at = data.draw(st.integers(0, len(text)))
    moved = "\n".join((*text[:at], *lines, *text[at:], ""))
    assert prints(BROKEN.with_files({path: moved})) == prints(BROKEN)


def test_an_item_in_front_moves_the_pointer_but_no_fingerprint() -> None:
    text = BROKEN.files["policies/teams.yaml"].decode()
    more = text.replace("members:\n", "members:\n  - {person: ann, role: editor}\n")
    assert {*prints(BROKEN)} < {*prints(BROKEN.with_files({"policies/teams.yaml": more}))}


@given(st.lists(FINDINGS, max_size=8))
def test_no_two_findings_share_a_fingerprint(findings: list[Finding]) -> None:
    doubled = [*findings, *findings]
    assert len({*fingerprints(doubled)}) == len(doubled)


def test_what_is_said_and_of_which_document_makes_the_fingerprint() -> None:
    changed = [
        LEAD,
        LEAD._replace(message="`zoe` leads but is no member"),
        LEAD._replace(document="team/press"),
        LEAD._replace(rule=LEAD.rule._replace(code="TEAM003")),
    ]
    assert len({next(fingerprints([finding])) for finding in changed}) == len(changed)
    accepted = LEAD._replace(waived=Waived("yes"))
    assert [*fingerprints([accepted])] == [*fingerprints([LEAD])]
