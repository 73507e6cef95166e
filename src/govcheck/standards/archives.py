"""Archives: that their columns mean facts and results that the policy knows."""

from collections.abc import Iterator

from govcheck.checks.check import check, program_check
from govcheck.engine.case import FactProblem, read_case
from govcheck.engine.columns import meaning
from govcheck.engine.ruleset import Fact, Ruleset
from govcheck.finding import Key, Problem
from govcheck.load.policy import Policy
from govcheck.model.archive import Archive, ArchiveColumn
from govcheck.nearest import did_you_mean
from govcheck.simulate.program import Program
from govcheck.time.readings import format_problem
from govcheck.translation import said


@program_check("ARCH001", "archive-unknown-fact")
def archive_unknown_fact(policy: Policy, program: Program) -> Iterator[Problem]:
    """The columns of an archive are facts that a vocabulary declares.

    A misspelt fact would be unknown in every row, and a rule that tests it would be guessed at.
    """
    if any(name.startswith("vocabulary/") for name in policy.unread):
        return
    for archive in policy.archives:
        for name in archive.facts:
            _, problems = read_case(program.ruleset, {name: None}, 0)
            for problem in problems:
                place = archive.place("facts", name, of_key=True)
                yield Problem(place, problem.message, help=problem.help)


@program_check("ARCH002", "archive-impossible-value")
def archive_impossible_value(policy: Policy, program: Program) -> Iterator[Problem]:
    """What an archive makes of a cell is a value of the fact, or a result of the decision.

    Every row with such a cell would be counted as unreadable.
    """
    for archive in policy.archives:
        for keys, fact, column in _columns(archive, program.ruleset):
            stated: list[tuple[tuple[Key, ...], object]] = [
                (("values", text), value) for text, value in column.values.items()
            ]
            stated += [(("otherwise",), column.otherwise), (("constant",), column.constant)]
            for below, value in stated:
                read = meaning(fact, value)
                if isinstance(read, FactProblem):
                    yield Problem(archive.place(*keys, *below), read.message, help=read.help)


@program_check("ARCH003", "archive-unknown-decision")
def archive_unknown_decision(policy: Policy, program: Program) -> Iterator[Problem]:
    """The outcomes of an archive are results of decisions that the policy makes.

    What was really done is compared with what the policy decides.
    """
    if any(name.startswith("decision/") for name in policy.unread):
        return
    decided = [decision.name for decision in program.ruleset.decisions]
    for archive in policy.archives:
        for name in archive.outcome:
            if name not in decided:
                yield Problem(
                    archive.place("outcome", name, of_key=True),
                    said("no decision decides `{name}`", name=name),
                    help=did_you_mean(name, decided),
                )


@program_check("ARCH004", "archive-column-misused")
def archive_column_misused(policy: Policy, program: Program) -> Iterator[Problem]:
    """A fact of an archive is read in one column, or is the same in every row.

    Only texts of a column have meanings, and only tags are split.
    """
    for archive in policy.archives:
        named = {
            **{("facts", name): column for name, column in archive.facts.items()},
            **{("outcome", name): column for name, column in archive.outcome.items()},
        }
        for keys, column in named.items():
            constant = column.constant is not None
            whole = archive.place(*keys, of_key=True)
            if constant and column.column is not None:
                message = said("`{name}` has both a `column` and a `constant`", name=keys[1])
                yield Problem(whole, message, help=said("keep one of them"))
            if not constant and column.column is None:
                message = said("`{name}` has neither a `column` nor a `constant`", name=keys[1])
                yield Problem(whole, message, help=said("add one of them"))
            for field in ("values", "otherwise", "split"):
                if constant and field in column.model_fields_set:
                    place = archive.place(*keys, field, of_key=True)
                    message = said(
                        "`{field}` is about the texts of a column, and a constant has none",
                        field=field,
                    )
                    yield Problem(place, message, help=said("remove it"))
            fact = program.ruleset.facts.get(keys[1])
            if column.split is not None and fact is not None and not fact.many:
                message = said("`{name}` has one value, which is not split", name=keys[1])
                yield Problem(archive.place(*keys, "split"), message, help=said("remove `split`"))


@check("ARCH005", "archive-unreadable-time")
def archive_unreadable_time(policy: Policy) -> Iterator[Problem]:
    """The `format` of an archive's instants has a year, a month, a day, and a time.

    Without, every mention would be of the same day, or of no day at all.
    """
    for archive in policy.archives:
        stated = archive.detected_at.format
        problem = None if stated is None else format_problem(stated)
        if problem is not None:
            message = said("`{stated}` {problem}", stated=stated, problem=problem)
            advice = said("write it like `%Y-%m-%d %H:%M`, or leave it out for ISO 8601")
            yield Problem(archive.place("detected_at", "format"), message, help=advice)


def _columns(
    archive: Archive, ruleset: Ruleset
) -> Iterator[tuple[tuple[Key, ...], Fact, ArchiveColumn]]:
    """The columns of facts that can be stated, and of decisions that are made."""
    for name, column in archive.facts.items():
        fact = ruleset.facts.get(name)
        if fact is not None and fact.type not in ("share", "decision"):
            yield ("facts", name), fact, column
    for name, column in archive.outcome.items():
        fact = ruleset.facts.get(name)
        if fact is not None and fact.type == "decision":
            yield ("outcome", name), fact, column
