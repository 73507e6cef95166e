"""The two sides of a change, opened with what they share parsed once, and compared.

What the base is proved to keep, and the head is not, is broken.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from govcheck.acceptance.grounds import acceptance, accepting
from govcheck.catalogue.catalogue import CHECKS
from govcheck.change.compare import Change, compare
from govcheck.change.comparison import Accepted, ComparedPolicy
from govcheck.change.edits import edits
from govcheck.change.effect import Effect
from govcheck.change.renames.found import NO_RENAMES, Renames, in_names_of
from govcheck.change.translations import in_languages_of
from govcheck.load.comments import find_ignores
from govcheck.load.file import Loaded, load_file
from govcheck.load.tree import Tree
from govcheck.opening.opened import Opened, open_tree
from govcheck.prove.prove import prove
from govcheck.prove.verdict import Query, Verdict
from govcheck.simulate.compile import compile_program
from govcheck.time.clock import local
from govcheck.time.intervals import Interval


def broken(base: ComparedPolicy, head: Opened, question: Query) -> tuple[Verdict, ...]:
    """Everything that holds in the base and not in the head and is not waived there.

    The base is asked only about what the head does not keep.
    """
    refuted = _refuted(head, question)
    if not refuted:
        return ()
    codes = tuple(dict.fromkeys(one.code for one in refuted))
    asked = question._replace(select=codes)
    kept = {
        (one.code, one.subject)
        for one in prove(base.program, base.policy, asked)
        if one.verdict in ("proved", "vacuous")
    }
    return tuple(one for one in refuted if (one.code, one.subject) in kept)


def _refuted(side: Opened, question: Query) -> list[Verdict]:
    day = local(question.at, side.policy.timezone).date()
    waivers = [one for one in acceptance(side.repository).waivers if day <= one.until]
    return [
        one
        for one in prove(side.program, side.policy, question)
        if one.verdict == "refuted" and not accepting(one, waivers)
    ]


def losses(found: Iterable[Verdict], documents: frozenset[str]) -> tuple[Effect, ...]:
    """The broken promises as effects; every edited document may be the cause."""
    return tuple(
        Effect(
            "removes-guarantee", "weaker", one.subject, "proved", f"refuted: {one.words}", documents
        )._replace(intervals=one.intervals, place=one.place)
        for one in found
    )


_LAYOUT: Final = re.compile(r"[\s\"']")


def open_sides(*trees: Tree) -> tuple[Opened, ...]:
    """Open some trees; a file that several have is parsed once."""

    @cache
    def load(path: str, content: bytes) -> Loaded:
        return load_file(path, content)

    return tuple(open_tree(tree, load=load) for tree in trees)


def compare_sides(base: Opened, head: Opened, at: int, horizon: Interval) -> Change:
    """Everything that a change does. Neither side may have blocking findings."""
    found = edits(base.policy, head.policy)
    named, names = in_names_of(base, head)
    renames = Renames(names, found) if names else NO_RENAMES
    left = edits(named.policy, head.policy) if names else found
    ours = _compared(named)
    spoken, translations = in_languages_of(named.policy, head.policy)
    if translations.texts:
        program, _ = compile_program(spoken, named.repository.line)
        ours = ours._replace(policy=spoken, program=program)
    return compare(ours, _compared(head), left, at, horizon, translations, renames)


def change_between(
    base: Opened, head: Opened, at: int, horizon: Interval
) -> tuple[Change, tuple[Verdict, ...]]:
    """What a change between two sides does, and the promises that it breaks.

    What the broken promises lose comes first among the effects.
    """
    change = compare_sides(base, head, at, horizon)
    breaks = broken(change.comparison.base, head, Query(at, horizon)) if change.edits else ()
    lost = losses(breaks, change.comparison.changed)
    return change._replace(effects=(*lost, *change.effects)), breaks


def _compared(side: Opened) -> ComparedPolicy:
    files = side.repository.files.values()
    accepted = tuple(one for file in files for one in _accepted(file))
    return ComparedPolicy(side.policy, side.program, accepted)


def _accepted(file: Loaded) -> Iterator[Accepted]:
    """What the comments of a file accept; one that gives no reason accepts nothing."""
    source = file.source
    for ignore in find_ignores(source):
        number = ignore.span.line
        titles = [
            title
            for root, title in zip(file.roots, file.titles, strict=True)
            if title is not None and source.position(root.start)[0] <= number
        ]
        line = source.line(number)[: ignore.span.column - 1]
        for name in ignore.rules if ignore.reason else ():
            yield Accepted(
                titles[-1] if titles else source.path,
                _LAYOUT.sub("", line),
                _codes().get(name, name),
                source.path,
                number,
                ignore.reason,
            )


@cache
def _codes() -> dict[str, str]:
    return {check.rule.name: check.rule.code for check in CHECKS}
