"""Playbooks against a clock that ticks second by second, and approvals against every subset."""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from govcheck.agreement.tree import Agreement, Every, Number, Some
from govcheck.simulate.people import People
from govcheck.simulate.playbooks import work
from govcheck.simulate.program import ActionPlan, ApprovalPlan, PlaybookPlan
from tests.simulate.build import (
    T0,
    action,
    person,
    planned,
    playbook,
    roster,
    stated,
    there,
)

Away = Mapping[str, list[tuple[int, int]]]
Roles = Mapping[str, set[str]]

NAMES = ("ana", "ben", "cleo", "dan")
END = 40

names = st.sampled_from(NAMES)
spans = st.tuples(st.integers(0, 12), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1]))
absences = st.fixed_dictionaries({name: st.lists(spans, max_size=2) for name in NAMES})


def team(away: Away, roles: Roles | None = None) -> People:
    people = [
        person(name, absences=[(T0 + start, T0 + end) for start, end in away[name]])
        for name in NAMES
    ]
    return there(roster(*people, roles=roles or {}))


def here(away: Away, name: str, now: int) -> bool:
    return not any(start <= now < end for start, end in away[name])


@st.composite
def books(draw: st.DrawFn) -> PlaybookPlan:
    """Up to four actions, each perhaps after earlier ones, perhaps with an approval."""
    actions: list[ActionPlan] = []
    approvals: list[ApprovalPlan] = []
    for number in range(draw(st.integers(1, 4))):
        earlier = [one.id for one in actions]
        needs: tuple[str, ...] = ()
        if draw(st.booleans()):
            approvals.append(
                ApprovalPlan(f"ok{number}", f"person:{draw(names)}", draw(st.integers(0, 5)))
            )
            needs = (f"ok{number}",)
        after = draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)) if earlier else []
        clocks = ["detected", "published", *(f"action:{name}" for name in earlier)]
        actions.append(
            action(
                f"a{number}",
                f"person:{draw(names)}",
                within=draw(st.one_of(st.none(), st.integers(0, 15))),
                clock=draw(st.sampled_from(clocks)),
                after=tuple(after),
                needs=needs,
            )
        )
    return playbook(*actions, approvals=approvals)


def tick(book: PlaybookPlan, away: Away, not_owed: set[str]) -> dict[str, int]:
    """When each action is done, found by trying all of them at every second."""
    done: dict[str, int] = {}
    asked: dict[str, tuple[int, str]] = {}
    given: set[str] = set()
    for now in range(END):
        for one in book.actions:
            if one.id in done or not all(done.get(name, END) <= now for name in one.after):
                continue
            if one.id in not_owed:
                done[one.id] = now
                continue
            for need in one.needs:
                asked.setdefault(need, (now, one.owed_by))
                start, drafter = asked[need]
                approval = book.approvals[need]
                assert isinstance(approval.within, int)
                if now == start + approval.within:
                    window = range(start, max(now, start + 1))
                    approver = str(approval.by)
                    there_in_time = any(
                        here(away, approver.removeprefix("person:"), second) for second in window
                    )
                    if there_in_time and approver != drafter:
                        given.add(need)
            if all(need in given for need in one.needs) and here(
                away, one.owed_by.removeprefix("person:"), now
            ):
                done[one.id] = now
    return done


@given(books(), absences, st.sets(st.sampled_from(["a0", "a1", "a2"]), max_size=1))
def test_everything_is_done_when_a_ticking_clock_says(
    book: PlaybookPlan, away: Away, not_owed: set[str]
) -> None:
    incident = stated(published=T0 - 5)
    result = work(planned(book, not_owed=not_owed), incident, team(away))
    expected = tick(book, away, not_owed)
    acts = {str(act.obligation).removeprefix("leak/"): act.at - T0 for act in result.acts}
    assert acts == {name: at for name, at in expected.items() if name not in not_owed}
    due: dict[str, int] = {}
    for one in book.actions:
        if one.id in not_owed:
            continue
        source = one.clock.removeprefix("action:")
        base = {"detected": 0, "published": -5}.get(
            source, expected.get(source, due.get(source, 0))
        )
        if isinstance(one.within, int):
            due[one.id] = base + one.within
    owed = {promise.id.removeprefix("leak/"): promise for promise in result.obligations}
    assert {name: promise.due - T0 for name, promise in owed.items()} == due
    for name, promise in owed.items():
        assert promise.met == (name in expected and expected[name] <= due[name])


targets = st.sampled_from(["role:r", "role:s", "role:t", *(f"person:{name}" for name in NAMES)])
requirements = st.recursive(
    targets,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: Every(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Some(tuple(parts))),
    ),
    max_leaves=4,
)
counts = st.builds(
    lambda needed, parts: Number(needed, tuple(parts)),
    st.integers(1, 3),
    st.lists(targets, min_size=1, max_size=3),
)


def members(target: str, roles: Roles) -> set[str]:
    kind, _, name = target.partition(":")
    return set(roles.get(name, ())) if kind == "role" else {name}


def agreed(by: Agreement, people: set[str], roles: Roles) -> bool:
    """Whether these people together are enough; by definition, without looking for the most."""
    if isinstance(by, str):
        return bool(people & members(by, roles))
    if isinstance(by, Every):
        return all(agreed(part, people, roles) for part in by.parts)
    if isinstance(by, Some):
        return any(agreed(part, people, roles) for part in by.parts)
    assert isinstance(by, Number)
    able = people & set().union(*(members(str(part), roles) for part in by.parts))
    return any(len(some) == by.needed for some in subsets(able))


def subsets(people: set[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(people, size) for size in range(len(people) + 1))


@given(
    st.one_of(requirements, counts),
    st.fixed_dictionaries({role: st.sets(names, max_size=3) for role in "rst"}),
    absences,
    st.integers(0, 4),
    st.sampled_from(["role:r", "role:s", "person:ana"]),
)
def test_an_approval_is_given_if_whoever_drafts_some_of_the_others_can_give_it(
    by: Agreement, roles: Roles, away: Away, within: int, drafter: str
) -> None:
    book = playbook(
        action("post", drafter, within=60, needs=("ok",)),
        approvals=[ApprovalPlan("ok", by, within)],
    )
    (state,) = work(planned(book), stated(), team(away, roles)).approvals
    window = range(max(within, 1))
    able = {name for name in NAMES if any(here(away, name, second) for second in window)}
    drafting = [
        {name for name in members(drafter, roles) if here(away, name, second)} for second in window
    ]
    drafters: set[str] = next((people for people in drafting if people), set())
    always = {"ana"} if drafter == "person:ana" else set()
    cases = [always | {name} for name in drafters] or [always]
    expected = all(
        any(agreed(by, set(some), roles) for some in subsets(able - silent)) for silent in cases
    )
    assert state.given == expected
