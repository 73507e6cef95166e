"""Change control: that every change has an approver, and nobody decides on themselves."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from govcheck.agreement.sufficiency import suffices
from govcheck.agreement.tree import CHAIR, Agreement, targets_of, votes_of
from govcheck.checks.answering import is_known, who_was_meant
from govcheck.checks.check import check, program_check
from govcheck.checks.globs import impossible, matches
from govcheck.checks.periods import during
from govcheck.checks.requirements import Everybody, agreement_of, are_known, sufficing
from govcheck.checks.turnover import unmet
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import Roster, split_target
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.change_control import ChangeCondition
from govcheck.model.channel import Channel
from govcheck.model.fields import field_names
from govcheck.model.kinds import KINDS
from govcheck.nearest import did_you_mean
from govcheck.simulate.program import Program
from govcheck.translation import said

_TAKING: Final = {
    "council": ("removes-member",),
    "team": ("removes-member",),
    "person": ("removes-member", "revokes-permission"),
    "role": ("revokes-permission",),
    "channel": ("revokes-permission",),
}
"""What a change that takes something from people does, by the kind of the document changed."""

_TAKEN: Final = {
    "council": ("seats", "chair"),
    "team": ("members", "lead"),
    "person": ("roles", "active"),
    "role": ("permissions",),
    "channel": ("admins",),
}
"""The fields in which it stands what people have, by kind."""


class _Asked(NamedTuple):
    """What a requirement wants agreed to, with its place."""

    requirement: Agreement
    place: Place


@check("CHNG001", "kind-not-controlled", severity=Severity.WARNING)
def kind_not_controlled(policy: Policy) -> Iterator[Problem]:
    """A rule of change control covers every kind of document that the policy has.

    What is left to `otherwise` has been thought of by nobody. A rule covers a kind that it lists
    in `kinds` without asking for effects or paths as well, or whose files all match its `paths`.
    Rules that list `fields` cover a kind together, once every field of it stands in one of them.
    """
    controls = policy.change_controls
    if not controls:
        return
    rules = [rule.when for control in controls for rule in control.rules]
    paths: dict[str, set[str]] = {}
    for document in policy.documents:
        if document.kind_name == "post":
            continue  # its channels say who approves it
        paths.setdefault(document.kind_name, set()).add(document.place().path)
    left = [kind for kind, found in paths.items() if not _is_covered(kind, found, rules)]
    if left:
        names = ", ".join(_left_of(kind, rules) for kind in left)
        yield Problem(
            controls[0].place("otherwise", of_key=True),
            said("no rule covers changes of {names}", names=names),
            help=said("add a rule with these `kinds`"),
        )


def _left_of(kind: str, rules: Sequence[ChangeCondition]) -> str:
    """A kind, with those of its fields that no rule lists where rules list others."""
    fields = _fields_covered(kind, rules)
    if not fields:
        return f"`{kind}`"
    rest = [name for name in _changeable(kind) if name not in fields]
    return f"`{kind}` ({', '.join(f'`{name}`' for name in rest)})"


def _changeable(kind: str) -> list[str]:
    """The fields of a kind; the kind itself and a document's id come and go with it."""
    return [name for name in field_names(KINDS[kind]) if name not in ("kind", "id")]


def _fields_covered(kind: str, rules: Iterable[ChangeCondition]) -> set[str]:
    return {
        name
        for when in rules
        if when.effects is None and when.paths is None and kind in (when.kinds or ())
        for name in when.fields or ()
    }


def _is_covered(kind: str, paths: Iterable[str], rules: Sequence[ChangeCondition]) -> bool:
    whole = [when for when in rules if when.effects is None and when.fields is None]
    if _fields_covered(kind, rules).issuperset(_changeable(kind)):
        return True
    if any(kind in (when.kinds or (kind,)) for when in whole if when.paths is None):
        return True
    globs = [glob for when in whole if kind in (when.kinds or (kind,)) for glob in when.paths or ()]
    return all(any(matches(glob, path) for glob in globs) for path in paths)


@check("CHNG002", "no-such-kind")
def no_such_kind(policy: Policy) -> Iterator[Problem]:
    """The `kinds` of a rule of change control are kinds of documents.

    A misspelt kind is never changed, so that its rule protects nothing.
    """
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            for number, kind in enumerate(rule.when.kinds or ()):
                if kind not in KINDS:
                    yield Problem(
                        control.place("rules", position, "when", "kinds", number),
                        said("`{kind}` is not a kind of document", kind=kind),
                        help=did_you_mean(kind, KINDS),
                        lacks=f"kind/{kind}",
                    )


