"""The laws of logs, on the shipped policy and its incidents."""

import json
from pathlib import Path
from typing import Any

import pytest

from govcheck.cache.store import Cache
from govcheck.load.tree import WorkTree
from govcheck.logbook.due import due_of
from govcheck.logbook.read import read_log
from govcheck.logbook.review import IncidentReview, review_of
from govcheck.logbook.unfold import Unfolding, unfold
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import HOUR, MINUTE, format_instant
from govcheck.workspace.answers import compiled
from govcheck.workspace.incident_file import read_incidents

ROOT = Path(__file__).parents[2]
PROGRAM: Program = compiled(WorkTree(str(ROOT)), Cache(None)).program
INCIDENTS = sorted((ROOT / "incidents").glob("*.yaml"))
EACH = pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
AIRBAG = ROOT / "incidents" / "airbag-video.yaml"


def stated_in(path: Path) -> IncidentStatement:
    (one,) = read_incidents(str(path), path.read_bytes(), Cache(None)).reports
    return one


def unfolded(path: Path, *lines: dict[str, Any], at: int) -> Unfolding:
    made = stated_in(path)
    detected = made.detected_at
    written = [{"event": "opened", "by": "mei", "offset": 0}, *lines] if lines else []
    text = "".join(
        json.dumps(
            {
                "at": format_instant(detected + one.get("offset", 0)),
                **{key: value for key, value in one.items() if key != "offset"},
            }
        )
        + "\n"
        for one in written
    )
    return unfold(PROGRAM, made, read_log(text.encode()), detected + at)


def played(path: Path) -> Outcome:
    stated, problems = state_as(PROGRAM, stated_in(path))
    assert not problems
    return play(PROGRAM, stated)


@EACH
def test_due_of_an_empty_log_is_what_simulate_says(path: Path) -> None:
    found = due_of(PROGRAM, unfolded(path, at=0), "")
    outcome = played(path)
    assert not found.problems
    assert found.state == "planned"
    assert {
        (one.obligation, one.due, one.owed_by, one.untold, one.possible) for one in found.due
    } == {(one.id, one.due, one.owed_by, one.untold, one.possible) for one in outcome.obligations}


def all_done(path: Path) -> list[dict[str, Any]]:
    """A log in which everybody does everything at the planned instant."""
    outcome = played(path)
    start = outcome.stated.case.detected_at
    lines: list[dict[str, Any]] = [
        {"event": "told", "person": told.person, "by": "tool:x", "offset": event.at - start}
        for event in outcome.timeline
        if event.event in ("notify", "convene")
        for told in event.people
    ]
    for one in outcome.approvals:
        if one.given and one.requested is not None and one.ends is not None:
            about = {"approval": f"{one.action.partition('/')[0]}/{one.id}"}
            asked, ends = one.requested - start, one.ends - start
            lines.append({"event": "asked", **about, "by": "mei", "offset": asked})
            able = [each for each in one.approvers if each.available or each.why_not == "off duty"]
            lines += [
                {"event": "approved", **about, "by": each.person, "offset": ends} for each in able
            ]
    lines += [
        {"event": "acknowledged", "by": seat.by, "offset": quorum.reached - start}
        for quorum in outcome.quorums
        if quorum.reached is not None
        for seat in quorum.seats
        if seat.by is not None
    ]
    lines += [
        {
            "event": "done",
            "action": owed.id,
            "by": owed.owed_by[0].partition(":")[2],
            "offset": owed.done - start,
        }
        for owed in outcome.obligations
        if "/" in owed.id and not owed.id.startswith("council/") and owed.done is not None
    ]
    return sorted(lines, key=lambda one: one["offset"])


@EACH
def test_whoever_does_everything_as_planned_has_kept_everything(path: Path) -> None:
    lines = all_done(path)
    review = review_of(unfolded(path, *lines, at=400 * 24 * HOUR), "")
    outcome = played(path)
    bad = [
        (one.obligation, one.verdict, one.because) for one in review.of("late", "broken", "unknown")
    ]
    silent = {one.id for one in outcome.obligations if one.done is None}
    assert [
        one for one in bad if one[0].partition("#")[0] not in {x.partition("#")[0] for x in silent}
    ] == []


@EACH
def test_a_note_changes_no_verdict_and_order_does_not_matter(path: Path) -> None:
    lines = all_done(path)
    if not lines:
        return
    plain = review_of(unfolded(path, *lines, at=99 * 24 * HOUR), "")
    note = {"event": "note", "by": "mei", "because": "x", "offset": 90}
    noted = review_of(unfolded(path, *lines, note, at=99 * 24 * HOUR), "")
    assert [one[:7] for one in plain.verdicts] == [one[:7] for one in noted.verdicts]
    instants = [one["offset"] for one in lines]
    if len(set(instants)) == len(instants):
        other = review_of(unfolded(path, *reversed(lines), at=99 * 24 * HOUR), "")
        assert [one[:7] for one in plain.verdicts] == [one[:7] for one in other.verdicts]


def verdict(review: IncidentReview, name: str) -> tuple[str, str]:
    (one,) = (each for each in review.verdicts if each.obligation == name)
    return one.verdict, one.because


BASE = (
    {"event": "told", "person": "mei", "by": "tool:x", "offset": MINUTE},
    {"event": "acknowledged", "by": "mei", "offset": 7 * MINUTE},
    {"event": "done", "action": "product-safety/pause", "by": "mei", "offset": 18 * MINUTE},
    {"event": "fact", "facts": {"injury": "none"}, "by": "mei", "offset": 25 * MINUTE},
    {"event": "asked", "approval": "product-safety/engineer-and-counsel", "by": "mei",
     "text_sha256": "a", "offset": 40 * MINUTE},
    {"event": "approved", "approval": "product-safety/engineer-and-counsel", "by": "grace",
     "text_sha256": "a", "offset": 51 * MINUTE},
)  # fmt: skip
PUBLISHED = {"event": "done", "action": "product-safety/holding", "by": "mei", "person": "clara"}


