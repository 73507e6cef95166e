"""Who is on duty, for whoever has to call somebody now."""

import re
from pathlib import Path

import pytest

import govcheck
from govcheck.briefing.duty import DutyReport, render
from govcheck.duty.coverage import Hole, duty, gaps, holes, hours, next_in_line, usual_targets
from govcheck.duty.resolve import resolve
from govcheck.duty.roster import NOBODY
from govcheck.library.policy import OpenPolicy
from govcheck.render.width import display_width
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY, HOUR, MINUTE, parse_instant
from govcheck.tongue import LANGUAGES, tongue
from tests.duty.rosters import calendar, instant, person, roster, rota

ROOT = Path(__file__).parents[3]
AT = parse_instant("2026-11-29T03:00:00+01:00")
QUARTER = 90 * DAY
NO_IDS = re.compile(r"\b(role|rota|team|person|council|chain|representative):|/[a-z-]+/|\w+_\w+")


@pytest.fixture(scope="module")
def policy() -> OpenPolicy:
    return govcheck.open(ROOT)


def shown(
    program: Program, language: str = "en", *, at: int = AT, absent: str = "", **how: bool
) -> str:
    away = frozenset(absent.split())
    roster_ = program.roster
    found = [
        hole
        for target in usual_targets(roster_)
        for hole in holes(roster_, target, at, at + QUARTER, away, program.promised)
    ]
    answers = duty(roster_, (), at, at + QUARTER, away)
    report = DutyReport(at, at + QUARTER, answers, roster_, tuple(found), (), away)
    return render("text", report, program, tongue(language), **how)


def test_in_english(policy: OpenPolicy) -> None:
    assert (
        shown(policy.program)
        == """\
ON DUTY  Sun 29 Nov 2026, 03:00 Berlin
  Social media  Ben Osei  +1 212 555 0102  chat @ben  there Sat 21:00
                until Mon 30 Nov 09:00, then Mei Tan.  If away now: Clara
  Executive     Marcus Hill  +1 212 555 0106  chat @marcus  there Sat 21:00
                until Mon 7 Dec 08:00, then Clara Weiss.  If away now: Lena
  Support desk  closed, as planned, until Mon 30 Nov 07:00 (then Ines Costa)
CAN BE CALLED AT ANY TIME
  Chief executive: Lena Vogt; Legal counsel: Grace Miller, Jonas Brandt; Privacy
  officer: Sofia Marin; Product safety: Hana Sato, Tomas Novak; Security
  officer: Wei Lim; Spokesperson: Clara Weiss, Marcus Hill
HOLES that break a promise, until Sat 27 Feb 2027: none
10 roles with office hours are closed now, as planned: --all
"""
    )


def test_in_german(policy: OpenPolicy) -> None:
    assert (
        shown(policy.program, "de")
        == """\
IM DIENST  So 29.11.2026, 03:00 Berlin
  Social Media  Ben Osei  +1 212 555 0102  Chat @ben  dort Sa 21:00
                bis Mo 30.11. 09:00, dann Mei Tan.  Vertretung jetzt: Clara
  Leitung       Marcus Hill  +1 212 555 0106  Chat @marcus  dort Sa 21:00
                bis Mo 7.12. 08:00, dann Clara Weiss.  Vertretung jetzt: Lena
  Support       planmäßig zu bis Mo 30.11. 07:00 (dann Ines Costa)
JEDERZEIT ERREICHBAR
  Geschäftsführung: Lena Vogt; Recht: Grace Miller, Jonas Brandt; Datenschutz:
  Sofia Marin; Technik: Hana Sato, Tomas Novak; IT-Sicherheit: Wei Lim;
  Pressestelle: Clara Weiss, Marcus Hill
LÜCKEN, die eine Zusage brechen, bis Sa 27.2.2027: keine
10 Rollen mit Bürozeiten sind jetzt planmäßig zu: --all
"""
    )


def test_what_breaks_a_promise_comes_first(policy: OpenPolicy) -> None:
    lines = shown(policy.program, absent="ben clara").splitlines()
    assert lines[1] == "supposing Ben Osei and Clara Weiss are absent"
    assert lines[2] == "HOLES that break a promise, until Sat 27 Feb 2027:"
    assert lines[3].startswith("  Social media  nobody 42 times, 22 days 8 h in all, first 03:00")
    assert "  Social media  NOBODY until Mon 30 Nov 02:00 (then Mei Tan)" in lines


