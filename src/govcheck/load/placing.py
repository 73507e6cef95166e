"""Problems become findings: their places become stretches of text."""

from collections.abc import Callable

from govcheck.finding import Diagnostic, Finding, Key, Place, Problem, Related, pointer
from govcheck.load.nodes import Node, locate
from govcheck.load.typo import mend_typo
from govcheck.source import Source, Span


def span_of(source: Source, root: Node, place: Place) -> Span:
    """Where a place in a document is in the text of its file."""
    start, end = locate(root, place.keys, of_key=place.of_key)
    if place.within is not None and place.path.endswith(".md") and place.keys == ("text",):
        start, end = start + place.within[0], start + place.within[1]
    return source.span(start, end)


def finding_of(
    rule: Diagnostic,
    problem: Problem,
    span: Callable[[Place], Span],
    source: Source,
    keys: tuple[Key, ...],
    document: str | None,
) -> Finding:
    """The finding of a problem in a source, at some keys of a document; `span` finds places."""
    at = span(problem.at)
    return Finding(
        at,
        rule,
        problem.message,
        pointer(keys),
        document,
        tuple(Related(span(see), see.note) for see in problem.see),
        problem.help,
        expires=problem.expires,
        heals=problem.heals,
        fix=mend_typo(source, at, problem.meant),
        lacks=problem.lacks,
    )