def test_what_is_owed_stays_owed_and_the_severity_falls_from_then_on() -> None:
    found = due_of(PROGRAM, unfolded(AIRBAG, *BASE, at=45 * MINUTE), "")
    assert (found.severity, found.was) == ("sev2", ("sev1",))
    holding = next(one for one in found.due if one.obligation == "product-safety/holding")
    assert holding.seconds_left == 15 * MINUTE
    assert [wait.approval for wait in holding.waits_for] == ["product-safety/engineer-and-counsel"]
    assert holding.waits_for[0].asked == found.at - 5 * MINUTE
    pause = next(one for one in found.done if one.obligation == "product-safety/pause")
    assert (pause.late_seconds, pause.by, pause.log_line) == (8 * MINUTE, "mei", 4)
    assert {one.person for one in found.silent} >= {"jonas", "grace"}
    assert any(one.obligation == "product-safety/tell-authority" for one in found.due)


@pytest.mark.parametrize(
    ("more", "expected", "said"),
    [
        (({**PUBLISHED, "offset": 58 * MINUTE},), "broken", "published without"),
        (
            (
                {**BASE[5], "by": "hana", "offset": 55 * MINUTE},
                {**PUBLISHED, "text_sha256": "a", "offset": 58 * MINUTE},
            ),
            "kept",
            "2m to spare",
        ),
        (
            (
                {**BASE[5], "by": "hana", "offset": 55 * MINUTE},
                {**PUBLISHED, "text_sha256": "b", "offset": 58 * MINUTE},
            ),
            "broken",
            "the text that was published is not the text",
        ),
        (
            (
                {**BASE[5], "by": "hana", "offset": 55 * MINUTE},
                {**PUBLISHED, "text_sha256": "a", "offset": 62 * MINUTE},
            ),
            "late",
            "2m late",
        ),
        (
            (
                {**BASE[5], "by": "hana", "offset": 55 * MINUTE},
                {"event": "refused", "approval": "product-safety/engineer-and-counsel",
                 "by": "grace", "offset": 56 * MINUTE},
                {**PUBLISHED, "offset": 58 * MINUTE},
            ),
            "broken",
            "published without",
        ),
        (({"event": "skipped", "action": "product-safety/holding", "by": "mei",
           "because": "It was a hoax", "offset": 50 * MINUTE},), "not-owed", "It was a hoax"),
        ((), "unknown", "nothing is logged"),
    ],
)  # fmt: skip
def test_verdicts(more: tuple[dict[str, Any], ...], expected: str, said: str) -> None:
    review = review_of(unfolded(AIRBAG, *BASE, *more, at=24 * HOUR), "")
    found, because = verdict(review, "product-safety/holding")
    assert (found, said in because) == (expected, True), because


def test_whoever_may_not_approve_is_told_and_does_not_count() -> None:
    intruder = {**BASE[5], "by": "ben", "offset": 53 * MINUTE}
    found = unfolded(AIRBAG, *BASE, intruder, at=24 * HOUR)
    assert [one.message for one in found.problems] == [
        "`ben` may not give `product-safety/engineer-and-counsel`"
    ]


def test_people_and_actions_that_nobody_knows_are_told_and_kept() -> None:
    lines = (
        {"event": "told", "person": "nobdy", "by": "mei", "offset": 1},
        {"event": "done", "action": "product-safety/pauze", "by": "mei", "offset": 2},
    )
    found = unfolded(AIRBAG, *lines, at=HOUR)
    assert len(found.book.entries) == 3
    assert [one.line for one in found.problems] == [2, 3]
    assert found.problems[1].help == "did you mean `product-safety/pause`?"


def test_a_higher_escalation_starts_anew_whoever_answered_before() -> None:
    parcel = ROOT / "incidents" / "late-parcel.yaml"
    lines = (
        {"event": "acknowledged", "by": "ana", "offset": 5 * MINUTE},
        {"event": "fact", "facts": {"topics": ["safety"], "injury": "confirmed"}, "by": "ana",
         "offset": HOUR},
    )  # fmt: skip
    found = unfolded(parcel, *lines, at=2 * HOUR)
    first, second = found.running
    assert second.todo.escalation is not None
    assert (second.start - first.start, second.todo.escalation.id) == (HOUR, "crisis")
    begun = [one for one in found.owed if one.obligation.id == "product-safety/pause"]
    assert begun[0].obligation.counted_from == second.start
    told = [one for one in second.alarm.course.events if one.event == "notify"]
    assert told[0].at == second.start


def test_a_lower_one_lets_the_round_end() -> None:
    found = unfolded(
        AIRBAG,
        {"event": "fact", "facts": {"topics": [], "injury": "none", "mention": "praise"},
         "by": "mei", "offset": 2 * MINUTE},
        at=3 * HOUR,
    )  # fmt: skip
    (running,) = found.running
    assert {one.round for one in running.alarm.course.events} == {1}
    assert not any(one.event == "exhausted" for one in running.alarm.course.events)


def test_an_instant_earlier_knows_nothing_of_what_came_later() -> None:
    early = due_of(PROGRAM, unfolded(AIRBAG, *BASE, at=20 * MINUTE), "")
    assert early.severity == "sev1"
    assert {one.obligation for one in early.done} == {"acknowledge", "product-safety/pause"}
