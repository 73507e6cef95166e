"""What a responder finds in the first 24 lines of a terminal, of every incident that is shipped."""

from pathlib import Path

import pytest

import govcheck
from govcheck.agreement.tree import targets_of
from govcheck.briefing.simulation.duties import ACKNOWLEDGE
from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.library.policy import OpenPolicy
from govcheck.render.page.layout import WIDTH, lines_of
from govcheck.render.page.names import PageNames
from govcheck.render.width import display_width
from govcheck.simulate.outcome import Obligation, Outcome
from govcheck.time.clock import HOUR
from govcheck.tongue import LANGUAGES, tongue

ROOT = Path(__file__).parents[3]
INCIDENTS = sorted((ROOT / "incidents").glob("*.yaml"))
SCREEN = 24
PAGE = 99

pytestmark = [
    pytest.mark.parametrize("language", LANGUAGES),
    pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem),
]


@pytest.fixture(scope="module")
def policy() -> OpenPolicy:
    return govcheck.open(ROOT)


def screen(
    policy: OpenPolicy, path: Path, language: str, height: int = SCREEN
) -> tuple[Outcome, PageNames, str]:
    """What is decided, what things are called, and the words on the first screen."""
    found = policy.simulate(path)
    view = OutcomeView(found._outcome, PageNames(found._program, tongue(language)))
    shown = [*lines_of(page(view), lambda line, _weight: line)]
    assert max(map(display_width, shown)) <= WIDTH
    words = " ".join(" ".join(shown[:height]).split())
    return *view, words


def next_of_each(outcome: Outcome) -> dict[str, Obligation]:
    """The first that each person owes."""
    first: dict[str, Obligation] = {}
    for owed in sorted(outcome.obligations, key=lambda one: one.due):
        if owed.id != ACKNOWLEDGE and not owed.id.startswith("council/"):
            for owner in owed.owed_by:
                first.setdefault(owner, owed)
    return first


def test_whom_to_call_within_the_hour_on_which_number(
    policy: OpenPolicy, path: Path, language: str
) -> None:
    outcome, names, words = screen(policy, path, language)
    detected = outcome.stated.case.detected_at
    for event in outcome.timeline:
        if event.event in ("notify", "convene") and event.at <= detected + HOUR:
            if event.round in (None, 1) and event.at > detected and not event.follows:
                assert names.tongue.time(event.at, outcome.timezone) in words
            for told in event.people:
                contacts = names.program.roster.people[told.person].contacts
                assert names.short(told.person) in words
                # In a sequence of their own the phone rings last.
                ways = ("phone",) if "phone" in told.via else (*told.via, "phone")
                assert any(to in words for via, to in contacts if via in ways), told.person


def test_what_must_not_be_said_and_who_lifts_it(
    policy: OpenPolicy, path: Path, language: str
) -> None:
    outcome, names, words = screen(policy, path, language)
    for said in outcome.forbidden:
        assert names.tongue.text(said) in words
    chosen = [one.result for one in outcome.verdicts if one.decision.name == "playbooks"]
    for playbook in (name for result in chosen for name in result):
        plan = names.program.playbooks[playbook]
        for approval in plan.approvals.values() if outcome.forbidden else ():
            in_command = names.tongue.say("{who} (in command)", who="").strip()
            for one in targets_of(approval.by):
                said = in_command if one.startswith("chain:") else names.target(one)
                assert said in words


def test_whoever_can_be_asked_to_agree_is_named_with_a_number(
    policy: OpenPolicy, path: Path, language: str
) -> None:
    """Whom a step writes to stands with that way alone."""
    outcome, names, words = screen(policy, path, language, PAGE)
    for state in outcome.approvals:
        for approver in state.approvers:
            if approver.available and not approver.target.startswith(("council:", "chain:")):
                contacts = names.program.roster.people[approver.person].contacts
                assert names.short(approver.person) in words
                assert any(to in words for via, to in contacts if via in ("phone", "chat")), (
                    approver
                )


def test_the_next_deadline_of_each_owner(policy: OpenPolicy, path: Path, language: str) -> None:
    outcome, names, words = screen(policy, path, language)
    for owner, owed in next_of_each(outcome).items():
        kind, _, name = owner.partition(":")
        assert names.tongue.text(owed.do) in words
        assert names.tongue.time(owed.due, outcome.timezone) in words
        assert (names.short(name) if kind == "person" else names.target(owner)) in words


def test_what_is_known_stands_on_top(policy: OpenPolicy, path: Path, language: str) -> None:
    outcome, names, words = screen(policy, path, language)
    facts = names.program.ruleset.facts
    for name, value in outcome.stated.case.facts.items():
        if value != facts[name].default:
            assert names.stated(facts[name], value) in words
    for note in outcome.notes:
        assert note in words
