"""RULE001: every incident has a result."""

from collections.abc import Iterator

from govcheck.prove.meanings import RULE001
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Verdict, proved
from govcheck.translation import said


def total(study: Study) -> Iterator[Verdict]:
    """The compiler refuses a decision without `otherwise`, and so every one is total."""
    for decision in study.program.ruleset.decisions:
        results = ", ".join(f"`{result}`" for result in decision.otherwise) or said("the empty set")
        message = said(
            "where no rule of `{name}` matches, it is {results}",
            name=decision.name,
            results=results,
        )
        yield proved(RULE001, study.subject(decision), message, study.otherwise_place(decision))
