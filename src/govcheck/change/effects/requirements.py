"""What rights ask for: trainings, roles kept apart, a second factor, what may be posted.

Where less is asked, a right is had more easily, and so counts as granted.
"""

from collections.abc import Iterable, Iterator

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import changed_pairs, effect, field_in_words
from govcheck.model.base import Document
from govcheck.model.change_control import EffectName
from govcheck.model.channel import Channel, Content
from govcheck.model.role import Role
from govcheck.model.training import Training
from govcheck.time.clock import said_duration
from govcheck.translation import said


def requirements(comparison: Comparison) -> Iterator[Effect]:
    """Requirements that come, go, or become harder or easier to meet."""
    for name, old, new in changed_pairs(comparison, Role):
        if old is not None and new is not None:
            holders = {
                person
                for side in (comparison.base, comparison.head)
                for person in side.program.roster.roles.get(name, ())
            }
            yield from _of_role(comparison, old, new, holders)
    for _, training, retrained in changed_pairs(comparison, Training):
        if training is not None and retrained is not None:
            yield from _of_training(comparison, training, retrained)
    for _, channel, account in changed_pairs(comparison, Channel):
        if channel is not None and account is not None:
            yield from _of_channel(comparison, channel, account)


def _of_role(comparison: Comparison, old: Role, new: Role, holders: set[str]) -> Iterator[Effect]:
    for field in ("requires_training", "excludes"):
        ours, theirs = ([f"{field} {one}" for one in getattr(side, field)] for side in (old, new))
        yield from _asked(comparison, new, field, ours, theirs, holders)


def _asked(
    comparison: Comparison,
    document: Document,
    field: str,
    ours: Iterable[str],
    theirs: Iterable[str],
    people: Iterable[str] = (),
) -> Iterator[Effect]:
    """What is not asked any more, and what is asked anew."""
    for one in _missing(ours, theirs):
        yield _told(comparison, document, field, one, None, grants=True, people=people)
    for one in _missing(theirs, ours):
        yield _told(comparison, document, field, None, one, grants=False, people=people)


def _of_training(comparison: Comparison, old: Training, new: Training) -> Iterator[Effect]:
    """A training that is valid for longer is taken less often."""
    valid, stays = old.valid_for, new.valid_for
    if valid != stays:
        before, after = (
            said("valid for good")
            if one is None
            else said("valid for {time}", time=said_duration(one))
            for one in (valid, stays)
        )
        grants = stays is None or (valid is not None and stays > valid)
        yield _told(comparison, new, "valid_for", before, after, grants=grants)


def _of_channel(comparison: Comparison, old: Channel, new: Channel) -> Iterator[Effect]:
    if old.mfa != new.mfa:
        before, after = (f"mfa {field_in_words(one, 'mfa')}" for one in (old, new))
        if new.mfa is not True:
            yield _told(comparison, new, "mfa", before, after, grants=True)
        if old.mfa is not True and new.mfa:
            yield _told(comparison, new, "mfa", before, after, grants=False)
    ours, theirs = _content(old), _content(new)
    yield from _asked(comparison, new, "content", _banned(ours), _banned(theirs))
    for allowed in _missing(theirs.allowed or _ANYTHING, ours.allowed or _ANYTHING):
        yield _told(comparison, new, "content", None, allowed, grants=True)
    for allowed in _missing(ours.allowed or _ANYTHING, theirs.allowed or _ANYTHING):
        yield _told(comparison, new, "content", allowed, None, grants=False)


_ANYTHING = (said("anything that is not forbidden"),)


def _banned(content: Content) -> tuple[str, ...]:
    """What a channel forbids, a pattern as it is written."""
    things = (
        entry
        if isinstance(entry, str)
        else said("text like {pattern}", pattern=f"/{entry.pattern}/")
        for entry in content.forbidden
    )
    return tuple(said("no {thing}", thing=thing) for thing in things)


def _content(channel: Channel) -> Content:
    standards = channel.standards
    found = None if standards is None else standards.content
    return Content.model_validate({}) if found is None else found


def _missing(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    return sorted(set(ours) - set(theirs))


def _told(
    comparison: Comparison,
    document: Document,
    field: str,
    before: str | None,
    after: str | None,
    *,
    grants: bool,
    people: Iterable[str] = (),
) -> Effect:
    name: EffectName = "grants-permission" if grants else "revokes-permission"
    subject = document.ref if isinstance(document, Role) else f"{document.ref}/{field}"
    told = effect(comparison, name, subject, before, after, [document.ref], people=people)
    return told._replace(place=document.place("standards" if field == "content" else field))
