"""Single points: people without whom something fails that holds while they are there."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import combinations, zip_longest
from typing import Final, NamedTuple

from govcheck.finding import Diagnostic
from govcheck.fork import beside
from govcheck.load.policy import Policy
from govcheck.model.employers import usual_spellings
from govcheck.model.person import Person
from govcheck.prove.meanings import ABSENCE001, ABSENCE002, ABSENCE003
from govcheck.prove.time.judge import MOST_GROUPS, BrokenPromise, Claim, Judge
from govcheck.prove.verdict import Loss, Proposition, Verdict
from govcheck.time.clock import said_duration
from govcheck.time.intervals import merged
from govcheck.time.limits import Limit
from govcheck.translation import all_of, said

MOST_NAMED: Final = 3
"""So many of the properties that fail are named in the message."""


class Group(NamedTuple):
    """People who go missing together, such as everybody of one employer or of one time zone."""

    about: Proposition
    called: str
    """How a message calls them."""
    people: frozenset[str]


def absences(judge: Judge, claims: Sequence[Claim], most: int, policy: Policy) -> Iterator[Verdict]:
    """A verdict for each person; for more people at once, for each group that matters jointly.

    What already fails without some of a group is not said again of the group.
    """
    people = sorted(frozenset[str]().union(*(claim.people for claim in claims)))
    for size in range(1, most + 1):
        groups = [*combinations(people, size)]
        if len(groups) > MOST_GROUPS:
            reason = said("there are {count} groups of {size} people", count=len(groups), size=size)
            yield Proposition(ABSENCE001, f"person/{'+'.join(people[:size])}+…").skipped(reason)
            return
        found = _shared_out(judge, claims, groups, policy, is_last=size == most)
        yield from (one for one in found if size == 1 or one.verdict != "proved")


def _shared_out(
    judge: Judge,
    claims: Sequence[Claim],
    groups: Sequence[tuple[str, ...]],
    policy: Policy,
    *,
    is_last: bool,
) -> Iterator[Verdict]:
    """A verdict for each group; another process looks at every second one.

    Only of the last groups, since whatever is found out of smaller ones is asked for again.
    """
    whole = [claim for claim in claims if claim.tolerates < len(groups[0])] if groups else []
    for claim in whole if is_last else ():
        with suppress(Limit):  # it is reached again for each of the groups
            judge.broken(claim)
    looked = partial(_looked_at, judge, claims, policy)
    rest = groups[1::2] if is_last else []
    others = beside(partial(looked, rest)) if rest else list[Verdict]
    mine = looked(groups[::2] if is_last else groups)
    if not is_last:
        yield from mine
        return
    for pair in zip_longest(mine, others()):
        yield from (one for one in pair if one is not None)


def _looked_at(
    judge: Judge, claims: Sequence[Claim], policy: Policy, groups: Sequence[tuple[str, ...]]
) -> list[Verdict]:
    return [_people(judge, claims, group, policy) for group in groups]


def group_absences(
    judge: Judge, claims: Sequence[Claim], groups: Sequence[Group]
) -> Iterator[Verdict]:
    """A verdict for each group, of which everybody is missing at once."""
    for group in groups:
        concerned = [claim for claim in claims if claim.people & group.people]
        if not concerned:
            yield group.about.vacuous(said("nothing depends on {called}", called=group.called))
        else:
            yield _missing(judge, concerned, group, [frozenset()])


def _people(
    judge: Judge, claims: Sequence[Claim], names: tuple[str, ...], policy: Policy
) -> Verdict:
    document = policy.find(Person, names[0])
    place = None if document is None else document.place("id")
    about = Proposition(ABSENCE001, f"person/{'+'.join(names)}", place)
    group = Group(about, all_of([f"`{name}`" for name in names]), frozenset(names))
    fewer = [frozenset(part) for size in range(len(names)) for part in combinations(names, size)]
    concerned = [claim for claim in claims if claim.people.issuperset(names)]
    return _missing(judge, concerned, group, fewer)


def _missing(
    judge: Judge, claims: Sequence[Claim], group: Group, fewer: Sequence[frozenset[str]]
) -> Verdict:
    """What fails without a whole group, and holds while only a part of it is missing."""
    failing: list[tuple[Claim, BrokenPromise]] = []
    limit: Limit | None = None
    for claim in claims:
        if claim.tolerates >= len(group.people):
            continue
        try:
            known = [judge.broken(claim, part) for part in fewer]
            broken = judge.broken(claim, group.people).beyond(known)
        except Limit as reached:
            limit = reached
            continue
        if broken.spans:
            failing.append((claim, broken.without(group.people)))
    judge.forget()
    if failing:
        return _single_point(judge, failing, group)
    if limit is not None:
        return group.about.skipped(limit.reason)
    message = (
        said("nothing fails only because {called} is missing", called=group.called)
        if len(group.people) == 1
        else said("nothing fails only because {called} are missing", called=group.called)
    )
    return group.about.proved(message)


def _single_point(
    judge: Judge, failing: Sequence[tuple[Claim, BrokenPromise]], group: Group
) -> Verdict:
    count, more = len(failing), len(failing) - MOST_NAMED
    named = ", ".join(f"`{claim.subject}` ({claim.rule.name})" for claim, _ in failing[:MOST_NAMED])
    if more > 0:
        named = said("{these} and {rest} more", these=named, rest=more)
    called = group.called
    message = (
        said("without {called} 1 property fails: {named}", called=called, named=named)
        if count == 1
        else said(
            "without {called} {count} properties fail: {named}",
            called=called,
            count=count,
            named=named,
        )
    )
    witnesses = (judge.witness(claim, broken) for claim, broken in failing)
    verdict = group.about.refuted(
        message,
        see=tuple(claim.place._replace(note=_note(claim, broken)) for claim, broken in failing),
        intervals=merged(span for _, broken in failing for span in broken.spans),
        witness=next((witness for witness in witnesses if witness is not None), None),
    )
    fails_too = (
        Loss(claim.rule.code, claim.subject, tuple(broken.spans)) for claim, broken in failing
    )
    return verdict._replace(failing=tuple(fails_too))


def _note(claim: Claim, broken: BrokenPromise) -> str:
    seconds = sum(end - start for start, end in broken.spans)
    return said("{failure}, for {time} in all", failure=claim.failure, time=said_duration(seconds))


def employers(policy: Policy) -> list[Group]:
    """The people of each employer, however it is spelled.

    Who has no employer belongs to no group.
    """
    people = sorted(policy.people, key=lambda person: person.id)
    usual = usual_spellings(person.employer or "" for person in people)
    found: dict[str, list[Person]] = {}
    for person in people:
        name = usual.get(person.employer or "")
        if name is not None:
            found.setdefault(name.strip(), []).append(person)
    groups = sorted(found.items(), key=lambda group: group[0].casefold())
    return [_group(ABSENCE002, "employer", name, members) for name, members in groups]


def timezones(policy: Policy) -> list[Group]:
    """The people of each time zone, their own or else the organisation's."""
    found: dict[str, list[Person]] = {}
    for person in sorted(policy.people, key=lambda person: person.id):
        found.setdefault(person.timezone or policy.timezone, []).append(person)
    return [_group(ABSENCE003, "timezone", name, people) for name, people in sorted(found.items())]


def _group(rule: Diagnostic, key: str, name: str, people: list[Person]) -> Group:
    first = people[0]
    place = first.place("id") if getattr(first, key) is None else first.place(key)
    return Group(
        Proposition(rule, f"{key}/{name}", place),
        said("the 1 person of `{name}`", name=name)
        if len(people) == 1
        else said("the {count} people of `{name}`", count=len(people), name=name),
        frozenset(person.id for person in people),
    )