@check("CHNG003", "path-without-files", severity=Severity.WARNING)
def path_without_files(policy: Policy) -> Iterator[Problem]:
    """The `paths` of a rule of change control match files of the policy.

    A folder that was renamed leaves a rule behind that protects nothing. Looked at are paths below
    `policies/`, and below `scenarios/` and `incidents/` where there are any.
    """
    files = {document.place().path for document in policy.documents}
    folders = {path.partition("/")[0] for path in files}
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            for number, glob in enumerate(rule.when.paths or ()):
                folder = glob.partition("/")[0]
                if folder not in folders or impossible(glob) is not None:
                    continue
                if any(matches(glob, path) for path in files):
                    continue
                yield Problem(
                    control.place("rules", position, "when", "paths", number),
                    said("no file of the policy matches `{glob}`", glob=glob),
                    help=said("correct the path; `**` crosses folders, `*` does not"),
                )


@program_check("CHNG004", "change-without-approver")
def change_without_approver(policy: Policy, program: Program) -> Iterator[Problem]:
    """What a rule of change control requires can be met by the people whom the policy has.

    Otherwise nobody can ever make such a change, not even to mend the rule.
    """
    roster = program.roster
    for asked in _requirements(policy):
        strangers = list(_strangers(policy, asked))
        yield from strangers
        if strangers or not are_known(policy, asked.requirement):
            continue
        if not roster.councils and any(votes_of(asked.requirement)):
            message = said("the policy has no council that could vote")
            advice = said("add one, or name other approvers")
            yield Problem(asked.place, message, help=advice, lacks="council/")
            continue
        held = _holders_of_roles(asked.requirement, roster) | _included(asked.requirement)
        others = frozenset(_others(asked.requirement, roster)) - _included(asked.requirement)
        for period in unmet(
            policy, held, partial(_is_met, asked.requirement, Everybody(roster), others)
        ):
            problem = Problem(
                asked.place,
                said("too few people can approve this"),
                help=said("name a target with more people, or ask for fewer"),
            )
            yield during(problem, period)


def _is_met(
    requirement: Agreement, voters: Everybody, others: frozenset[str], there: frozenset[str]
) -> bool:
    """Who leaves counts for roles and `includes`; else it is said where the person stands."""
    return suffices(requirement, others | there, voters)


def _strangers(policy: Policy, asked: _Asked) -> Iterator[Problem]:
    """Names in `includes` that lead nowhere; they are plain texts to the loader."""
    for name in (name for vote in votes_of(asked.requirement) for name in vote.includes):
        if name != CHAIR and not is_known(policy, name):
            person = name.removeprefix("person:")
            message = said(
                "`{person}` is no person, no target and not `{CHAIR}`", person=person, CHAIR=CHAIR
            )
            advice = who_was_meant(policy, person, CHAIR)
            yield Problem(asked.place, message, help=advice, lacks=f"person/{person}")


def _holders_of_roles(requirement: Agreement, roster: Roster) -> set[str]:
    roles = (target for target in targets_of(requirement) if target.startswith("role:"))
    return {person for target in roles for person in everybody(roster, target)}


def _included(requirement: Agreement) -> set[str]:
    """The people without whom a vote does not count; their names are plain texts to the loader."""
    names = {name for vote in votes_of(requirement) for name in vote.includes} - {CHAIR}
    targets = map(split_target, names)
    return {name for kind, name in targets if kind == "person"}


def _others(requirement: Agreement, roster: Roster) -> Iterator[str]:
    """Everybody who could approve otherwise than by a role."""
    for target in targets_of(requirement):
        if not target.startswith("role:"):
            yield from everybody(roster, target)
    if any(votes_of(requirement)):
        for council in roster.councils.values():
            yield from (council.chair, *(seat.person for seat in council.seats))


@program_check("CHNG005", "keeps-own-seat")
def keeps_own_seat(policy: Policy, program: Program) -> Iterator[Problem]:
    """Nobody can approve alone the change that takes their own seat on a council.

    Nor, then, can they alone decide that it stays.
    """
    yield from _alone(policy, program, policy.councils)


@program_check("CHNG006", "keeps-own-rights", severity=Severity.WARNING)
def keeps_own_rights(policy: Policy, program: Program) -> Iterator[Problem]:
    """Nobody can approve alone the change of a document that takes their own rights.

    These are rights of a person, a team or a role, and those of a channel's administrators.

    Two people know of it, then, whatever the reason.
    """
    documents = (*policy.teams, *policy.people, *policy.roles, *policy.channels)
    yield from _alone(policy, program, documents)


