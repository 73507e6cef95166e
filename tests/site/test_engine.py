"""What the browser gets: values that survive, all modules, and answers that are equal."""

import gzip
import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from govcheck.briefing.simulation import FORMATS, render
from govcheck.duty.holidays import public_holidays
from govcheck.engine.ruleset import In
from govcheck.library.location import find_cache
from govcheck.simulate.play import play
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.site.build import build
from govcheck.site.bundle import NEVER, Bundle
from govcheck.site.codec import decode, encode
from govcheck.site.modules import imports_of, needed, own_source
from govcheck.site.reading import SiteRequest
from govcheck.site.runtime import usual_runtime
from govcheck.time.clock import parse_instant
from govcheck.translation import Translated
from govcheck.triage.interview import Interview
from tests.site.conftest import AT, ROOT, OpenedPolicy, shipped

RANDOM = int(os.environ.get("GOVCHECK_RANDOM_INCIDENTS", "40"))
"""So many random incidents are compared; 200 where there is time."""
DOORS = Path(__file__).with_name("doors.mjs")


def test_a_program_survives(policy: OpenedPolicy) -> None:
    text = encode(policy.program)
    again = decode(text)
    assert again == policy.program
    assert encode(again) == text
    assert type(again.ruleset) is type(policy.program.ruleset)


@pytest.mark.parametrize(
    "value",
    [
        In("a", frozenset({"x", 1, 2.5})),
        Translated([("en", "yes"), ("de", "ja")], "de"),
        {("DE", None, 2026): frozenset(public_holidays("DE", None, [2026])[2026])},
        (None, True, 0.25, "\u202e", ()),
    ],
)
def test_values_survive(value: object) -> None:
    again = decode(encode(value))
    assert again == value
    assert type(again) is type(value)


@pytest.mark.parametrize(
    "name", ["os:system", "govcheck.fork:Fork", "govcheck.errors:GovcheckError"]
)
def test_a_text_can_name_values_alone(name: str) -> None:
    with pytest.raises(ValueError, match="is no value"):
        decode(json.dumps([[name], [0]]))


def test_the_engine_is_small() -> None:
    found = needed(["govcheck.site.door"], own_source)
    parts = {name.split(".")[1] for name in found if "." in name}
    assert not parts & {"model", "load", "cli", "workspace", "library", "checks", "prove"}
    assert "govcheck.briefing.simulation.mermaid" in found  # which only a function imports


def test_nothing_that_the_engine_imports_is_left_out() -> None:
    paths = needed(["govcheck.site.door"], own_source).values()
    imported = {name for path in paths for name in imports_of(path)}
    assert imported & {"json", "re"}
    assert not [one for one in imported if any(f"{one}.".startswith(f"{no}.") for no in NEVER)]


def random_incidents(policy: OpenedPolicy, number: int) -> list[dict[str, object]]:
    """Incidents with unknown facts, on nights when clocks change, with people absent or awake."""
    draw = random.Random(17)
    people = [*policy.program.roster.people]
    nights = [parse_instant(one) for one in ("2026-10-25T00:30:00Z", "2027-03-28T00:59:30Z")]
    found = []
    for count in range(number):
        facts: dict[str, object] = {}
        for name, fact in policy.program.ruleset.facts.items():
            if fact.type in ("share", "decision") or draw.random() < 0.4:
                continue
            if fact.type == "tags":
                facts[name] = [one for one in fact.values if draw.random() < 0.25]
            elif fact.values:
                facts[name] = draw.choice(fact.values)
            elif fact.type == "boolean":
                facts[name] = draw.random() < 0.5
            else:
                facts[name] = draw.choice([1, 2, 8] if fact.maximum else [0, 999, 10_000, 48_000])
        if facts.get("accounts_lost", 0) > facts.get("accounts_held", 8):  # type: ignore[operator]
            del facts["accounts_lost"]
        at = draw.choice([*nights, AT + draw.randrange(0, 300 * 86400)])
        one: dict[str, object] = {
            "id": f"random-{count}", "title": draw.choice(["Ein Brief", "\u4f60\u597d", "a<b>&c"]),
            "detected_at": at, "facts": facts,
            "absent": [who for who in people if draw.random() < 0.1],
            "conflicts": [[draw.choice(people), draw.choice(["hard", "soft"])]] * (count % 3 == 0),
            "acknowledged": [[draw.choice(people), draw.randrange(3600)]] * (count % 4 == 0),
        }  # fmt: skip
        if count % 5 == 0:
            one["published_at"], one["aware_at"] = at - 7200, at - 600
        found.append(one)
    return found


def expected(policy: OpenedPolicy, one: dict[str, object], format_: str = "json") -> str:
    """What the command prints for an incident."""
    statement = IncidentStatement(
        str(one["id"]), str(one["title"]), int(str(one["detected_at"])), one["facts"],  # type: ignore[arg-type]
        one.get("published_at"), one.get("aware_at"),  # type: ignore[arg-type]
        tuple((a, b) for a, b in one.get("conflicts", ())),  # type: ignore[attr-defined]
    )  # fmt: skip
    stated, problems = state_as(policy.program, statement)
    assert problems == ()
    outcome = play(
        policy.program,
        stated,
        absent=frozenset(one.get("absent", ())),  # type: ignore[call-overload]
        acknowledged=tuple((a, b) for a, b in one.get("acknowledged", ())),  # type: ignore[attr-defined]
    )
    return render(format_, [outcome], policy.program, policy.stamp)


