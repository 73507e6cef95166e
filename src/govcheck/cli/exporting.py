"""What `govcheck export` writes besides CODEOWNERS."""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import click

from govcheck.cli.shared import Misuse, Shared
from govcheck.console.output import note
from govcheck.console.standard import read_named
from govcheck.duty.coverage import stints
from govcheck.duty.roster import Roster
from govcheck.errors import GovcheckError, reason_of
from govcheck.library.instants import now
from govcheck.load.policy import Policy
from govcheck.load.repository import load_repository
from govcheck.nearest import did_you_mean_target
from govcheck.report.exports import ics, table
from govcheck.report.exports.usergroup import has_more, slack_ids, usergroup
from govcheck.targets import read_target
from govcheck.time.clock import DAY, LONGEST_DURATION
from govcheck.tongue import Tongue
from govcheck.translation import advised, in_language, said

USUAL_DAYS: Final = 90
MOST_BYTES: Final = 20 << 20
PEOPLE: Final = "people"


class ForWhom(NamedTuple):
    """What is asked for: a target, from one instant up to another."""

    target: str | None
    at: int
    until: int | None
    users: str | None
    group: str | None

    @property
    def end(self) -> int:
        """Where the stretch ends.

        Raises:
            UsageError: That is not after its start, or too far away.
        """
        found = self.at + USUAL_DAYS * DAY if self.until is None else self.until
        if not self.at < found <= self.at + LONGEST_DURATION:
            raise Misuse("`--until` is not within the ten years after `--at`")
        return found


class _Asked(NamedTuple):
    whom: ForWhom
    roster: Roster
    policy: Policy
    tongue: Tongue

    def text(self, prose: str) -> str:
        return in_language(prose, self.tongue.language)

    @property
    def emails(self) -> dict[str, str]:
        return {one.id: one.email for one in self.policy.people if one.email}

    def of(self, kind: str, known: Iterable[str]) -> str:
        """The id of the target, which has to be of a kind."""
        names, asked = list(known), self.whom.target or ""
        found, name = read_target(asked)
        if found != kind or name not in names:
            advice = did_you_mean_target(asked, [f"{kind}:{one}" for one in names])
            raise Misuse(advised(said("no {noun} `{name}`", noun=kind, name=asked), advice))
        return name


def exported(what: str, whom: ForWhom, shared: Shared) -> tuple[str, int]:
    """The text of an export, and the exit code."""
    opened = shared.opened(now())
    policy = load_repository(opened.tree).policy
    asked = _Asked(whom, opened.program.roster, policy, shared.tongue)
    return _WRITERS[what](asked)


def _ics(asked: _Asked) -> tuple[str, int]:
    whom, roster = asked.whom, asked.roster
    kind = read_target(whom.target or "").kind
    if kind == "council":
        id_ = asked.of("council", (one.id for one in asked.policy.councils))
        council = next(one for one in asked.policy.councils if one.id == id_)
        name = asked.text(council.name)
        return (
            ics.of_council(council, name, roster, asked.emails, whom.at, whom.end, asked.tongue),
            0,
        )
    names = {one.id: asked.text(one.name) if one.name else one.id for one in asked.policy.rotas}
    if kind == "person":
        person = asked.of("person", roster.people)
        return ics.of_person(roster, person, names, whom.at, whom.end, asked.tongue), 0
    rota = asked.of("rota", roster.rotas)
    return (
        ics.of_rota(roster, rota, names[rota], asked.emails, whom.at, whom.end, asked.tongue),
        0,
    )


def _csv(asked: _Asked) -> tuple[str, int]:
    if asked.whom.target == PEOPLE:
        return table.of_people(asked.policy.people, asked.tongue.language), 0
    if asked.whom.target is None:
        rotas = list(asked.roster.rotas)
    else:
        rotas = [asked.of("rota", asked.roster.rotas)]
    if not rotas:
        raise GovcheckError("the policy has no rotas")
    return table.of_rotas(asked.roster, rotas, asked.whom.at, asked.whom.end), 0


def _slack(asked: _Asked) -> tuple[str, int]:
    """Who is on duty now; the exit code is 1 where one of them has no id of Slack's."""
    whom, roster = asked.whom, asked.roster
    rota = asked.of("rota", roster.rotas)
    if whom.users is None:
        raise Misuse("`slack-usergroup` needs `--users`: what Slack's `users.list` answers")
    if re.fullmatch(r"[A-Z0-9]{2,}", whom.group or "") is None:
        raise Misuse(
            "`slack-usergroup` needs `--group`: Slack's id of the group, such as `S0604QSJC`"
        )
    try:
        text = read_named(whom.users, MOST_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise click.FileError(whom.users, reason_of(error)) from None
    on_duty = stints(roster, f"rota:{rota}", whom.at, whom.at + 1)
    people = [(roster.people[one.person].name, asked.emails.get(one.person)) for one in on_duty]
    members = usergroup(str(whom.group), people, slack_ids(text))
    if members.missing and has_more(text):
        note(said("the list of Slack's users has more pages than this file: ask for all of them"))
    for name in members.missing:
        note(said("Slack knows nobody with the address of {name}", name=name))
    if not people:
        note(said("nobody is on duty: Slack refuses an empty user group"))
    return members.text, int(bool(members.missing) or not people)


_WRITERS: Final[dict[str, Callable[[_Asked], tuple[str, int]]]] = {
    "ics": _ics,
    "csv": _csv,
    "slack-usergroup": _slack,
}
