"""Advocates: employees who speak up for the company."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.checks.periods import active, during, shortfalls
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.translation import said


@check("ADVO001", "advocate-not-active")
def advocate_not_active(policy: Policy) -> Iterator[Problem]:
    """Every advocate is active.

    Whoever has left may still praise us, but no longer as one of ours.
    """
    for advocate in policy.advocates:
        person = policy.find(Person, advocate.person)
        if person is None:
            continue
        for period in shortfalls([active(person)]):
            since, until = active(person)
            gone = until is not None and period.last is None
            message = said("`{id}` is active only from {since}", id=person.id, since=since)
            if gone:
                message = said("`{id}` is active only until {until}", id=person.id, until=until)
            see = (person.place("active", note=said("it is said here")),)
            advice = said("find another advocate for these channels")
            yield during(Problem(advocate.place("person"), message, see, advice), period)


@check("ADVO002", "advocate-without-channel", severity=Severity.WARNING, opinion=True)
def advocate_without_channel(policy: Policy) -> Iterator[Problem]:
    """Every advocate speaks up on some channel.

    One without any is an advocate on paper.
    """
    for advocate in policy.advocates:
        if not advocate.channels:
            yield Problem(
                advocate.place("channels"),
                said("`{person}` is an advocate on no channel", person=advocate.person),
                help=said("name at least one in `channels`"),
            )
