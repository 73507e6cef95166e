"""Teams, beyond the examples."""

from datetime import date

from tests.checks.example import EXAMPLES
from tests.checks.overlay import found, messages
from tests.checks.people import person, team

ORGANIZATION = (EXAMPLES / "base" / "organization.yaml").read_text(encoding="utf-8")


def test_the_usual_areas_need_an_owner_where_none_are_named() -> None:
    usual = ORGANIZATION.replace("responsibilities: [content, analytics]\n", "")
    nobody = {message.split("`")[1] for message in messages("TEAM001", usual)}
    assert nobody == {
        "company-roadmap",
        "goals",
        "channel-optimisation",
        "content-strategy",
        "campaign-planning",
        "crm-segmentation",
        "scoring-and-nurturing",
    }


def test_without_a_team_no_area_needs_an_owner() -> None:
    assert messages("TEAM001", "# without: team/social\n") == []


def test_the_same_person_may_be_accountable_in_two_teams() -> None:
    duty = "responsibilities:\n  content: {accountable: ana, responsible: [ana]}\n---\n"
    assert found("TEAM003", team("{person: ana}").removesuffix("---\n") + duty) == []


def test_the_work_may_be_done_in_another_team() -> None:
    split = (
        team("{person: ana}", "{person: ben}", name="social").removesuffix("---\n")
        + "responsibilities: {content: {accountable: ana}, "
        + "analytics: {accountable: ben, responsible: [ben]}}\n---\n"
    )
    work = "responsibilities: {content: {accountable: ana, responsible: [dora]}}\n---\n"
    assert found("TEAM004", split) == ["content"]
    assert found("TEAM004", split + team("{person: dora}").removesuffix("---\n") + work) == []


def test_a_team_without_members_has_its_lead_outside() -> None:
    text = "kind: team\nid: events\nname: Events\nlead: dora\nmembers: []\n"
    assert found("TEAM002", text) == ["dora"]


def test_one_person_may_have_two_roles_in_a_team() -> None:
    two = team("{person: dora, role: spokesperson}", "{person: dora, role: legal-counsel}")
    same = team("{person: dora, role: spokesperson}", "{person: dora, role: spokesperson}")
    assert found("TEAM008", two) == []
    assert found("TEAM008", same) == ["dora"]


def test_somebody_who_leaves_leaves_the_position_empty() -> None:
    sized = ORGANIZATION.replace("name: Acme\n", "name: Acme\nsize: startup\n")
    leaving = person("ana", "active: {until: 2026-11-22}", roles="social-media-manager")
    assert found("TEAM006", sized) == []
    assert found("TEAM006", sized + "---\n" + leaving) == ["startup"]
    assert found("TEAM006", sized + "---\n" + leaving.replace("11-22", "11-23")) == []


def test_a_position_can_be_empty_before_somebody_comes_and_after_they_leave() -> None:
    sized = ORGANIZATION.replace("name: Acme\n", "name: Acme\nsize: startup\n")
    months = "active: {from: 2026-11-01, until: 2026-11-30}"
    text = sized + "---\n" + person("ana", months, roles="social-media-manager")
    days = {
        date(2026, 10, 31): 1,
        date(2026, 11, 1): 0,
        date(2026, 11, 30): 0,
        date(2026, 12, 1): 1,
    }
    assert {day: len(found("TEAM006", text, day)) for day in days} == days


def test_a_role_given_by_a_team_counts_as_staff() -> None:
    sized = ORGANIZATION.replace("name: Acme\n", "name: Acme\nsize: consumer\n")
    editor = "---\nkind: role\nid: managing-editor\nname: Managing editor\n"
    assert found("TEAM006", sized) == ["consumer"]
    assert found("TEAM006", sized + editor) == ["consumer"]
    members = team("{person: dora, role: managing-editor}")
    assert found("TEAM006", sized + editor + "---\n" + members) == []


def test_without_a_size_nothing_is_said_about_staff() -> None:
    advertising = "kind: role\nid: paid-social\nname: Paid social\n---\n"
    hired = advertising + team("{person: dora, role: paid-social}")
    assert found("TEAM007", hired) == []
