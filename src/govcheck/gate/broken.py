"""What a change breaks: properties that the base is proved to have, and the head has not."""

from collections.abc import Iterable
from typing import NamedTuple

from govcheck.acceptance.grounds import acceptance
from govcheck.acceptance.promises import accepting
from govcheck.change.effect import Effect
from govcheck.opening.opened import Opened
from govcheck.prove.prove import prove
from govcheck.prove.query import Query
from govcheck.prove.verdict import Verdict
from govcheck.time.clock import local


class Broken(NamedTuple):
    """A promise that the base keeps, and the head is refuted to keep."""

    verdict: Verdict

    @property
    def words(self) -> str:
        """`GUARD001 guarantee/leaks: ...`."""
        one = self.verdict
        return f"{one.code} {one.subject}: {one.message}"


def broken(base: Opened, head: Opened, question: Query) -> tuple[Broken, ...]:
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
    return tuple(Broken(one) for one in refuted if (one.code, one.subject) in kept)


def _refuted(side: Opened, question: Query) -> list[Verdict]:
    day = local(question.at, side.policy.timezone).date()
    waivers = [one for one in acceptance(side.repository).waivers if day <= one.until]
    return [
        one
        for one in prove(side.program, side.policy, question)
        if one.verdict == "refuted" and not accepting(one, waivers)
    ]


def losses(found: Iterable[Broken], documents: frozenset[str]) -> tuple[Effect, ...]:
    """The broken promises as effects; every edited document may be the cause."""
    return tuple(
        Effect(
            "removes-guarantee",
            "weaker",
            one.verdict.subject,
            "proved",
            f"refuted: {one.words}",
            documents,
            intervals=one.verdict.intervals,
            place=one.verdict.place,
        )
        for one in found
    )
