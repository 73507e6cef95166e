"""A study of a bare rule set, without a policy around it."""

from collections.abc import Sequence

from govcheck.duty.roster import OpeningHours, Roster
from govcheck.engine.ruleset import Predicate, Ruleset
from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.prove.promises import Promise
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Query
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY

ROSTER = Roster("UTC", {}, {}, {}, {}, {}, {}, {}, {}, None)
NOWHERE = Place("policies/rules.yaml", 0)


def program(ruleset: Ruleset, *calendars: OpeningHours) -> Program:
    """A program that does nothing but decide."""
    roster = ROSTER._replace(calendars={one.id: one for one in calendars})
    return Program("Test", (), ruleset, roster, {}, {})


def study(
    ruleset: Ruleset,
    promises: Sequence[Promise] = (),
    calendars: Sequence[OpeningHours] = (),
    days: int = 7,
) -> Study:
    """A study over some days from 1970 on."""
    question = Query(0, (0, days * DAY))
    return Study(program(ruleset, *calendars), Policy([]), question, tuple(promises))


def promise(when: Predicate, holds: Predicate) -> Promise:
    """A guarantee that speaks of decisions only."""
    return Promise("g", when, holds, None, 0, 1, 0, NOWHERE, NOWHERE, NOWHERE)
