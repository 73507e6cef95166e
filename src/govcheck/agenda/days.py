"""Everything of a policy that has a day on which it ends, or by which somebody is to look at it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from govcheck.agenda.item import Topic
from govcheck.checks.qualifications import demands, lapses, valid
from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.posts.networks import CHECKED_FOR, is_own, limits_of

_DAY = timedelta(days=1)


class Dated(NamedTuple):
    """Something with a day, the last one on which it is in time."""

    topic: Topic
    subject: str
    part: str
    day: date
    place: Place
    people: tuple[str, ...] = ()
    about: str = ""


def days(policy: Policy, today: date) -> Iterator[Dated]:
    """Everything with a day; what is over for good by `today` is left out."""
    yield from _terms(policy)
    yield from _trainings(policy, today)
    yield from _departures(policy, today)
    yield from _rotas(policy)
    yield from _reviews(policy)
    yield from _templates(policy)
    yield from _limits(policy)


def _terms(policy: Policy) -> Iterator[Dated]:
    for council in policy.councils:
        for position, seat in enumerate(council.seats):
            if seat.term is not None and seat.term.until is not None:
                place = council.place("seats", position, "term", "until")
                until = seat.term.until
                yield Dated("term", council.ref, seat.person, until, place, (seat.person,))


def _trainings(policy: Policy, today: date) -> Iterator[Dated]:
    """Until when each training counts that is required of somebody; before it never did.

    A training that is lacking now was in time until the day before; one that never counted was
    never in time, and has the day before the person came, or the first of all.
    """
    for demand in demands(policy):
        person, training = demand.holding.person, demand.training
        for lapse in lapses(person, training):
            first, last = lapse.period
            if last is not None and last < today:
                continue
            if lapse.expired is not None:
                place = person.place("trainings", lapse.expired, "completed_on")
                until = valid(person.trainings[lapse.expired].completed_on, training).last
                day = until if until is not None else (first or today) - _DAY
            else:
                place = demand.holding.place
                day = (first or today) - _DAY
            yield Dated("training", training.ref, demand.holding.role, day, place, (person.id,))


def _departures(policy: Policy, today: date) -> Iterator[Dated]:
    for person in policy.people:
        until = person.active.until if person.active is not None else None
        if until is not None and until >= today:
            place = person.place("active", "until")
            yield Dated("departure", person.ref, "", until, place, (person.id,))


def _rotas(policy: Policy) -> Iterator[Dated]:
    for rota in policy.rotas:
        if rota.until is not None:
            yield Dated("rota", rota.ref, "", rota.until, rota.place("until"))
        for position, layer in enumerate(rota.layers):
            if layer.until is not None:
                place = rota.place("layers", position, "until")
                yield Dated("rota", rota.ref, layer.id, layer.until, place)


def _reviews(policy: Policy) -> Iterator[Dated]:
    for decision in policy.decisions:
        for position, rule in enumerate(decision.rules):
            if rule.review_by is not None:
                place = decision.place("rules", position, "review_by")
                about = rule.because or ""
                yield Dated("rule-review", decision.ref, rule.id, rule.review_by, place, (), about)
    for channel in policy.channels:
        if channel.review_by is not None:
            place = channel.place("review_by")
            yield Dated("channel-review", channel.ref, channel.handle, channel.review_by, place)
    for goal in policy.goals:
        place = goal.place("due")
        yield Dated("goal", goal.ref, "", goal.due, place, (goal.owner,), goal.social_goal)


def _templates(policy: Policy) -> Iterator[Dated]:
    told: set[str] = set()
    for playbook in policy.playbooks:
        for position, action in enumerate(playbook.actions):
            template = (policy.templates or {}).get(action.template or "")
            if template is None or template.due is None or action.template in told:
                continue
            told.add(action.template or "")
            place = playbook.place("actions", position, "template")
            yield Dated("template", playbook.ref, action.template or "", template.due, place)


def _limits(policy: Policy) -> Iterator[Dated]:
    """Until when what networks allow counts as checked, each network once."""
    told: set[str] = set()
    for channel in policy.channels:
        found = limits_of(policy, channel.network)
        if found is None or channel.network in told:
            continue
        told.add(channel.network)
        day = min(limit.checked_on for limit in found.limits) + CHECKED_FOR
        own = is_own(policy, channel.network)
        place = found.place("limits", of_key=True) if own else channel.place("network")
        yield Dated("limit", f"network/{channel.network}", "", day, place)
