"""The replay against the plain way: every row decided and played by itself."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcheck.archives.meanings import by_name
from govcheck.archives.rows import MentionRow, PassedOver
from govcheck.counterfactuals.questions import questions
from govcheck.engine.decide import decide
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import decide_as_written
from govcheck.engine.ruleset import Case, Ruleset, Value
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.replay.classes import Classes
from govcheck.replay.consequences import Forecast, night_of
from govcheck.replay.replay import ArchiveReplay, ReplayRequest
from govcheck.replay.residuals import Residual
from govcheck.replay.tally import PeopleTally
from govcheck.simulate.compile import compile_program
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from tests.engine.policies import ROSTER, some_mention, some_policy

ROOT = Path(__file__).parents[2]
START = 1_790_000_000
SPAN = 86_400 * 200  # over the change of the clocks in autumn
ROWS = 60


@pytest.fixture(scope="module")
def program() -> Program:
    repository = load_repository(WorkTree(str(ROOT)), templates=False)
    return compile_program(repository.policy, repository.line)[0]


def some_facts(program: Program, chance: random.Random, unknown: float) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for fact in program.ruleset.facts.values():
        if fact.type in ("share", "decision") or chance.random() < unknown:
            continue
        if fact.type == "tags":
            found[fact.name] = frozenset(chance.sample(fact.values, chance.choice((0, 1, 1, 2))))
        elif fact.type == "boolean":
            found[fact.name] = chance.random() < 0.5
        elif fact.type in ("integer", "number"):
            low, high = int(fact.minimum or 0), int(fact.maximum or 120_000)
            found[fact.name] = chance.randint(low, high)
        else:
            found[fact.name] = chance.choice(fact.values)
    if found.get("accounts_lost", 0) > found.get("accounts_held", 8):  # type: ignore[operator]
        del found["accounts_lost"]
    return found


def mentions(program: Program, unknown: float, seed: int) -> Iterator[tuple[int, dict[str, Value]]]:
    chance = random.Random(seed)
    for _ in range(ROWS):
        yield START + chance.randrange(SPAN), some_facts(program, chance, unknown)


@pytest.mark.parametrize("unknown", [0.0, 0.5])
def test_a_class_is_decided_and_played_like_each_of_its_mentions(
    program: Program, unknown: float
) -> None:
    classes, forecast = Classes(program), Forecast(program)
    for at, facts in mentions(program, unknown, 1):
        mention = classes.of(at, facts)
        case = Case(at, facts)
        outcome = play(program, PlayedIncident("", "", case, at, at), explain=False)
        verdicts = {one.decision.name: one.result for one in outcome.verdicts}
        assert mention.results == verdicts
        told: dict[str, set[int]] = {}
        for event in outcome.timeline:
            if event.event in ("notify", "convene"):
                for one in event.people:
                    zone = program.roster.people[one.person].timezone
                    night = night_of(event.at, zone)
                    told.setdefault(one.person, set()).update(() if night is None else (night,))
        found = forecast.of(mention, at)
        assert {one.person: set(one.nights) for one in found.told} == told
        assert found.late == len(outcome.missed)
        assert found.untold == len(outcome.untold)


def test_mentions_of_one_class_are_decided_alike(program: Program) -> None:
    """Values that no condition tells apart share a class, and the engine says the same of them."""
    classes = Classes(program)
    chance = random.Random(2)
    seen: dict[int, list[tuple[int, dict[str, Value]]]] = {}
    for _ in range(3000):
        names = ["network", "sentiment", "followers", "mention"]
        facts = {
            name: value for name, value in some_facts(program, chance, 0.3).items() if name in names
        }
        at = START + chance.randrange(SPAN)
        seen.setdefault(id(classes.of(at, facts)), []).append((at, facts))
    shared = [group for group in seen.values() if len(group) > 1][:40]
    assert len(shared) == 40
    for group in shared:
        results = {
            tuple(
                (one.result, one.possible, tuple(match.rule.id for match in one.matched))
                for one in decide(program.ruleset, program.roster, Case(at, facts))
            )
            for at, facts in group[:3]
        }
        assert len(results) == 1


@pytest.mark.parametrize("unknown", [0.0, 0.4])
def test_alone_is_what_taking_the_rule_out_changes(program: Program, unknown: float) -> None:
    classes = Classes(program)
    compared = 0
    for at, facts in list(mentions(program, unknown, 3))[:25]:
        mention = classes.of(at, facts)
        alone = {
            (hit.decision, hit.rule.document, hit.rule.id)
            for hit in mention.residual.hits
            if hit.alone
        }
        for number, decision in enumerate(program.ruleset.decisions):
            for rule in decision.rules:
                fewer = decision._replace(rules=tuple(r for r in decision.rules if r is not rule))
                ruleset = Ruleset(
                    program.ruleset.facts, (*program.ruleset.decisions[:number], fewer)
                )
                without = decide(ruleset, program.roster, Case(at, facts), matches=False)[-1]
                differs = without.result != mention.results[decision.name]
                assert differs == ((decision.name, rule.document, rule.id) in alone)
                compared += 1
    assert compared > 500


def test_alone_is_what_taking_the_rule_out_changes_in_any_policy() -> None:
    chance = random.Random(6)
    seen: Counter[tuple[str, bool, bool]] = Counter()
    for _ in range(12):
        ruleset = some_policy(25, chance)
        masks = MaskedRuleset(ruleset, ROSTER)
        program = Program("", (), ruleset, ROSTER, {}, {})
        for _ in range(6):
            case = some_mention(chance, 0.35)
            residual = Residual(program, masks, case, frozenset())
            for hit in residual.hits:
                names = [one.name for one in ruleset.decisions]
                number = names.index(hit.decision)
                decision = ruleset.decisions[number]
                rules = tuple(one for one in decision.rules if one is not hit.rule)
                fewer = (*ruleset.decisions[:number], decision._replace(rules=rules))
                without = decide_as_written(Ruleset(ruleset.facts, fewer), ROSTER, case)[-1]
                assert hit.alone == (without.result != residual.results[hit.decision])
                seen[decision.hit_policy, hit.possible, hit.alone] += 1
    assert len(seen) > 8


def row(number: int, at: str, **cells: object) -> MentionRow:
    return MentionRow(f"a.csv:{number}", {"detected_at": at, **cells})


def test_every_row_is_counted_once(program: Program) -> None:
    replay = ArchiveReplay(program, ReplayRequest(start=1_770_000_000, end=1_780_000_000))
    means = by_name(program.ruleset, program.roster.timezone)
    replay.add(
        [
            row(2, "2026-03-14 22:40", topics="safety", followers="60000"),
            row(3, "2026-03-14 22:41", topics="safty"),
            row(4, ""),
            row(5, "yesterday"),
            row(6, "2026-01-01 10:00"),
            row(7, "2027-01-01 10:00"),
            PassedOver("a.csv:8", "it is torn"),
            row(9, "2026-03-29 02:30", accounts_lost="5", accounts_held="3"),
        ],
        means,
    )
    found = replay.sum()
    assert found.rows == 8
    assert found.decided == 3
    assert {one.reason: (one.rows, one.example) for one in found.skipped} == {
        "`detected_at` is empty": (1, "a.csv:4"),
        "`detected_at` is not a date and time like `2026-03-14 22:40`": (1, "a.csv:5"),
        "it is before `--from`": (1, "a.csv:6"),
        "it is not before `--to`": (1, "a.csv:7"),
        "it is torn": (1, "a.csv:8"),
    }
    assert [(one.fact, one.rows, one.example) for one in found.bad_values] == [
        ("accounts_lost", 1, "a.csv:9"),
        ("topics", 1, "a.csv:3"),
    ]
    assert sum(found.decisions["severity"].values()) == 3
    assert found.first == 1_773_524_400
    assert found.last == 1_774_746_000, "the reading that spring skips is the end of the gap"


def test_unknown_facts_are_those_that_simulate_asks_for(program: Program) -> None:
    replay = ArchiveReplay(program, ReplayRequest())
    means = by_name(program.ruleset, program.roster.timezone)
    replay.add([row(n, "2026-03-14 22:40", topics="service") for n in range(3)], means)
    case = Case(1_773_524_400, {"topics": frozenset({"service"})})
    verdicts = decide(program.ruleset, program.roster, case)
    asked = questions(program.ruleset, program.roster, case, verdicts)
    expected = {
        one.fact: {name: 3 for after in one.would_change.values() for name in after}
        for one in asked
    }
    assert {one.fact: one.could_change for one in replay.sum().undecided} == expected


def test_a_policy_compared_with_itself_changes_nothing(program: Program) -> None:
    replay = ArchiveReplay(program, ReplayRequest(), program)
    means = by_name(program.ruleset, program.roster.timezone)
    replay.add([row(2, "2026-03-14 22:40", topics="safety")], means)
    against = replay.sum().against
    assert against is not None
    assert (against.changed, against.table, against.examples, against.people) == (0, {}, (), ())


def test_a_changed_rule_shows_in_the_table_and_in_the_examples(program: Program) -> None:
    severity = next(one for one in program.ruleset.decisions if one.name == "severity")
    gone = severity._replace(
        rules=tuple(rule for rule in severity.rules if rule.id != "product-safety-mass")
    )
    ruleset = program.ruleset._replace(
        decisions=tuple(gone if one is severity else one for one in program.ruleset.decisions)
    )
    after = program._replace(ruleset=ruleset)
    replay = ArchiveReplay(after, ReplayRequest(examples=2), program)
    means = by_name(program.ruleset, program.roster.timezone)
    known = {"injury": "none", "personal_data": "none", "reposts_per_hour": "0"}
    known |= {"network": "x", "sentiment": "neutral", "author": "customer", "mention": "question"}
    replay.add(
        [
            row(n, "2026-03-14 22:40", topics="safety", followers=followers, **known)
            for n, followers in enumerate(["60000", "70000", "80000", "10"], 2)
        ],
        means,
    )
    against = replay.sum().against
    assert against is not None
    assert against.changed == 3
    (before, now, rows), *others = against.table["severity"]
    assert (before, rows, others) == ("sev1", 3, [])
    assert now != "sev1"
    assert [one.id for one in against.examples] == ["a.csv:2", "a.csv:3"]
    (why, *_) = [one for one in against.examples[0].differences if one.decision == "severity"]
    assert [rule.rule for rule in why.by_before] == ["severity-harm/product-safety-mass"]
    assert against.calls[0] >= against.calls[1]


def test_nights_belong_to_the_day_on_which_they_begin_and_streaks_are_counted() -> None:
    evening, morning = 1_773_524_400, 1_773_524_400 + 5 * 3600
    assert night_of(evening, "Europe/Berlin") == night_of(morning, "Europe/Berlin")
    assert night_of(evening + 12 * 3600, "Europe/Berlin") is None
    tally = PeopleTally()
    from govcheck.replay.consequences import Consequences, ToldPerson

    for nights in ((1,), (2,), (2,), (), (5,), (6, 7)):
        tally.add(Consequences((ToldPerson("ana", nights),)))
    (ana,) = tally.people
    assert ana == ("ana", 6, 5, 5, 3)
    assert Counter([tally.calls, tally.nights]) == Counter([6, 5])
