from datetime import date, timedelta

import pytest

from govcheck.acceptance.grounds import acceptance
from govcheck.acceptance.judgement import Acceptance, as_of, judge
from govcheck.finding import Finding, Severity
from govcheck.load.repository import load_repository
from govcheck.source import Source
from govcheck.workspace.examine import examine
from tests.load.trees import SMALL, MemoryTree

TODAY = date(2026, 11, 23)
NONE = timedelta(0)
MONTH = timedelta(days=30)
TEAMS = "policies/teams.yaml"
LEAD = "`zed` leads team `social` but is not a member of it"

TEAM = """\
kind: team
id: social
name: Social
lead: ben{comment}
members:
  - {{person: ana, role: editor, weekly_hours: 200}}
---
kind: role
id: editor
name: Editor
"""
WAIVER = """\
kind: waiver
id: until-spring
check: {check}
subject: {subject}
reason: Two hires start in spring
approved_by: [ana]
until: {until}
"""


def team(comment: str = "") -> MemoryTree:
    return SMALL.with_files({TEAMS: TEAM.format(comment=comment)})


def waiver(check: str = "TEAM002", subject: str = "team/social", until: str = "2027-03-31") -> str:
    return WAIVER.format(check=check, subject=subject, until=until)


def judged(tree: MemoryTree, day: date = TODAY, warn_before: timedelta = NONE) -> list[Finding]:
    """What is found beside the line of the lead, or about accepting it."""
    examined = examine(tree)
    found = judge(examined.findings, examined.acceptance, day, warn_before)
    wanted = ("TEAM002", "IGNORE", "WAIVER001", "WAIVER002", "TEAM006")
    return [finding for finding in found if finding.code.startswith(wanted)]


def codes(tree: MemoryTree, day: date = TODAY, warn_before: timedelta = NONE) -> list[str]:
    return [
        finding.code + (" accepted" if finding.waived else "")
        for finding in judged(tree, day, warn_before)
        if finding.code != "TEAM006"
    ]


def test_without_a_word_nothing_is_accepted() -> None:
    assert codes(team()) == ["TEAM002"]


@pytest.mark.parametrize("rule", ["TEAM002", "lead-outside-team"])
def test_a_comment_beside_the_line_accepts_by_code_and_by_name(rule: str) -> None:
    (finding,) = (
        finding
        for finding in judged(team(f"  # govcheck: ignore[{rule}] she joins on Monday"))
        if finding.code == "TEAM002"
    )
    assert str(finding.waived) == "ignored: she joins on Monday"
    assert finding.waived is not None
    assert finding.waived.in_source
    assert codes(team(f"  # govcheck: ignore[{rule}] she joins on Monday")) == ["TEAM002 accepted"]


def test_a_comment_without_a_reason_or_a_name_accepts_nothing() -> None:
    for comment in ("ignore[TEAM002]", "ignore", "ignore she joins"):
        assert codes(team(f"  # govcheck: {comment}")) == ["TEAM002", "IGNORE002"]


def test_a_comment_on_another_line_accepts_nothing_and_says_so() -> None:
    text = TEAM.format(comment="").replace("name: Social", "name: S  # govcheck: ignore[TEAM002] x")
    tree = SMALL.with_files({TEAMS: text})
    assert codes(tree) == ["TEAM002", "IGNORE001"]


def test_names_that_find_nothing_are_told_together() -> None:
    comment = "  # govcheck: ignore[TEAM002, TEAM001, TEAM003] she joins"
    found = [finding for finding in judged(team(comment)) if finding.code == "IGNORE001"]
    assert [finding.message for finding in found] == [
        "nothing on this line is found by `TEAM001`, `TEAM003`"
    ]
    assert found[0].fix is not None
    assert found[0].fix.is_safe
    assert found[0].fix.edits[0].text == "# govcheck: ignore[TEAM002] she joins"


def test_an_unknown_name_gets_the_nearest() -> None:
    found = judged(team("  # govcheck: ignore[lead-outside-teams] she joins"))
    helps = [finding.help for finding in found if finding.code == "IGNORE001"]
    assert helps == ["no check is called `lead-outside-teams`; did you mean `lead-outside-team`?"]
    assert [finding.fix for finding in found if finding.code == "IGNORE001"] == [None]


def test_what_keeps_a_document_from_being_read_cannot_be_ignored() -> None:
    text = "kind: person\nid: zoe\nnam: Zoe  # govcheck: ignore[DOC002, unknown-field] it must\n"
    examined = examine(SMALL.with_files({"policies/zoe.yaml": text}))
    found = judge(examined.findings, examined.acceptance, TODAY, NONE)
    about = {finding.code: finding.waived for finding in found if "zoe" in finding.span.path}
    assert about["DOC002"] is None


def test_while_something_cannot_be_read_nobody_knows_what_is_unused() -> None:
    comment = "  # govcheck: ignore[TEAM002, TEAM001] she joins"
    broken = team(comment).with_files(
        {"policies/zoe.yaml": "kind: person\n", "policies/waiver.yaml": waiver("TEAM001")}
    )
    assert codes(broken) == ["TEAM002 accepted"]


def test_the_checks_of_waivers_cannot_be_ignored() -> None:
    text = waiver(until="2030-01-01").replace(
        "2030-01-01", "2030-01-01  # govcheck: ignore[WAIVER007] yes"
    )
    examined = examine(team().with_files({"policies/waiver.yaml": text}))
    found = judge(examined.findings, examined.acceptance, TODAY, NONE)
    assert [finding.waived for finding in found if finding.code == "WAIVER007"] == [None]


