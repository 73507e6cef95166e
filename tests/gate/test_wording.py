"""What people read of the gate, against the shipped policy."""

from pathlib import Path

import pytest

from govcheck.gate.judge import Gate, Judged
from govcheck.papers.gate import render, summary, whom_to_ask
from govcheck.papers.gate.sentences import because as why
from govcheck.papers.gate.sentences import breaking
from govcheck.tongue import tongue
from tests.gate.story import CONTROL, POLICY, Story
from tests.gate.test_shipped import COUNCIL, FOLDERS, ROOT, handles

pytestmark = pytest.mark.usefixtures("proved_once")

EXAMPLE = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Story:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    }
    story = Story(tmp_path_factory.mktemp("shipped"), files)
    text = files[COUNCIL]
    seat = "{person: tomas, represents: expert"
    assert seat in text
    story.commit({COUNCIL: text.replace(seat, seat.replace("tomas", "kim"))}, "change")
    return story


def asked(story: Story, *approving: str) -> Gate:
    given = story.approvals(*handles(*approving))
    return story.gate(given, author="oliver-larkling")


def test_the_example_of_the_documentation(shipped: Story) -> None:
    shown = render(asked(shipped, "clara"), "text")
    first, *_ = shown.partition("\nno  A majority")
    assert f"```\n{first}\n" in EXAMPLE
    assert "\nOliver Brooks does not count: opened this request.\n" in shown


def test_as_markdown(shipped: Story) -> None:
    shown = render(asked(shipped, "clara"), "markdown").replace("\u2060", "").split("\n")
    assert shown[0] == "### Not yet: 5 more people must approve"
    assert shown[1].startswith("**Shortest way:** any 5 of Eva Lindqvist (@eva-larkling), Ines")
    assert shown[3].startswith(
        "- **Two thirds of the council, chair included: 1 of 6.** Yes: Clara Weiss. Missing: any 5"
    )
    assert shown[3].endswith("; The council changes itself only by a large majority)")
    assert "Oliver Brooks does not count: opened this request." in shown


def test_whom_to_ask_does_not_begin_with_a_refusal(shipped: Story) -> None:
    for format_ in ("text", "markdown"):
        first, second, *_ = whom_to_ask(asked(shipped), format_).split("\n")
        assert first.removeprefix("### ") == "6 people must approve"
        assert "Clara Weiss" in second


def test_people_are_counted_once_whatever_they_are_asked_for(shipped: Story) -> None:
    """Eva is asked for as one of the council and as a manager."""
    playbook = next(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "policies/playbooks").glob("*leak*")
    )
    text = (ROOT / playbook).read_text(encoding="utf-8")
    council = shipped.git("show", f"change:{COUNCIL}") + "\n"
    shipped.commit({playbook: text + "# more\n", COUNCIL: council}, "both")
    commit = shipped.git("rev-parse", "both")
    given = shipped.approvals(*handles("clara", "grace"), commit=commit)
    gate = shipped.gate(given, head="both", author="oliver-larkling")
    assert gate.ways.missing == 5
    shown = render(gate, "markdown").replace("\u2060", "")
    assert "**Shortest way:** Eva Lindqvist (@eva-larkling), and any 4 of Ines Costa" in shown
    assert "**Legal counsel: yes,** Grace Miller." in shown
    assert "Ana Keller or Eva Lindqvist can." in shown


def test_one_person_is_one_person(shipped: Story) -> None:
    shown = render(asked(shipped, "clara", "eva", "ines", "lena", "marcus"), "text")
    assert shown.startswith("Not yet: 1 more person must approve\nShortest way: Nadia Rahman (")
    assert summary(asked(shipped, "clara", "eva", "ines", "lena", "marcus")) == (
        "not yet: 1 more person must approve"
    )


def test_when_all_have_approved(shipped: Story) -> None:
    gate = asked(shipped, "clara", "eva", "ines", "lena", "marcus", "nadia")
    assert render(gate, "text").startswith("APPROVED\n\nyes Two thirds of the council")
    assert "Shortest" not in render(gate, "markdown")


