"""Waivers: what is waived, why, by whom, and for how long.

That a waiver has ended, or that nothing needs it, is known only after all checks have run.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from govcheck.checks.check import Check, check
from govcheck.checks.reach import is_known, who_was_meant
from govcheck.finding import Diagnostic, Lack, Problem
from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.policy import Policy
from govcheck.model.kinds import KINDS
from govcheck.model.waiver import Waiver
from govcheck.nearest import did_you_mean
from govcheck.targets import is_target, person_id
from govcheck.translation import said

FEWEST_WORDS: Final = 3
CHAIR: Final = "chair"
APPROVE: Final = "approve"
_EXAMPLES: Final = ("scenario", "incident")
"""Kinds that are not read where only the policy matters."""
PROVED: Final = lazy_pattern(r"(ABSENCE|CONDUCT|COVER|GUARD|RULE)\d{3}")
"""The codes of what is proved, not checked; such verdicts can be waived, too."""


def waives_unknown_check(rules: Iterable[Diagnostic]) -> Check:
    """The check that waivers name one of these rules."""
    known = {word for rule in rules for word in (rule.code, rule.name)}

    def look(policy: Policy) -> Iterator[Problem]:
        """A waiver names a check whose findings can be waived.

        A misspelt code waives nothing, and the finding that it was meant for still blocks.
        """
        for waiver in policy.waivers:
            if waiver.check not in known and PROVED.fullmatch(waiver.check) is None:
                message = said(
                    "there is no check `{check}` whose findings can be waived", check=waiver.check
                )
                near, lacks = did_you_mean(waiver.check, known), Lack("check", waiver.check)
                yield Problem(waiver.place("check"), message, help=near, lacks=lacks)

    return check("WAIVER003", "waives-unknown-check")(look)


@check("WAIVER004", "waives-unknown-document")
def waives_unknown_document(policy: Policy) -> Iterator[Problem]:
    """The subject of a waiver is a document of the policy, or a part of one.

    It is written `kind/id`, or `kind/id/part`.
    """
    for waiver in policy.waivers:
        kind, _, rest = waiver.subject.partition("/")
        name = rest.partition("/")[0]
        if kind not in KINDS:
            message = said(
                "`{subject}` does not begin with a kind of document", subject=waiver.subject
            )
            near, lacks = did_you_mean(kind, KINDS), Lack("kind", kind)
            yield Problem(waiver.place("subject"), message, help=near, lacks=lacks)
        elif not policy.knows(kind, name) and (kind not in _EXAMPLES or policy.names(kind)):
            message = said("there is no {kind} `{name}`", kind=kind, name=name)
            near, lacks = did_you_mean(name, policy.names(kind)), Lack(kind, name)
            yield Problem(waiver.place("subject"), message, help=near, lacks=lacks)


@check("WAIVER005", "waiver-without-reason")
def waiver_without_reason(policy: Policy) -> Iterator[Problem]:
    """A waiver gives its reason in at least three words.

    Whoever reads it next year must be able to tell whether the reason still holds.
    """
    for waiver in policy.waivers:
        if len(re.findall(r"[^\W\d_]{2,}", waiver.reason)) < FEWEST_WORDS:
            yield Problem(
                waiver.place("reason"),
                said("`{reason}` is no reason that somebody else can judge", reason=waiver.reason),
                help=said("say what the finding is accepted for, and what will end it"),
            )


@check("WAIVER006", "waiver-without-right")
def waiver_without_right(policy: Policy) -> Iterator[Problem]:
    """Whoever approves a waiver has the right to.

    That is the council: `chair`, who holds a seat and who is in its chain of command; and whoever
    has a role with the permission `approve`. A role, a council or its chain may be named as a
    target.
    """
    entitled = _entitled(policy)
    for waiver in policy.waivers:
        for position, name in enumerate(waiver.approved_by):
            place = waiver.place("approved_by", position)
            if not _is_somebody(policy, name):
                message = said(
                    "`{name}` is no person, no target and not `{CHAIR}`", name=name, CHAIR=CHAIR
                )
                advice = who_was_meant(policy, name, CHAIR)
                if name == CHAIR:
                    message = said(
                        "the policy has no council whose `{CHAIR}` could approve", CHAIR=CHAIR
                    )
                    advice = said("add one, or name who approves")
                yield Problem(place, message, help=advice, lacks=Lack("person", name))
            elif name not in entitled and person_id(name) not in entitled:
                advice = said(
                    "let somebody of the council approve it, or a role that may `approve`"
                )
                message = said("`{name}` has no right to approve a waiver", name=name)
                yield Problem(place, message, help=advice)


@check("WAIVER007", "waived-too-long")
def waived_too_long(policy: Policy) -> Iterator[Problem]:
    """A waiver ends at most a year ahead.

    What is accepted for longer is not an exception, and belongs into the policy.
    """
    for waiver in policy.waivers:
        first = _year_before(waiver)
        yield Problem(
            waiver.place("until"),
            said("the waiver `{id}` ends more than a year ahead", id=waiver.id),
            help=said("end it within a year; it can be approved again"),
            heals=first,
        )


def _year_before(waiver: Waiver) -> date:
    """The first day from which the end is at most a year ahead."""
    end = waiver.until
    return end.replace(year=end.year - 1, day=28 if (end.month, end.day) == (2, 29) else end.day)


def _is_somebody(policy: Policy, name: str) -> bool:
    if is_target(name):
        return is_known(policy, name)
    return policy.knows("person", name) or (name == CHAIR and bool(policy.councils))


def _entitled(policy: Policy) -> set[str]:
    """Names and targets that may approve."""
    roles = {role.id for role in policy.roles if APPROVE in role.permissions}
    found = {f"role:{role}" for role in roles}
    for council in policy.councils:
        found |= {CHAIR, f"council:{council.id}", f"chain:{council.id}", council.chair}
        found |= {*council.chain_of_command, *(seat.person for seat in council.seats)}
    found |= {person.id for person in policy.people if roles & {*person.roles}}
    for team in policy.teams:
        found |= {member.person for member in team.members if member.role in roles}
    return found
