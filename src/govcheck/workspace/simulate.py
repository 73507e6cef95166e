"""`simulate`: incident files played forward on a program."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from govcheck.cache.store import Cache
from govcheck.duty.roster import Roster, RosterPerson
from govcheck.engine.case import FactProblem, read_case
from govcheck.engine.ruleset import Ruling
from govcheck.errors import GovcheckError
from govcheck.finding import Finding, Place, Problem
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean_person
from govcheck.simulate.history import BegunPlaybook
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.source import Source
from govcheck.targets import person_id
from govcheck.time.clock import parse_duration
from govcheck.translation import advised, in_languages, said
from govcheck.workspace.incident_file import locate_in, read_incidents

if TYPE_CHECKING:  # at run time only whoever reads a log imports it
    from govcheck.logbook.entry import Logbook


class Supposition(NamedTuple):
    """Changes to the incident, who is absent, who acknowledges after how many seconds."""

    at: int | None = None
    settings: tuple[tuple[str, object], ...] = ()
    absent: frozenset[str] = frozenset()
    acknowledged: tuple[tuple[str, int], ...] = ()


def parse_acknowledgement(text: str) -> tuple[str, int]:
    """Person and seconds of `PERSON@+12m`.

    Raises:
        GovcheckError: It is not written like that.
    """
    person, _, offset = person_id(text).partition("@+")
    try:
        return person, parse_duration(offset)
    except ValueError:
        raise GovcheckError(
            "`{text}` is not an acknowledgement like `ana@+12m`", text=text
        ) from None


def must_know_people(names: Iterable[str], people: Mapping[str, RosterPerson]) -> None:
    """Refuse people whom the policy does not have.

    Raises:
        GovcheckError: One of them is unknown; its text has the nearest one.
    """
    for name in names:
        if name not in people:
            called = {id_: person.name for id_, person in people.items()}
            advice = did_you_mean_person(name, called)
            raise GovcheckError(advised(said("`{name}` is not a known person", name=name), advice))


def known_person(stated: str, roster: Roster) -> str:
    """The id of somebody who is named by their id, as `person:ID`, or by their whole name.

    Raises:
        GovcheckError: Nobody is called so, or several are.
    """
    name = person_id(stated)
    if name not in roster.people:
        called = [
            id_
            for id_, person in roster.people.items()
            if name.casefold() in {text.casefold() for text in in_languages(person.name)}
        ]
        if len(called) > 1:
            raise GovcheckError(
                "`{name}` is more than one person: {people}",
                name=stated,
                people=", ".join(sorted(called)),
            )
        name = called[0] if called else name
    must_know_people((name,), roster.people)
    return name


class Played(NamedTuple):
    """The outcomes of the incidents that could be read, and what is wrong with the others."""

    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]


def simulate(
    program: Program,
    files: Iterable[tuple[str, bytes]],
    asked: Supposition,
    cache: Cache,
    books: Mapping[str, "Logbook"] = MappingProxyType({}),
    *,
    page_only: bool = False,
) -> Played:
    """Play every incident of some files; a bad one does not hide the others.

    `books` has the logs that stand beside some: the facts and the acknowledgements of a log are
    taken in, unless others are supposed; and what was done, skipped and agreed to, unless another
    instant of detection is. With `page_only` what the page has no room for is left empty.
    """
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    sources: dict[str, Source] = {}
    for path, content in files:
        file = read_incidents(path, content, cache)
        sources[path] = file.source
        findings += file.findings
        book = books.get(path)
        for report in file.reports:
            logged = () if book is None else _known_facts(program, book)
            supposed = report._replace(
                detected_at=report.detected_at if asked.at is None else asked.at,
                facts={**report.facts, **dict(logged), **dict(asked.settings)},
            )
            stated, problems = state_as(program, supposed)
            if problems:
                findings += [
                    _located(program, path, content, report.index, one) for one in problems
                ]
                continue
            answered = asked.acknowledged
            if book is not None and not answered:
                given = book.answers(stated.case.detected_at)
                answered = tuple(one for one in given if one[0] in program.roster.people)
            begun: tuple[BegunPlaybook, ...] = ()
            if book is not None and book.entries and asked.at is None:
                from govcheck.logbook.unfold import begun_by  # which nobody needs without a log

                begun = begun_by(program, report, book)
            outcome = play(
                program,
                stated,
                absent=asked.absent,
                acknowledged=answered,
                begun=begun,
                page_only=page_only,
            )
            if book is not None and book.entries:
                outcome = outcome._replace(logged=True)
            if asked.absent or asked.acknowledged:
                away = tuple((one, None) for one in sorted(asked.absent))
                outcome = outcome._replace(supposed=(*away, *asked.acknowledged))
            outcomes.append(outcome)
    return Played(tuple(outcomes), tuple(findings), sources)


def clashes(outcomes: Iterable[Outcome]) -> list[tuple[Outcome, Ruling]]:
    """The verdicts in which several rules match although at most one may."""
    return [
        (outcome, verdict) for outcome in outcomes for verdict in outcome.verdicts if verdict.clash
    ]


def _known_facts(program: Program, book: "Logbook") -> tuple[tuple[str, object], ...]:
    """The facts that a log says, the last of each, as far as the policy knows them."""
    found: dict[str, object] = {}
    for line in book.of("fact"):
        wrong = {one.fact for one in read_case(program.ruleset, line.facts, 0)[1]}
        found |= {name: value for name, value in line.facts.items() if name not in wrong}
    return tuple(found.items())


def _located(
    program: Program, path: str, content: bytes, index: int, problem: FactProblem
) -> Finding:
    keys = ("conflicts",) if problem.fact == "conflicts" else ("facts", problem.fact)
    undeclared = problem.fact not in program.ruleset.facts
    place = Place(path, index, keys, of_key=undeclared)
    from govcheck.checks.incidents import bad_fact

    shown = Problem(place, problem.message, help=problem.help)
    return locate_in(path, content, bad_fact.rule, shown)
