"""What is owed: the obligations that will be missed, and what to do now."""

from collections.abc import Callable

from govcheck.briefing.simulation.sheet import Row, Section
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.simulate.outcome import Event, Obligation, Told
from govcheck.tongue import Tongue

ACKNOWLEDGE = "acknowledge"
"""The obligation that the notifications themselves fulfil, like those of councils."""


def missed(view: OutcomeView) -> Section:
    """The obligations that will not be met, earliest first."""
    late = sorted((owed for owed in view.outcome.obligations if not owed.kept), key=_by_due)
    rows = (
        Row(
            _shortfall(view, owed),
            (view.tongue.say("due {at}", at=view.at(owed.due)), view.since(owed.due)),
            (),
            "alarm",
        )
        for owed in late
    )
    say = view.tongue.say
    return Section(say("Missed"), tuple(rows), (say("due"), say("after")))


def _shortfall(view: OutcomeView, owed: Obligation) -> str:
    tongue = view.tongue
    words = f"{owed.id} {ending(owed, tongue, lead=False)}"
    if owed.do:
        words += f": {view.text(owed.do)}"
    words += " - " + tongue.say("owed by {who}", who=view.owners(owed.owed_by))
    if owed.waits_for:
        words += ", " + tongue.say("waits for {what}", what=tongue.all_of(owed.waits_for))
    return words


def ending(
    owed: Obligation | Event,
    tongue: Tongue,
    called: Callable[[str], str] = str,
    *,
    lead: bool = True,
) -> str:
    """How an obligation ends: `met, 10 min to spare`, `MISSED, 5 min late`, `MISSED, never done`.

    Then of whom, by what they are `called`, nobody is told in time. `lead` says whether it is
    MISSED; without, the heading above has said so.
    """
    say, seconds = tongue.say, owed.slack
    if seconds is None or not owed.met:
        late = "" if seconds is None else tongue.duration(-seconds)
        how = say("{duration} late", duration=late) if late else say("never done")
        how = say("MISSED, {how}", how=how) if lead else how
    elif seconds:
        how = say("met, {duration} to spare", duration=tongue.duration(seconds))
    else:
        how = say("met, nothing to spare")
    if not owed.untold:
        return how
    untold = say(
        "UNTOLD, no step tells {who} in time", who=tongue.any_of([*map(called, owed.untold)])
    )
    return untold if owed.met else f"{how}, {untold}"


def do_now(view: OutcomeView) -> Section:
    """Whom to tell at once, and the actions in the order of their deadlines."""
    say = view.tongue.say
    nothing = say("nobody is notified, and nothing is owed")
    rows = (*tell_first(view), *act(view)) or (Row(nothing),)
    return Section(say("Do now"), rows, (say("when"), say("after")) if rows[0].lead else ())


def tell_first(view: OutcomeView) -> tuple[Row, ...]:
    """Everybody who is told first."""
    return tuple(
        Row(
            view.tongue.say("tell {who}", who=notice(view, told, event.at)),
            (
                view.tongue.say("now") if event.at == view.detected_at else view.at(event.at),
                view.since(event.at),
            ),
        )
        for event in view.first_notices()
        for told in event.people
    )


def act(view: OutcomeView) -> tuple[Row, ...]:
    """The actions in the order of their deadlines, those without one last.

    Of a recurring one only the first; the timeline has the others. What the notifications fulfil
    is no action; what several playbooks ask for alike is said once.
    """
    told = {ACKNOWLEDGE, *(f"council/{quorum.council}" for quorum in view.outcome.quorums)}
    owed = [one for one in view.outcome.obligations if one.id not in told]
    dated = {one.id.partition("#")[0] for one in owed}
    first = [one for one in owed if one.id.partition("#")[2] in ("", "1")]
    undated = [
        event
        for event in view.outcome.timeline
        if event.event == "act" and (event.obligation or "").partition("#")[0] not in dated
    ]
    rows = (
        *(_dated(view, one) for one in sorted(first, key=_by_due)),
        *(_undated(view, event) for event in undated),
    )
    return tuple(dict.fromkeys(rows))


def _dated(view: OutcomeView, owed: Obligation) -> Row:
    tongue = view.tongue
    doing = f"{view.owners(owed.owed_by)}: {view.text(owed.do)}"
    if view.outcome.is_only_possible(owed):
        playbook = owed.id.partition("/")[0]
        doing = tongue.say("if {playbook} applies, {doing}", playbook=playbook, doing=doing)
    if owed.waits_for:
        doing += " - " + tongue.say("not before {what}", what=tongue.all_of(owed.waits_for))
    if not owed.kept:
        doing += f" - {ending(owed, tongue)}"
    below = [tongue.say("text: {file}", file=owed.template)] if owed.template else []
    below += left_out(view, owed.left_out)
    return Row(
        doing,
        (tongue.say("by {at}", at=view.at(owed.due)), view.since(owed.due)),
        tuple(below),
        "plain" if owed.kept else "alarm",
    )


def _undated(view: OutcomeView, event: Event) -> Row:
    playbook, _, name = (event.obligation or "").partition("/")
    known = view.program.playbooks.get(playbook)
    action = next((one for one in known.actions if one.id == name), None) if known else None
    who = view.people(told.person for told in event.people)
    if action is None:
        doing = event.obligation or ""
    else:
        who = who or action.owed_by
        doing = view.text(action.do)
    undated = view.tongue.say("no deadline")
    return Row(f"{who}: {doing}" if who else doing, (undated, ""))


def notice(view: OutcomeView, told: Told, at: int) -> str:
    """A person who is told: `Ben Okafor (rota:duty) by phone, chat [06:40 Asia/Tokyo]`."""
    words = f"{view.names.person(told.person)} ({', '.join(told.targets)})"
    if told.stands_in_for:
        words += " " + view.tongue.say("for {who}", who=view.names.person(told.stands_in_for))
    if told.via:
        words += " " + view.tongue.say("by {ways}", ways=view.ways(told.via))
    theirs = view.their_clock(told.person, at)
    return f"{words} [{theirs}]" if theirs else words


def left_out(view: OutcomeView, people: tuple[str, ...]) -> list[str]:
    """Who is left out because of a conflict of interest, in a line of its own."""
    if not people:
        return []
    return [view.tongue.say("not {who}: conflict of interest", who=view.people(people))]


def _by_due(owed: Obligation) -> tuple[int, str]:
    return owed.due, owed.id