def test_a_hole_without_an_end_has_none(policy: OpenPolicy) -> None:
    after = parse_instant("2029-01-05T10:00:00+01:00")  # the plan of the executives is over
    assert "  Executive  nobody from 10:00 on (90 days at least)" in shown(policy.program, at=after)
    german = shown(policy.program, "de", at=after)
    assert "  Leitung  niemand ab 10:00 (mindestens 90 Tage)" in german


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at", [AT, AT + 31 * HOUR, AT + 40 * DAY])
@pytest.mark.parametrize("absent", ["", "ben clara", "grace jonas"])
def test_no_id_and_80_columns(policy: OpenPolicy, language: str, at: int, absent: str) -> None:
    for line in shown(policy.program, language, at=at, absent=absent, everything=True).split("\n"):
        assert display_width(line) <= 80
        assert NO_IDS.search(line) is None, line


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_on_duty_has_a_number(policy: OpenPolicy, language: str) -> None:
    program = policy.program
    said = shown(program, language, everything=True)
    for answer in duty(program.roster, (), AT, AT + QUARTER):
        for one in answer.now:
            contacts = dict(program.roster.people[one.person].contacts)
            assert contacts["phone"] in said


def test_full_has_every_target_with_its_id(policy: OpenPolicy) -> None:
    said = shown(policy.program, full=True)
    for target in usual_targets(policy.program.roster):
        assert f"\n{target}\n" in said


STAFF = roster(
    person("ana", calendar="office", deputies=("cem",)),
    person("ben"),
    person("cem"),
    calendar(timezone="UTC"),
    rota("ana", "ben", timezone="UTC"),
    rota("ana", id="desk", timezone="UTC", calendar="office"),
    roles={"legal": ("ana",), "press": ("ana", "ben")},
    timezone="UTC",
)
NIGHT = instant("2026-03-03 22:00")
MORNING = instant("2026-03-04 09:00")


def test_hours_that_are_over_are_no_hole() -> None:
    for target in ("rota:desk", "role:legal", "role:press", "rota:duty"):
        assert holes(STAFF, target, NIGHT, NIGHT + DAY) == []


def test_each_of_several_has_an_end_of_their_own(policy: OpenPolicy) -> None:
    at = parse_instant("2026-12-30T16:00:00+01:00")
    said = " ".join(shown(policy.program, at=at).split())
    assert "Channel administrator: Ben Osei until 23:30, Eva Lindqvist until 18:00;" in said
    said = " ".join(shown(policy.program, "de", at=at).split())
    assert "Kanal-Administration: Ben Osei bis 23:30, Eva Lindqvist bis 18:00;" in said


def test_a_shift_of_nobody_is_no_hole() -> None:
    gap = roster(person("ana"), rota("ana", NOBODY, timezone="UTC"), timezone="UTC")
    found = holes(gap, "rota:duty", NIGHT, NIGHT + 60 * DAY)
    assert gaps(gap, "rota:duty", NIGHT, NIGHT + 60 * DAY) != []
    assert found == []


def test_a_rota_without_anybody_in_its_hours_breaks_a_promise() -> None:
    away = frozenset({"ana", "cem"})
    (found,) = holes(STAFF, "rota:desk", NIGHT, MORNING + HOUR, away)
    assert found == Hole("rota:desk", MORNING, MORNING + HOUR, broken=True)


def test_an_absence_in_office_hours_is_a_hole_but_breaks_nothing() -> None:
    away = frozenset({"ana", "cem"})
    (found,) = holes(STAFF, "role:legal", NIGHT, MORNING + HOUR, away)
    assert found == Hole("role:legal", MORNING, MORNING + HOUR, broken=False)


@pytest.mark.parametrize(("within", "broken"), [(30 * MINUTE, True), (11 * HOUR, False)])
def test_whom_a_guarantee_names_must_be_there_at_any_hour(within: int, broken: bool) -> None:
    found = holes(STAFF, "role:legal", NIGHT, MORNING + HOUR, promised={"role:legal": within})
    assert found == ([Hole("role:legal", NIGHT, MORNING, broken=True)] if broken else [])


def test_holes_are_where_nobody_answers_in_the_hours() -> None:
    """Minute by minute, as `resolve` says."""
    away = frozenset({"ana", "cem"})
    for target in ("rota:desk", "role:legal", "rota:duty"):
        found = holes(STAFF, target, NIGHT, NIGHT + DAY, away)
        meant = hours(STAFF, target, NIGHT, NIGHT + DAY)
        for at in range(NIGHT, NIGHT + DAY, 30 * MINUTE):
            nobody = not resolve(STAFF, [target], at, absent=away).people
            within = any(start <= at < end for start, end in meant)
            assert any(one.start <= at < one.end for one in found) is (nobody and within)


def test_who_is_next_in_line_is_asked_of_the_roster(policy: OpenPolicy) -> None:
    roster_ = policy.program.roster
    assert next_in_line(roster_, "rota:community-duty", AT) == ["clara"]  # Mei is asleep
    assert next_in_line(roster_, "rota:community-duty", AT, frozenset({"clara"})) == []


def test_what_guarantees_promise_is_compiled(policy: OpenPolicy) -> None:
    assert policy.program.promised == {
        "role:legal-counsel": 30 * MINUTE,
        "role:product-safety": 20 * MINUTE,
        "chain:social-council": 30 * MINUTE,
    }