@pytest.mark.parametrize("check", ["TEAM002", "lead-outside-team"])
@pytest.mark.parametrize("subject", ["team/social", "team/social/lead"])
def test_a_waiver_accepts_by_name(check: str, subject: str) -> None:
    tree = team().with_files({"policies/waiver.yaml": waiver(check, subject)})
    assert codes(tree) == ["TEAM002 accepted"]
    (finding,) = (finding for finding in judged(tree) if finding.waived)
    assert (
        str(finding.waived)
        == "waived by `until-spring` until 2027-03-31: Two hires start in spring"
    )
    assert finding.waived is not None
    assert not finding.waived.in_source


@pytest.mark.parametrize("subject", ["team/press", "team/social/members", "role/social"])
def test_a_waiver_of_something_else_is_unused(subject: str) -> None:
    tree = team().with_files({"policies/waiver.yaml": waiver(subject=subject)})
    assert codes(tree) == ["TEAM002", "WAIVER001"]


DECISION = """\
kind: decision
id: tone
decides: tone
hit_policy: first
results: [plain, kind]
otherwise: plain
because: Nobody asked for more
rules:
  - {id: praise, when: {topics: [praise]}, then: kind}
  - {id: safety, when: {topics: [safety]}, then: kind}
"""


def test_a_part_is_named_by_its_id() -> None:
    tree = SMALL.with_files({"policies/tone.yaml": DECISION})
    plain = [f for f in examine(tree).findings if f.name == "rule-without-because"]
    assert [finding.pointer[:8] for finding in plain] == ["/rules/0", "/rules/1"]
    text = waiver("rule-without-because", "decision/tone/safety")
    examined = examine(tree.with_files({"policies/waiver.yaml": text}))
    found = judge(examined.findings, examined.acceptance, TODAY, NONE)
    waived = [bool(f.waived) for f in found if f.name == "rule-without-because"]
    assert waived == [False, True]
    assert "WAIVER001" not in [finding.code for finding in found]


def test_the_day_before_a_waiver_ends_there_is_a_warning_and_the_day_after_an_error() -> None:
    tree = team().with_files({"policies/waiver.yaml": waiver(until="2027-03-31")})
    last, next_ = date(2027, 3, 31), date(2027, 4, 1)

    def levels(day: date, warn_before: timedelta) -> dict[str, Severity]:
        return {
            finding.code: finding.severity
            for finding in judged(tree, day, warn_before)
            if not finding.waived and finding.code != "TEAM006"
        }

    assert levels(last, NONE) == {}
    assert levels(last, MONTH) == {"WAIVER002": Severity.WARNING}
    assert levels(date(2027, 3, 1), MONTH) == {}
    assert levels(date(2027, 3, 2), MONTH) == {"WAIVER002": Severity.WARNING}
    assert levels(next_, MONTH) == levels(next_, NONE)
    assert levels(next_, NONE) == {"WAIVER002": Severity.ERROR, "TEAM002": Severity.ERROR}


def dated(expires: date | None = None, heals: date | None = None) -> Finding:
    (finding,) = (finding for finding in judged(team()) if finding.code == "TEAM002")
    return finding._replace(expires=expires, heals=heals)


def beside(comment: str) -> Acceptance:
    return acceptance(load_repository(team(comment)), complete=True)


def test_a_comment_for_what_is_not_due_yet_is_used() -> None:
    accepted = beside("  # govcheck: ignore[TEAM002] she joins")
    later = dated(expires=TODAY + timedelta(days=10))
    assert judge([later], accepted, TODAY, NONE) == []
    warned = judge([later], accepted, TODAY, MONTH)
    assert [(finding.code, bool(finding.waived)) for finding in warned] == [("TEAM002", True)]


def test_a_comment_for_what_heals_is_told_before_it_is_unused() -> None:
    accepted = beside("  # govcheck: ignore[TEAM002] she joins")
    healing = dated(heals=TODAY + timedelta(days=10))
    assert [f.code for f in judge([healing], accepted, TODAY, NONE)] == ["TEAM002"]
    early = judge([healing], accepted, TODAY, MONTH)[-1]
    assert (early.code, early.severity) == ("IGNORE001", Severity.WARNING)
    assert early.message.endswith("from 2026-12-03 on")
    assert early.fix is None
    (late,) = judge([healing], accepted, TODAY + timedelta(days=10), NONE)
    assert (late.code, late.severity) == ("IGNORE001", Severity.ERROR)
    assert late.fix is not None


def test_dates_decide_what_holds() -> None:
    finding = dated(expires=TODAY)
    assert as_of([finding], TODAY, NONE) == []
    assert as_of([finding], TODAY + timedelta(days=1), NONE) == [finding]
    assert [each.severity for each in as_of([finding], TODAY, MONTH)] == [Severity.WARNING]
    note = finding.as_grave_as(Severity.NOTE)
    assert [each.severity for each in as_of([note], TODAY, MONTH)] == [Severity.NOTE]
    healed = dated(heals=TODAY)
    assert as_of([healed], TODAY - timedelta(days=1), NONE) == [healed]
    assert as_of([healed], TODAY, MONTH) == []


def test_the_text_of_a_comment_is_there_to_be_shown() -> None:
    tree = SMALL.with_files(
        {"policies/zoe.yaml": "kind: role\nid: r\nname: R  # govcheck: ignore[TEAM002] x\n"}
    )
    examined = examine(tree)
    (found,) = (
        f
        for f in judge(examined.findings, examined.acceptance, TODAY, NONE)
        if f.code == "IGNORE001"
    )
    source = examined.sources[found.span.path]
    assert isinstance(source, Source)
    assert source.excerpt(found.span) == "# govcheck: ignore[TEAM002] x"
