"""A difference between what a scenario expects and what comes out."""

from typing import Literal, NamedTuple

from govcheck.engine.ruleset import Predicate
from govcheck.finding import Key

Sort = Literal["", "decision", "told late", "told", "late", "done", "owed by nobody"]


class Cause(NamedTuple):
    """A rule that would give what is expected if it matched, or that gives what comes out.

    `fact` is the one that keeps it from matching, and `when` its condition; empty and None where
    the rule matches.
    """

    rule: str
    path: str
    line: int
    fact: str = ""
    when: Predicate | None = None
    because: str = ""


class Mismatch(NamedTuple):
    """What is different, and the keys of the scenario's document that say otherwise.

    `sort` says in which way, and `about` of which decision, target or obligation; `agreed` and
    `found` are results of a decision. `limit` and `seconds` are what is expected and what comes out
    of a time; None where there is none. `causes` are the rules behind it.
    """

    keys: tuple[Key, ...]
    message: str
    help: str | None = None
    sort: Sort = ""
    about: str = ""
    agreed: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    limit: int | None = None
    seconds: int | None = None
    causes: tuple[Cause, ...] = ()
