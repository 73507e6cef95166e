"""CODEOWNERS from change control: what the file can say of it, and what it cannot.

The last pattern that matches a file counts there, and one owner of it is enough.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.agreement.tree import targets_of, votes_of
from govcheck.agreement.wording import in_words
from govcheck.authority.globs import ANYWHERE, EXECUTED, impossible, matches
from govcheck.change.control import rules_of_itself
from govcheck.gate.reviews import Platform
from govcheck.gate.sitting import Sitting, handle_of
from govcheck.load.policy import Policy
from govcheck.model.agreement import agreement_of
from govcheck.model.change_control import ChangeControl, ChangeRule, Requirement
from govcheck.model.person import Person
from govcheck.translation import said

GOVERNED: Final = ("/policies/", "/scenarios/", "/incidents/", "/schemas/")
"""What `otherwise` is about, which comes first so that rules come after it."""

HEADER: Final = (
    "# Written by `govcheck export codeowners` from the change control of the policy.",
    "# One owner is enough here; `govcheck gate` asks for all that is required.",
)


class Codeowners(NamedTuple):
    """The file, and what it leaves out."""

    text: str
    unsaid: tuple[str, ...]


def codeowners(policy: Policy, sitting: Sitting, platform: Platform) -> Codeowners:
    """The file for the change control of a policy."""
    lines: list[str] = [*HEADER]
    unsaid: list[str] = []
    for control in policy.change_controls:
        unsaid += _unsaid(control, sitting)
        handles = _handles(control.otherwise.requires, policy, sitting, platform, unsaid)
        if handles:
            lines += [f"{path} {' '.join(handles)}" for path in GOVERNED]
        owners = handles
        for ruling in rules_of_itself(control)[:1]:
            owners = _handles(ruling.requires, policy, sitting, platform, unsaid)
        if owners:
            lines += [f"/{glob} {' '.join(owners)}" for glob in (*EXECUTED, *ANYWHERE)]
        for rule in control.rules:
            lines += _lines(rule, policy, sitting, platform, unsaid)
    return Codeowners("".join(f"{line}\n" for line in lines), tuple(dict.fromkeys(unsaid)))


def _lines(
    rule: ChangeRule, policy: Policy, sitting: Sitting, platform: Platform, unsaid: list[str]
) -> Iterator[str]:
    handles = _handles(rule.requires, policy, sitting, platform, unsaid)
    for pattern in _patterns(rule, policy):
        own, escaped, problem = rule.id, _escaped(pattern), None
        if impossible(pattern) is not None:
            problem = said("rule `{id}`: no file can match the path `{path}`", id=own, path=pattern)
        elif _is_folder(pattern, policy):
            problem = said(
                "rule `{id}`: the path `{path}` would own all below a folder", id=own, path=pattern
            )
        elif escaped is None:
            problem = said("rule `{id}`: the path `{path}` cannot be written", id=own, path=pattern)
        elif handles:
            yield f"{escaped} {' '.join(handles)}"
        unsaid += [] if problem is None else [problem]


def _patterns(rule: ChangeRule, policy: Policy) -> list[str]:
    """The paths that a rule names, or the files of the kinds that it names."""
    if rule.when.effects is not None:
        return []
    if rule.when.paths is not None:
        return list(rule.when.paths) if rule.when.kinds is None else []
    kinds = rule.when.kinds
    if kinds is None:
        return ["**"]
    homes: dict[str, set[str]] = {}
    for document in policy.documents:
        homes.setdefault(document.place().path, set()).add(document.kind_name)
    return sorted(path for path, found in homes.items() if found <= set(kinds))


def _is_folder(pattern: str, policy: Policy) -> bool:
    """Whether a glob is of a folder, with all below it to the platforms, with nothing to the gate.

    A last `*` is of files alone to the platforms, too.
    """
    if pattern.rpartition("/")[2] in ("*", "**"):
        return False
    folders = {document.place().path.rpartition("/")[0] for document in policy.documents}
    above = {"/".join(path.split("/")[:count]) for path in folders for count in range(1, 64)}
    return any(matches(pattern, folder) for folder in above if folder)


def _escaped(pattern: str) -> str | None:
    """A glob as CODEOWNERS has it, from the root of the repository; None where it has none."""
    if any(character in pattern for character in "[]!\n\r\t"):
        return None
    text = pattern.replace("\\", "\\\\").replace(" ", "\\ ").replace("#", "\\#")
    return f"/{text}"


def _handles(
    requirement: Requirement,
    policy: Policy,
    sitting: Sitting,
    platform: Platform,
    unsaid: list[str],
) -> list[str]:
    found: list[str] = []
    for person in sorted(_people(requirement, sitting)):
        known = policy.find(Person, person)
        handle = None if known is None else handle_of(known, platform)
        if handle is None:
            unsaid.append(
                said("`{person}` has no handle on {platform}", person=person, platform=platform)
            )
        else:
            found.append(f"@{handle}")
    return found


def _people(requirement: Requirement, sitting: Sitting) -> frozenset[str]:
    """Those who must be asked: for a council that includes its chair, the whole council."""
    asked = agreement_of(requirement)
    found = [sitting.of(target) for target in targets_of(asked)]
    for _ in votes_of(asked):
        found += [seat for bench in sitting.benches() for seat in bench.seats]
    return frozenset[str]().union(*found)


def _unsaid(control: ChangeControl, sitting: Sitting) -> Iterator[str]:
    """Everything that a list of patterns and owners has no words for."""
    for rule in control.rules:
        when = rule.when
        if when.effects is not None:
            yield said(
                "rule `{id}`: effects ({effects})", id=rule.id, effects=", ".join(when.effects)
            )
        elif when.kinds is not None and when.paths is not None:
            yield said("rule `{id}`: kinds within paths", id=rule.id)
        elif when.kinds is not None:
            yield said("rule `{id}`: kinds; the files that have them now are listed", id=rule.id)
        if not _is_simple(rule.requires):
            words = in_words(agreement_of(rule.requires), sitting)
            yield said("rule `{id}`: {words}", id=rule.id, words=words)
    if not _is_simple(control.otherwise.requires):
        words = in_words(agreement_of(control.otherwise.requires), sitting)
        yield said("otherwise: {words}", words=words)


def _is_simple(requirement: Requirement) -> bool:
    """Whether one of some people is enough."""
    return isinstance(requirement, str)