def knock(site: Path, questions: Sequence[Sequence[str | bool]]) -> list[str]:
    """The answers of the engine of a site, in node."""
    return [json.loads(line) for line in _run(site, questions).stdout.decode().splitlines()]


def _run(
    site: Path, questions: Sequence[Sequence[str | bool]]
) -> "subprocess.CompletedProcess[bytes]":
    node = shutil.which("node")
    assert node is not None
    text = "".join(f"{json.dumps(one)}\n" for one in questions)
    return subprocess.run(
        [node, str(DOORS), str(site)], input=text.encode(), capture_output=True, check=True,
        timeout=400,
    )  # fmt: skip


def test_answers_are_those_of_the_command(policy: OpenedPolicy, site: Path) -> None:
    incidents = [*shipped(policy), *random_incidents(policy, RANDOM)]
    answers = knock(site, [["simulate", json.dumps(one)] for one in incidents])
    for one, answer in zip(incidents, answers, strict=True):
        assert answer == expected(policy, one), one["id"]


def test_interviews_are_those_of_the_command(policy: OpenedPolicy, site: Path) -> None:
    """What an incident states is answered, and nobody knows the rest."""
    asked: list[list[str | bool]] = []
    wanted = []
    for one in [*shipped(policy)][:4]:
        at = int(str(one["detected_at"]))
        known = dict(one["facts"])  # type: ignore[call-overload]  # by name
        interview = Interview(policy.program, at, tried={})
        for _ in range(20):
            question = interview.next_question()
            state = {"detected_at": at, "facts": dict(interview.facts),
                     "skipped": sorted(interview.skipped)}  # fmt: skip
            asked.append(["ask", json.dumps(state), "en"])
            wanted.append(question and (question.fact, question.question))
            if question is None:
                break
            if question.fact in known:
                interview = interview.answered(question.fact, known[question.fact])
            else:
                interview = interview.without(question.fact)
    answers = [json.loads(answer)["question"] for answer in knock(site, asked)]
    assert [one and one["fact"] for one in answers] == [one and one[0] for one in wanted]
    assert wanted.count(None) == 4


def test_every_door_opens(policy: OpenedPolicy, site: Path) -> None:
    one = next(shipped(policy))
    text = json.dumps({**one, "skipped": []})
    ticked = [{"at": AT, "recorded_at": AT, "by": "mei", "event": "acknowledged"}]
    who = [{"person": "mai", "grade": "hard"}]
    facts = {"mention": "clain"}
    misspelt = json.dumps({"id": "a", "title": "a", "detected_at": "2026-11-14T22:40:00+01:00",
                           "facts": facts, "conflicts": who})  # fmt: skip
    questions: list[Sequence[str | bool]] = [
        *(["simulate", json.dumps(one), name] for name in FORMATS),
        ["ask", text, "de"],
        ["answer", text, "followers", "etwa 12.000", "de"],
        ["answer", text, "followers", "many", "en"],
        ["plan", text, "en"],
        ["plan", text, "de"],
        ["call", text, "de"],
        ["why", text, "de"],
        ["why", text, "en", True],
        ["incident", text],
        ["read", "nonsense"],
        ["read", misspelt],
        ["log", text, json.dumps(ticked)],
    ]
    answers = knock(site, questions)
    assert not [one for one in answers if one.startswith("ERROR")]
    for name, answer in zip(FORMATS, answers, strict=False):
        assert answer == expected(policy, one, name)
    _, number, no_number, *_, unreadable, wrong, _ = answers[len(FORMATS) :]
    assert json.loads(number) == {"value": 12000}
    assert "whole number" in json.loads(no_number)["error"]
    assert json.loads(unreadable) == {"unreadable": True}
    assert len(json.loads(wrong)["problems"]) == 2


def carried(files: Iterable[bytes]) -> int:
    """What a host that compresses sends of some files, in bytes."""
    return sum(min(len(one), len(gzip.compress(one, 6))) for one in files)


def test_nobody_waits_for_long(site: Path) -> None:
    """Processor time: ready in 1.5 s, a plan in 0.1 s, any question in 0.5 s."""
    pages = [
        json.dumps({"id": "", "title": "a", "detected_at": AT, "facts": facts, "skipped": skipped})
        for facts, skipped in (
            ({}, []), ({}, ["mention"]), ({"injury": "claimed"}, ["mention"]),
            ({"personal_data": "none"}, []), ({"mention": "claim"}, []),
        )
    ]  # fmt: skip
    asked = [(name, page, "de") for name in ("ask", "plan") for page in pages]
    start, *took = map(int, _run(site, asked).stderr.split())
    assert start <= 1500
    assert max(took[: len(pages)]) <= 500
    assert max(took[len(pages) :]) <= 100


def test_a_visit_carries_little(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    assert carried(path.read_bytes() for path in files) < 6_500_000


def test_a_change_of_the_policy_carries_little(policy: OpenedPolicy, site: Path) -> None:
    cache = find_cache(str(ROOT))
    runtime = usual_runtime(cache.folder)
    assert runtime is not None
    people = policy.program.roster.people
    mei = people["mei"]._replace(deputies=("clara",))
    roster = policy.program.roster._replace(people={**people, "mei": mei})
    program = policy.program._replace(roster=roster)
    other = policy.stamp._replace(revision="feedbeef" * 5)
    request = SiteRequest(AT + 86400, "en", contacts=True)
    made = build(policy.repository, program, other, request, Bundle(runtime, cache))
    changed = {
        path: content for path, content in made.items() if (site / path).read_bytes() != content
    }
    assert "sw.js" in changed
    assert "engine.zip" not in changed
    assert carried(changed.values()) < 100_000, sorted(changed)
