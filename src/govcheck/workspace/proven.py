"""What `prove` refutes, as findings of `validate`; from the cache where nothing has changed."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.finding import Finding, Severity, Waived, in_force, pointer
from govcheck.fork import beside
from govcheck.source import Source
from govcheck.time.clock import DAY, format_instant, local
from govcheck.translation import SaidValue, said, together
from govcheck.workspace.loading import Loading

if TYPE_CHECKING:  # at run time only whoever proves imports it
    from govcheck.opening.opened import Opened
    from govcheck.prove.verdict import Verdict
    from govcheck.workspace.prove import Proven

HORIZON: Final = 365 * DAY
"""How far ahead is looked, in seconds: as far as `prove` does."""
_ABSENCE: Final = "ABSENCE001"


class Refutation(NamedTuple):
    """A property that is refuted, or that could not be told.

    `waivers` accept it, each until a day. From `over` on it holds again; None
    where it does not hang on time.
    """

    finding: Finding
    waivers: tuple[Waived, ...] = ()
    over: int | None = None
    failing: tuple[tuple[str, str, int], ...] = ()
    """Of people who may be missing: what fails without them, its subject, and for how long."""
    subject: str = ""
    """What it is about, as `kind/id` or `kind/id/part`."""


class Refutations(NamedTuple):
    """What is refuted of a policy within a year of a day's first instant, in UTC."""

    refuted: tuple[Refutation, ...]
    sources: dict[str, Source]
    timezone: str

    def judged(self, at: int) -> list[Finding]:
        """The findings as of an instant of that day, with those that are waived marked so."""
        return [self.judge(one, at) for one in self.told(at)]

    def told(self, at: int) -> list[Refutation]:
        """What is refuted as of an instant of that day, accepted or not."""
        return [one for one in self.refuted if one.over is None or one.over > at]

    def judge(self, one: Refutation, at: int) -> Finding:
        """One of them as a finding of that instant, marked so where it is waived."""
        day = local(at, self.timezone).date()
        return one.finding._replace(waived=in_force(one.waivers, day))


def refutations(loading: Loading, at: int) -> Callable[[], Refutations]:
    """Begin to prove a policy with nobody missing; what is returned waits for the answer.

    Nothing is said of a policy that does not load.
    """
    pending = begun(loading, at, (0,))
    return lambda: pending()[0]


def begun(
    loading: Loading, at: int, numbers: tuple[int, ...]
) -> Callable[[], dict[int, Refutations]]:
    """Begin to prove with so many people missing, none or any one, what is not known already.

    The answer has what is refuted by that number; with 1 that is what fails without somebody.
    """
    start = at // DAY * DAY
    contents = [*loading.snapshot.contents()]
    memos = {
        number: Memo(loading.cache, content_key("proven", contents, f"{start}/{number}"))
        for number in numbers
    }
    known = {
        number: stored
        for number, memo in memos.items()
        if (stored := memo.recall(Refutations)) is not None
    }
    missing = [number for number in numbers if number not in known]
    if not missing:
        return lambda: known
    policy = loading.opened
    if policy.blocking:
        return lambda: known | dict.fromkeys(missing, Refutations((), {}, "UTC"))
    pending = beside(lambda: _refutations(policy, start, missing))

    def all_of_them() -> dict[int, Refutations]:
        for number, found in pending().items():
            known[number] = memos[number].keep(found)
        return known

    return all_of_them


def is_asked(wanted: Sequence[str], unwanted: Sequence[str]) -> bool:
    """Whether some property is among the rules that are asked for."""
    if not wanted and not unwanted:
        return True
    from govcheck.acceptance.selection import is_selected
    from govcheck.prove.prove import RULES

    return any(is_selected(rule.code, rule.name, wanted, unwanted) for rule in RULES)


def _refutations(found: "Opened", start: int, missing: Sequence[int]) -> dict[int, Refutations]:
    """What is refuted with so many people missing, each number for itself: none, one or both."""
    from govcheck.prove.verdict import Query
    from govcheck.workspace.prove import prove_opened

    only = () if 0 in missing else (_ABSENCE,)
    query = Query(start, (start, start + HORIZON), max(missing), only)
    proof = prove_opened(found, query, lambda _verdict: None)
    timezone = proof.program.roster.timezone
    by_number: dict[bool, list[Proven]] = {False: [], True: []}
    for one in proof.proven:
        by_number[one.verdict.code == _ABSENCE].append(one)
    return {
        number: Refutations(
            tuple(_found(by_number[number > 0], start, timezone)),
            proof.sources,
            timezone,
        )
        for number in missing
    }


def _found(proven: "Sequence[Proven]", start: int, timezone: str) -> Iterator[Refutation]:
    for one in proven:
        verdict = one.verdict
        if one.span is None or verdict.verdict not in ("refuted", "skipped"):
            continue
        refuted = verdict.verdict == "refuted"
        yield Refutation(
            Finding(
                one.span,
                verdict.rule if refuted else verdict.rule._replace(severity=Severity.NOTE),
                verdict.message if refuted else f"{verdict.message}: {verdict.reason}",
                pointer(() if verdict.place is None else verdict.place.keys),
                "/".join(verdict.subject.split("/")[:2]),
                one.related,
                _help(verdict, start, timezone) if refuted else None,
            ),
            one.waivers,
            verdict.intervals[-1][1] if refuted and verdict.intervals else None,
            tuple(
                (loss.code, loss.subject, sum(end - begin for begin, end in loss.intervals))
                for loss in verdict.failing
            ),
            verdict.subject,
        )


def _help(verdict: "Verdict", at: int, timezone: str) -> str:
    command = f"`govcheck prove --select {verdict.code} --at {format_instant(at)}`"
    shows = (
        said("{command} shows the rules", command=command)
        if verdict.witness is None
        else said("{command} shows an incident", command=command)
    )
    if verdict.intervals:
        start, end = (
            SaidValue(format_instant(instant), "instant", (instant, timezone))
            for instant in verdict.intervals[0]
        )
        fails = said("it first fails from {start} to {end}", start=start, end=end)
        shows = together((shows, fails), "; ")
    return shows
