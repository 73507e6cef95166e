"""The work behind `simulate`: play the incidents and put the outcomes into words."""

from collections.abc import Iterator, Mapping, Sequence

from govcheck.briefing.simulation import render
from govcheck.cache.store import Cache
from govcheck.cli.program import warnings
from govcheck.cli.question import SimulateAnswer, SimulateRequest
from govcheck.engine.case import parse_setting, read_case
from govcheck.errors import IncidentError
from govcheck.library.loaded import LoadedPolicy, stamp
from govcheck.load.tree import Tree
from govcheck.render.escape import terminal
from govcheck.simulate.program import Program
from govcheck.tongue import Tongue, tongue
from govcheck.translation import advised
from govcheck.workspace.simulate import (
    Played,
    Supposition,
    clashes,
    known_person,
    must_know_people,
    parse_acknowledgement,
    simulate,
)


def simulated(
    question: SimulateRequest,
    tree: Tree,
    files: Sequence[tuple[str, bytes]],
    missing: Sequence[str],
    cache: Cache,
    logs: Mapping[str, bytes],
) -> SimulateAnswer:
    """Play the incidents that can be read; the others are told on standard error.

    The code is 2 where one cannot be read, 1 where rules clash.
    """
    policy = LoadedPolicy(tree, cache)
    program = policy.program
    manner = question.manner
    reader = tongue(manner.language)
    notes = "" if manner.quiet else warnings(policy, manner.today, reader)
    person = None if question.person is None else known_person(question.person, program.roster)
    books = {}
    if logs:
        from govcheck.logbook.read import read_log

        books = {path: read_log(content) for path, content in logs.items()}
    page_only = manner.format == "text" and not question.full
    asked = _asked(question, program)
    played = simulate(program, files, asked, cache, books, page_only=page_only)
    text = ""
    if played.outcomes:
        text = render(
            manner.format,
            played.outcomes,
            program,
            stamp(tree, program, exact=manner.exact),
            color=manner.color,
            brief=question.brief,
            full=question.full,
            tongue=reader,
            listed=len(question.incidents) > 1,
            person=person,
        )
    notes = "\n".join((notes, *_notes(played, missing, reader))).strip("\n")
    code = 2 if played.findings or missing else int(bool(clashes(played.outcomes)))
    return SimulateAnswer(
        text, notes, code, any(outcome.missed or outcome.untold for outcome in played.outcomes)
    )


def _asked(question: SimulateRequest, program: Program) -> Supposition:
    acknowledged = tuple(parse_acknowledgement(text) for text in question.acknowledged)
    named = (*question.absent, *(who for who, _ in acknowledged))
    must_know_people(named, program.roster.people)
    settings = tuple(parse_setting(program.ruleset, text) for text in question.settings)
    _, problems = read_case(program.ruleset, dict(settings), 0)
    for problem in problems:
        reason = advised(problem.message, problem.help)
        raise IncidentError("`--set {fact}`: {reason}", fact=problem.fact, reason=reason)
    return Supposition(question.at, settings, frozenset(question.absent), acknowledged)


def _notes(played: Played, missing: Sequence[str], tongue: Tongue) -> Iterator[str]:
    for reason in missing:
        yield terminal(tongue.say("error: {reason}", reason=tongue.text(reason)))
    if played.findings:
        from govcheck.report.findings import Report
        from govcheck.report.findings import render as render_findings

        yield render_findings(Report(played.findings, played.sources, 0, tongue=tongue), "full")
    for outcome, verdict in clashes(played.outcomes):
        rules = tongue.all_of([f"`{rule.id}` ({rule.path}:{rule.line})" for rule in verdict.clash])
        yield (
            tongue.say(
                "error: {id}: the rules {rules} both decide `{name}`, of which at most one may "
                "match",
                id=terminal(outcome.stated.id),
                rules=terminal(rules),
                name=terminal(verdict.decision.name),
            )
        )