def _alone(policy: Policy, program: Program, documents: Iterable[Document]) -> Iterator[Problem]:
    """One problem for each requirement that somebody meets alone, on their own account."""
    roster = program.roster
    alone: dict[Place, frozenset[str]] = {}
    told: set[Place] = set()
    for document in documents:
        asked = _asked(policy, document)
        for one in asked:
            if one.place not in alone:
                alone[one.place] = sufficing(one.requirement, Everybody(roster))
        losing = frozenset(_losing(document, roster))
        deciding = losing.intersection(*(alone[one.place] for one in asked))
        if asked and deciding and asked[0].place not in told:
            told.add(asked[0].place)
            person = min(deciding)
            yield Problem(
                asked[0].place,
                said(
                    "`{person}` alone can approve what takes something from `{person}` in `{ref}`",
                    person=person,
                    ref=document.ref,
                ),
                (document.place("id", note=said("this is changed")),),
                said("require two people, or the council"),
            )


def _losing(document: Document, roster: Roster) -> tuple[str, ...]:
    """Those whom a change of the document can take something from."""
    kind = document.kind_name
    if kind == "council":
        return tuple(seat.person for seat in roster.councils[document.name_in_kind].seats)
    if isinstance(document, Channel):
        return tuple(document.admins)
    return everybody(roster, f"{kind}:{document.name_in_kind}")


def _asked(policy: Policy, document: Document) -> list[_Asked]:
    """What a change of a document that takes something from people requires for certain."""
    controls = policy.change_controls
    found = [
        _Asked(agreement_of(rule.requires), control.place("rules", position, "requires"))
        for control in controls
        for position, rule in enumerate(control.rules)
        if _is_about(rule.when, document)
    ]
    return found or [
        _Asked(agreement_of(control.otherwise.requires), control.place("otherwise", "requires"))
        for control in controls
    ]


def _is_about(when: ChangeCondition, document: Document) -> bool:
    kind, path = document.kind_name, document.place().path
    return (
        (when.kinds is None or kind in when.kinds)
        and (when.fields is None or bool({*when.fields} & {*_TAKEN[kind]}))
        and (when.effects is None or bool({*when.effects} & {*_TAKING[kind]}))
        and (when.paths is None or any(matches(glob, path) for glob in when.paths))
    )


@check("CHNG020", "no-such-field")
def no_such_field(policy: Policy) -> Iterator[Problem]:
    """The `fields` of a rule of change control are top-level fields of its `kinds`.

    A misspelt field is never changed, so that its rule protects nothing, and the change that was
    meant falls to `otherwise`. Each field has to be one of at least one of the kinds.
    """
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            kinds = [kind for kind in rule.when.kinds or () if kind in KINDS]
            known = sorted({name for kind in kinds for name in field_names(KINDS[kind])} - {"kind"})
            for number, field in enumerate(rule.when.fields or ()):
                if kinds and field not in known and not field.startswith("x-"):
                    yield Problem(
                        control.place("rules", position, "when", "fields", number),
                        f"`{field}` is not a field of {' or '.join(f'`{one}`' for one in kinds)}",
                        help=did_you_mean(field, known),
                    )


@check("CHNG021", "fields-without-kinds")
def fields_without_kinds(policy: Policy) -> Iterator[Problem]:
    """A rule of change control that lists `fields` says of which `kinds`.

    The same name is another thing in another kind: `members` of a team, and of a rota. An empty
    list of fields matches no change at all.
    """
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            when = rule.when
            if when.fields is None or (when.kinds and when.fields):
                continue
            place = control.place("rules", position, "when", "fields", of_key=True)
            if not when.fields:
                yield Problem(
                    place, said("the rule lists no field"), help=said("name the fields, or omit it")
                )
            else:
                yield Problem(
                    place,
                    said("the rule lists fields, and no kind that has them"),
                    help=said("add `kinds`, like `kinds: [person]`"),
                )


def _requirements(policy: Policy) -> Iterator[_Asked]:
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            yield _Asked(agreement_of(rule.requires), control.place("rules", position, "requires"))
        yield _Asked(
            agreement_of(control.otherwise.requires), control.place("otherwise", "requires")
        )


@check("CHNG007", "impossible-path")
def impossible_path(policy: Policy) -> Iterator[Problem]:
    """The `paths` of a rule of change control are globs that a file can match.

    They count from the repository's root, as git writes paths; one that begins with `/` or `./`,
    ends with `/` or has a backslash matches no file, so that its rule protects nothing.
    """
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            for number, glob in enumerate(rule.when.paths or ()):
                fault = impossible(glob)
                if fault is not None:
                    yield Problem(
                        control.place("rules", position, "when", "paths", number),
                        said(
                            "no file can match `{glob}`: it {reason}",
                            glob=glob,
                            reason=fault.reason,
                        ),
                        help=said("write `{meant}`", meant=fault.meant)
                        if fault.meant
                        else said("write it from the root"),
                        meant=fault.meant,
                    )
