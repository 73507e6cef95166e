"""Requests to change the policy that is shipped, by its own change control."""

from pathlib import Path

import pytest

from tests.gate.story import Story, of, rules_of, why

pytestmark = pytest.mark.usefixtures("proved_once")

ROOT = Path(__file__).resolve().parents[2]
COUNCIL = "policies/councils/social-council.yaml"
FOLDERS = ("policies", "scenarios", "incidents", "schemas", "templates")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    }
    return Story(tmp_path_factory.mktemp("shipped"), files)


def handles(*people: str) -> list[str]:
    return [f"{person}-larkling" for person in people]


def test_the_pipeline_that_asks_is_not_changed_by_one_alone(story: Story) -> None:
    story.commit({".github/workflows/gate.yml": "on: push\n"}, "pipeline")
    commit = story.git("rev-parse", "refs/heads/pipeline")
    five = handles("clara", "lena", "marcus", "nadia", "eva")
    given = story.approvals(*five, commit=commit)
    assert rules_of(story.gate(head="pipeline")) == ["pipelines"]
    assert not story.gate(given[:4], head="pipeline").allowed
    assert story.gate(given, head="pipeline").allowed


@pytest.mark.parametrize(
    "path", ["src/govcheck/__main__.py", "action.yml", "mkdocs.yml", "tests/conftest.py", "venv.py"]
)
def test_the_program_is_not_changed_without_one_of_the_council(story: Story, path: str) -> None:
    commit = story.commit({path: "print('OWNED')\n"}, "program")
    assert rules_of(story.gate(head="program")) == ["program"]
    assert not story.gate(story.approvals("grace-larkling", commit=commit), head="program").allowed
    assert story.gate(story.approvals("eva-larkling", commit=commit), head="program").allowed


def test_a_seat_of_the_council_takes_six_of_nine_without_whose_it_is(story: Story) -> None:
    text = (ROOT / COUNCIL).read_text(encoding="utf-8")
    changed = text.replace("{person: tomas, represents: expert", "{person: kim, represents: expert")
    assert changed != text
    commit = story.commit({COUNCIL: changed}, "seat")
    six = handles("clara", "lena", "marcus", "nadia", "oliver", "eva")
    gate = story.gate(story.approvals(*six, commit=commit), head="seat")
    assert gate.allowed
    words = "two thirds of the council (6 of 9), chair included"
    assert of(gate, "membership").requires == words
    five_and_tomas = story.approvals(*six[:5], *handles("tomas"), commit=commit)
    gate = story.gate(five_and_tomas, head="seat")
    assert not of(gate, "membership").met
    assert "about them" in why(gate, "membership", "tomas")
    without_the_chair = story.approvals(*six[1:], *handles("ines"), commit=commit)
    assert not story.gate(without_the_chair, head="seat").allowed
