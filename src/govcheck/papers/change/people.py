"""What becomes of councils and rotas, in sentences that name people."""

from collections.abc import Iterator
from typing import Final

from govcheck.change.effect import Effect, EffectClass
from govcheck.duty.rotas import on_shift
from govcheck.duty.seats import in_term
from govcheck.papers.change.statement import ComparedRow, Fields, Statement, Voice, by_id
from govcheck.time.clock import DAY, local, parse_date

_TURNS: Final = (
    "timezone", "starts", "handover", "shift", "turns", "layers", "calendar", "until",
)  # fmt: skip
"""Fields of a rota that decide when shifts begin and end."""


def council(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Seats, the chair, votes and the quorum."""
    name = voice.document(f"council/{new['id']}")
    yield from _seats(voice, old, new, name)
    say = voice.tongue.say
    if old["chair"] != new["chair"]:
        text = say(
            "{after} chairs {council} instead of {before}",
            before=voice.person(old["chair"]), after=voice.person(new["chair"]), council=name,
        )  # fmt: skip
        yield Statement(text, ("/chair",))
    if old["quorum"] != new["quorum"]:
        text = say(
            "{council} needs {after} people for a quorum instead of {before}",
            before=old["quorum"], after=new["quorum"], council=name,
        )  # fmt: skip
        kind: EffectClass = "weaker" if new["quorum"] < old["quorum"] else "stricter"
        before, after = (voice.tongue.number(one["quorum"]) for one in (old, new))
        row = ComparedRow(kind, say("People for a quorum"), before, after, (name,))
        subject = frozenset({f"council/{new['id']}/quorum"})
        yield Statement(text, ("/quorum",), kind, (row,), subject)
    votes = {
        "majority": say("a majority"),
        "two-thirds": say("two thirds"),
        "unanimity": say("everybody"),
    }
    was, becomes = (one.get("decides_by", "majority") for one in (old, new))
    if was != becomes:
        text = say(
            "{council} decides by {after} instead of {before}",
            council=name, before=votes[was], after=votes[becomes],
        )  # fmt: skip
        weaker = [*votes].index(becomes) < [*votes].index(was)
        yield Statement(text, ("/decides_by",), "weaker" if weaker else "stricter")
    chains = [one.get("chain_of_command", []) for one in (old, new)]
    if chains[0] != chains[1]:
        text = say(
            "in an emergency the first of these commands: {people} ({council})",
            people=voice.people(tuple(chains[1])), council=name,
        )  # fmt: skip
        yield Statement(text, ("/chain_of_command",))


def _seats(voice: Voice, old: Fields, new: Fields, name: str) -> Iterator[Statement]:
    ours, theirs = by_id(old["seats"], "person"), by_id(new["seats"], "person")
    left = [one for one in ours if one not in theirs]
    came = [one for one in theirs if one not in ours]
    say = voice.tongue.say
    for person in left:
        position, seat = ours[person]
        heirs = [one for one in came if theirs[one][1]["represents"] == seat["represents"]]
        if not heirs:
            text = say(
                "{person} has no seat on {council} any more",
                person=voice.person(person), council=name,
            )  # fmt: skip
            yield Statement(text, (f"/seats/{position}",))
            continue
        heir = heirs[0]
        came.remove(heir)
        at, taken = theirs[heir]
        covers = (f"/seats/{position}", f"/seats/{at}")
        text = say(
            "{person} takes {other}'s seat on {council}",
            person=_from(voice, heir), other=voice.person(person), council=name,
        )  # fmt: skip
        since = (taken.get("term") or {}).get("from")
        if since is not None and _lies_ahead(voice, since):
            text = say(
                "{person} takes {other}'s seat on {council} from {day}",
                person=_from(voice, heir), other=voice.person(person), council=name,
                day=_day(voice, since),
            )  # fmt: skip
            if _is_filled(voice, new["id"], person):
                text = say("{what}; the seat is empty until then", what=text)
        yield Statement(text, covers)
    for person in came:
        text = say("{person} gets a seat on {council}", person=_from(voice, person), council=name)
        yield Statement(text, (f"/seats/{theirs[person][0]}",))
    for person, (position, seat) in ours.items():
        if person in theirs and theirs[person][1] != seat:
            text = say(
                "{person}'s seat on {council} has another term, deputy or group",
                person=voice.person(person), council=name,
            )  # fmt: skip
            yield Statement(text, (f"/seats/{position}",))


def _is_filled(voice: Voice, name: str, person: str) -> bool:
    """Whether somebody holds a seat of the base now, which then is empty."""
    found = voice.comparison.base.program.roster.councils.get(name)
    seats = () if found is None else found.seats
    return any(one.person == person and in_term(one, voice.comparison.at) for one in seats)


def _from(voice: Voice, name: str) -> str:
    """Somebody with their employer, where that is not the organisation."""
    found = [
        one
        for side in (voice.comparison.head, voice.comparison.base)
        for one in side.policy.people
        if one.id == name
    ]
    said = voice.person(name)
    if not found or found[0].employer is None:
        return said
    return voice.tongue.say(
        "{person} (of another company, {employer})", person=said, employer=found[0].employer
    )


def _lies_ahead(voice: Voice, day: str) -> bool:
    return parse_date(day) > local(voice.comparison.at, voice.zone).date()


def _day(voice: Voice, day: str) -> str:
    at = (parse_date(day).toordinal() - 719_163) * DAY + DAY // 2
    return voice.tongue.day(at, "UTC")


def rota(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Members and their order, and whose shift it is at once."""
    name = voice.document(f"rota/{new['id']}")
    say = voice.tongue.say
    ours, theirs = old["members"], new["members"]
    if ours != theirs:
        left = [one for one in ours if one not in theirs]
        came = [one for one in theirs if one not in ours]
        moved = [one for one, other in zip(ours, theirs, strict=False) if one != other]
        if left and came:
            text = say(
                "{came} on duty in place of {left} ({rota})",
                came=_all(voice, came), left=_all(voice, left), rota=name,
            )  # fmt: skip
        elif left:
            text = say("no shifts any more for {left} ({rota})", left=_all(voice, left), rota=name)
        elif came:
            text = say("shifts for {came}, too ({rota})", came=_all(voice, came), rota=name)
        elif len(moved) == 2 and len(ours) == len(theirs):
            text = say(
                "{one} and {other} change places on duty ({rota})",
                one=voice.person(moved[0]), other=voice.person(moved[1]), rota=name,
            )  # fmt: skip
        else:
            text = say(
                "the order of shifts becomes {people} ({rota})",
                people=voice.people(tuple(theirs)), rota=name,
            )  # fmt: skip
        yield Statement(text + _running(voice, new["id"], effects), ("/members",))
    others = [field for field in _TURNS if old.get(field) != new.get(field)]
    if others:
        text = say("shifts begin or end at other times ({rota})", rota=name)
        covers = tuple(f"/{field}" for field in others)
        yield Statement(text + _running(voice, new["id"], effects), covers)
    if old.get("overrides") != new.get("overrides"):
        text = say("somebody else takes single shifts ({rota})", rota=name)
        yield Statement(text + _running(voice, new["id"], effects), ("/overrides",))


def _running(voice: Voice, name: str, effects: tuple[Effect, ...]) -> str:
    """Whose shift it is from the merge on, or else when that is somebody else's first."""
    comparison = voice.comparison
    before, after = (
        on_shift(side.program.roster.rotas[name], side.program.roster, comparison.at)
        for side in (comparison.base, comparison.head)
    )
    say = voice.tongue.say
    if before != after and before and after:
        return "; " + say(
            "the running shift goes from {before} to {after} when this merges",
            before=voice.person(before), after=voice.person(after),
        )  # fmt: skip
    if before != after:
        return "; " + say("whose shift it is changes when this merges")
    starts = [one.intervals[0][0] for one in effects if one.intervals]
    if not starts:
        return ""
    first = voice.tongue.moment(min(starts), voice.zone, comparison.at)
    return "; " + say("the first shift that is another begins {at}", at=first)


def _all(voice: Voice, people: list[str]) -> str:
    return voice.tongue.all_of([voice.person(one) for one in people])
