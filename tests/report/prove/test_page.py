"""What was proved, for people."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import govcheck
from govcheck.finding import Diagnostic, Waived
from govcheck.library.policy import OpenPolicy
from govcheck.prove.prove import RULES
from govcheck.prove.verdict import Loss, Query, Verdict, VerdictKind, Witness
from govcheck.render.page.layout import lines_of
from govcheck.render.page.names import PageNames
from govcheck.render.page.paint import plain
from govcheck.render.width import display_width
from govcheck.report.prove.page import page
from govcheck.report.prove.property import failing_of
from govcheck.time.clock import DAY, HOUR, parse_instant
from govcheck.tongue import ENGLISH, LANGUAGES, tongue
from govcheck.workspace.prove import Proof, Proven

ROOT = Path(__file__).parents[3]
AT = parse_instant("2026-11-29T03:00:00+01:00")
GAP = ((AT + DAY, AT + DAY + 14 * HOUR), (AT + 3 * DAY, AT + 3 * DAY + 10 * HOUR))
WAIVER = Waived("accepted", "until-spring", date(2027, 6, 30))


def verdict(code: str, subject: str, outcome: VerdictKind = "proved", **more: Any) -> Verdict:
    made = Verdict(Diagnostic(code, "name"), subject, "proved", "a message with `ids`")
    return made._replace(verdict=outcome, **more)


VERDICTS = (
    verdict("RULE001", "decision/reach"),
    verdict("GUARD001", "guarantee/leaks-reach-legal"),
    verdict("RULE006", "decision/severity-harm/injury", "refuted"),
    verdict("RULE006", "decision/severity-harm/personal_data", "refuted"),
    verdict(
        "GUARD002",
        "guarantee/harm-reaches-an-engineer",
        "refuted",
        witness=Witness(
            AT, {"injury": "claimed", "followers": 48000}, ("hana",), "", (("mei", 300),)
        ),
    ),
    verdict(
        "ABSENCE001",
        "person/nadia",
        "refuted",
        intervals=GAP,
        failing=(
            Loss("COVER002", "rota/support-desk", GAP),
            Loss("COVER006", "playbook/unhappy-customer/solve", GAP[:1]),
        ),
    ),
    verdict("ABSENCE001", "person/mei"),
    verdict("COVER006", "playbook/product-safety/holding", "skipped"),
    verdict("CONDUCT004", "guarantee/two-crises-find-two-leads", "vacuous"),
)


@pytest.fixture(scope="module")
def policy() -> OpenPolicy:
    return govcheck.open(ROOT)


def shown(policy: OpenPolicy, language: str, *verdicts: Verdict, absent: int = 1) -> str:
    proven = tuple(
        Proven(one, None, (), *(((WAIVER,), WAIVER) if one.code == "RULE006" else ((), None)))
        for one in verdicts
    )
    question = Query(AT, (AT, AT + 365 * DAY), absent, ())
    proof = Proof(question, policy.program, proven, {})
    names = PageNames(policy.program, tongue(language))
    return "".join(f"{line}\n" for line in lines_of(page(proof, names), plain))


def test_in_english(policy: OpenPolicy) -> None:
    assert (
        shown(policy, "en", *VERDICTS)
        == """\
Every incident, every minute from Sun 29 Nov 2026 to Mon 29 Nov 2027
also while any 1 person is missing
EXPOSED: somebody is not told in time, as promised
  harm reaches an engineer  for example: injury: somebody says so, 48,000
                            followers
                            while Hana Sato is missing
                            if Mei Tan answers early
EXPOSED: 1 person cannot be replaced, of 2 asked about
  Nadia Rahman  Support desk: nobody is on duty, 1 day in all, first Mon 30 Nov
                03:00
                unhappy customer: Solve it in private and write down how: a
                deadline cannot be met, 14 h, from Mon 30 Nov 03:00
  -> name deputies who work those hours, one for each of them
HOLDS: everything else (3 checks)
  promises: leaks reach legal
  nothing fails while one of these is missing: Mei Tan
ACCEPTED, the first until Wed 30 Jun 2027: 2 known weak spots: not knowing
  makes it look harmless: injury, personal data lost
SAYS NOTHING, as what it speaks of never happens: two crises find two leads
UNDECIDED whether this may happen: a deadline cannot be met: product safety:
  Publish the holding statement
Each check, its rule and its place: --full
"""
    )


@pytest.mark.parametrize(
    ("language", "again"),
    [("en", "for example: as above for data leak"), ("de", "zum Beispiel: wie oben bei Datenleck")],
)
def test_an_example_is_told_once_and_indented(
    policy: OpenPolicy, language: str, again: str
) -> None:
    witness = Witness(AT, {"injury": "claimed", "followers": 48000}, (), "", ())
    tasks = ("data-leak/secure", "data-leak/assess-leak", "product-safety/holding")
    said = shown(
        policy,
        language,
        *(
            verdict("COVER006", f"playbook/{task}", "refuted", witness=witness, intervals=GAP)
            for task in tasks
        ),
    )
    assert said.count("48,000" if language == "en" else "48.000") == 1
    assert said.count(f"    {again}: ") == 2


def test_in_german(policy: OpenPolicy) -> None:
    assert (
        shown(policy, "de", *VERDICTS)
        == """\
Jeder Vorfall, jede Minute von So 29.11.2026 bis Mo 29.11.2027
auch wenn 1 beliebige Person fehlt
GEFÄHRDET: jemand erfährt es nicht rechtzeitig, wie zugesagt
  Schaden erreicht die Technik  zum Beispiel: Verletzung: behauptet, 48.000
                                Follower
                                während Hana Sato fehlt
                                falls Mei Tan früh antwortet
GEFÄHRDET: 1 Person ist unersetzlich, von 2 geprüften
  Nadia Rahman  Support: niemand ist im Dienst, insgesamt 1 Tag, zuerst Mo
                30.11. 03:00
                unzufriedene Kundschaft: Privat lösen und aufschreiben, wie:
                eine Frist ist nicht zu halten, 14 Std., ab Mo 30.11. 03:00
  -> je eine Vertretung mit diesen Arbeitszeiten benennen
HÄLT: alles andere (3 Prüfungen)
  Zusagen: Datenlecks erreichen die Rechtsabteilung
  nichts scheitert, wenn eine dieser Personen fehlt: Mei Tan
HINGENOMMEN, die erste bis Mi 30.6.2027: 2 bekannte Schwächen: Nichtwissen
  lässt es harmlos aussehen: Verletzung, verlorene Personendaten
SAGT NICHTS, denn wovon es spricht, kommt nie vor: zwei Krisen finden zwei
  Leitungen
OFFEN, ob dies vorkommen kann: eine Frist ist nicht zu halten:
  Produktsicherheit: Erste Stellungnahme abgeben
Jede Prüfung, ihre Regel und ihr Ort: --full
"""
    )


def test_where_all_holds_nothing_is_exposed(policy: OpenPolicy) -> None:
    said = shown(policy, "en", *(one for one in VERDICTS if one.verdict == "proved"), absent=0)
    assert "HOLDS: all of it (3 checks)" in said
    assert "EXPOSED" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_and_80_columns(policy: OpenPolicy, language: str) -> None:
    for line in shown(policy, language, *VERDICTS).splitlines():
        assert display_width(line) <= 80
        assert re.search(r"[a-z]+/[a-z]|\b[a-z]+_[a-z]+\b|[A-Z]{4,}[0-9]{3}|`", line) is None, line


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_every_property_says_what_is_the_matter(code: str) -> None:
    assert failing_of(code, 1, ENGLISH) != "a check fails"
