"""What becomes of people and of the accounts that they run, in sentences that name them."""

from collections.abc import Iterator

from govcheck.change.effect import Effect
from govcheck.papers.change.statement import Fields, Statement, Voice
from govcheck.time.clock import DAY, parse_date, parse_instant


def person(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Days off, ways to reach somebody (never the numbers), deputies and roles."""
    say, name = voice.tongue.say, voice.person(new["id"])
    stood, stand = (one.get("absences") or [] for one in (old, new))
    for absence in stand:
        if absence not in stood:
            days = _days(voice, absence)
            yield Statement(say("{person} is away {days}", person=name, days=days), ("/absences",))
    for absence in stood:
        if absence not in stand:
            days = _days(voice, absence)
            text = say("{person} is no longer away {days}", person=name, days=days)
            yield Statement(text, ("/absences",))
    contacts = [[(one["via"], one["address"]) for one in side.get("contacts") or ()]
                for side in (old, new)]  # fmt: skip
    if contacts[0] != contacts[1]:
        other = {via for via, _ in {*contacts[0]} ^ {*contacts[1]}}
        ways = voice.ways([*dict.fromkeys(via for side in contacts for via, _ in side
                                          if via in other or not other)])  # fmt: skip
        text = say("{person} is reached otherwise ({ways})", person=name, ways=ways)
        yield Statement(text, ("/contacts",))
    deputies = [one.get("deputies") or [] for one in (old, new)]
    if deputies[0] != deputies[1]:
        before, after = (voice.people(tuple(one)) for one in deputies)
        text = say(
            "who stands in for {person}: {after}, before it was {before}",
            person=name, before=before, after=after,
        )  # fmt: skip
        yield Statement(text, ("/deputies",))
    roles = [one.get("roles") or [] for one in (old, new)]
    left, came = ([voice.document(f"role/{role}") for role in one if role not in other]
                  for one, other in (roles, roles[::-1]))  # fmt: skip
    if came:
        text = say("{person} becomes {roles}", person=name, roles=voice.tongue.all_of(came))
        yield Statement(text, ("/roles",))
    if left:
        text = say("{person} is no longer {roles}", person=name, roles=voice.tongue.all_of(left))
        yield Statement(text, ("/roles",))


def channel(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """The second factor, who agrees to posts, and who has the account."""
    say, name = voice.tongue.say, voice.document(f"channel/{new['id']}")
    subject = frozenset({f"channel/{new['id']}/mfa"})
    if old.get("mfa") is True and new.get("mfa") is not True:
        text = say("{channel} is no longer protected by a second factor", channel=name)
        yield Statement(text, ("/mfa",), "weaker", (), subject)
    elif new.get("mfa") is True and old.get("mfa") is not True:
        text = say("{channel} is now protected by a second factor", channel=name)
        yield Statement(text, ("/mfa",), "stricter", (), subject)
    asked = [(one.get("standards") or {}).get("approvals") or {} for one in (old, new)]
    if asked[0] != asked[1]:
        before, after = (_drafts(voice, one) for one in asked)
        text = say(
            "who agrees to posts on {channel}: {after}, before it was {before}",
            channel=name, before=before, after=after,
        )  # fmt: skip
        yield Statement(text, ("/standards/approvals",))
    admins = [one.get("admins") or [] for one in (old, new)]
    if {*admins[0]} != {*admins[1]}:
        before, after = (voice.people(tuple(one)) for one in admins)
        text = say(
            "who administers {channel}: {after}, before it was {before}",
            channel=name, before=before, after=after,
        )  # fmt: skip
        yield Statement(text, ("/admins",))


def arrival(voice: Voice, ref: str, new: Fields) -> str | None:
    """What a document that comes means to people, where it can be said in a sentence."""
    if not ref.startswith("waiver/"):
        return None
    subject = voice.document(new["subject"])
    return voice.tongue.say(
        "what {check} finds ({subject}) is accepted until {day} by {people}: {reason}",
        check=new["check"], subject=subject, day=_day(voice, new["until"]),
        people=voice.tongue.all_of([*map(voice.person, new["approved_by"])]),
        reason=voice.tongue.text(new["reason"]),
    )  # fmt: skip


def _drafts(voice: Voice, asked: Fields) -> str:
    number = asked.get("drafts", 1) if asked else 0
    if not number:
        return voice.tongue.say("nobody")
    if not asked.get("by"):
        return voice.tongue.say("anybody")
    if number == 1:
        return voice.agreement({"any_of": asked["by"]})
    return voice.agreement({"count": number, "of": asked["by"]})


def _days(voice: Voice, absence: Fields) -> str:
    first, last = (_day(voice, absence[end]) for end in ("from", "to"))
    if first == last:
        return voice.tongue.say("on {day}", day=first)
    return voice.tongue.say("from {first} to {last}", first=first, last=last)


def _day(voice: Voice, at: str) -> str:
    """A day, or an instant on the organisation's clock."""
    if "T" in at:
        return voice.tongue.moment(parse_instant(at), voice.zone, 0)
    return voice.tongue.day((parse_date(at).toordinal() - 719_163) * DAY + DAY // 2, "UTC")