def test_when_too_few_may(tmp_path: Path) -> None:
    control = CONTROL.replace("{all_of: [role:counsel]}", "person:mallory")
    story = Story(tmp_path, {**POLICY, "policies/control.yaml": control})
    story.commit({"policies/rules/more.yaml": "{kind: role, id: more, name: More}\n"}, "change")
    gate = story.gate()
    assert render(gate, "text").startswith("NOT POSSIBLE: TOO FEW PEOPLE MAY APPROVE THIS\n")
    assert "Mallory: missing - too few may approve this" in render(gate, "text")
    assert whom_to_ask(gate, "text").startswith("Too few people may approve this\n")


def test_who_would_not_help_is_not_named(shipped: Story) -> None:
    """The other lawyer, once one has approved; deputies of those who are there."""
    playbook = next((ROOT / "policies/playbooks").glob("*leak*"))
    path = playbook.relative_to(ROOT).as_posix()
    commit = shipped.commit({path: playbook.read_text(encoding="utf-8") + "# x\n"}, "text")
    given = shipped.approvals(*handles("grace"), commit=commit)
    gate = shipped.gate(given, head="text", author="oliver-larkling")
    (one,) = (one for one in gate.requirements if one.rule == "legal-text")
    assert one.could_still == ("ana", "eva")


def test_in_german(shipped: Story) -> None:
    gate = asked(shipped, "clara")
    shown = render(gate, "text", tongue("de"))
    assert shown.startswith(
        "Noch nicht: 5 weitere Personen müssen zustimmen\nKürzester Weg: 5 von "
    )
    plain = " ".join(shown.split())
    assert "nein Zwei Drittel des Rats, Vorsitz eingeschlossen: 1 von 6. Ja: Clara Weiss." in plain
    assert "Oliver Brooks zählt nicht: hat den Antrag gestellt." in plain
    assert "Tomas Novak zählt nicht: die Änderung betrifft diese Person selbst (sie" in plain
    assert "die Änderung betrifft Social-Media-Rat" in plain
    assert summary(gate, tongue("de")).startswith("noch nicht: 5 weitere")
    assert whom_to_ask(gate, "markdown", tongue("de")).startswith("### 5 Personen müssen zustimmen")


def test_the_tongue_does_not_change_what_machines_read(shipped: Story) -> None:
    gate = asked(shipped, "clara")
    for format_ in ("json", "github"):
        assert render(gate, format_) == render(gate, format_, tongue("de"))


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_what_is_broken_has_the_names_of_the_promises(format_: str) -> None:
    lost = ("guarantee/leaks", "playbook/leak/holding", "playbook/leak/advice")
    gate = Gate(
        "base", "head", broken=("GUARD002 guarantee/leaks: nobody of `role:x` is told", "", ""),
        lost=lost, called={"guarantee/leaks": "leaks reach legal"},
    )  # fmt: skip
    shown = render(gate, format_)
    assert "it breaks a promise: leaks reach legal; 2 more checks fail" in shown
    assert "GUARD002" not in shown
    assert "role:x" not in shown
    only = gate._replace(lost=lost[1:], called={"playbook/leak": "data leak"})
    assert "it breaks a promise: data leak\n" in render(only, format_)


def test_reasons_name_what_comes_and_goes_and_count_the_rest() -> None:
    because = ("channel/new", "channel/old", "role/a", "role/b", "role/c", "role/d")
    called = {"channel/new": "@new (X)", "channel/old": "@old (X)"}
    gate = Gate("", "", (), called=called, one_sided={"channel/new": True, "channel/old": False})
    judged = Judged("rule", "control", "one", because, met=False, approved_by=(), could_still=(),
                    excluded=())  # fmt: skip
    assert why(judged, gate, tongue("en")) == (
        "it adds @new (X), removes @old (X), changes role/a, changes role/b and 2 more"
    )
    assert why(judged, gate, tongue("de")).endswith("und 2 weitere")


def test_gate_and_diff_count_the_same_promises() -> None:
    lost = ("playbook/thanks/thank", "playbook/thanks/share")
    called = {"playbook/thanks": "thanks", lost[0]: "Thank", lost[1]: "Share"}
    gate = Gate("", "", (), lost=lost, called=called)
    assert [*breaking(gate, tongue("en"))] == [
        "it breaks 2 promises: Thank (thanks), Share (thanks)"
    ]
