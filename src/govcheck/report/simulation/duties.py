"""What is owed: the obligations that will be missed, and what to do now."""

from govcheck.report.simulation.sheet import Row, Section
from govcheck.report.simulation.view import OutcomeView, any_of
from govcheck.simulate.outcome import Event, Obligation, Told
from govcheck.time.clock import format_duration

ACKNOWLEDGE = "acknowledge"
"""The obligation that the notifications themselves fulfil, like those of councils."""


def missed(view: OutcomeView) -> Section:
    """The obligations that will not be met, earliest first."""
    late = sorted((owed for owed in view.outcome.obligations if not owed.kept), key=_by_due)
    rows = (
        Row(_shortfall(view, owed), (f"due {view.at(owed.due)}", view.since(owed.due)), (), "alarm")
        for owed in late
    )
    return Section("Missed", tuple(rows), ("due", "after"))


def _shortfall(view: OutcomeView, owed: Obligation) -> str:
    words = f"{owed.id} {ending(owed).removeprefix('MISSED, ')}"
    if owed.do:
        words += f": {owed.do}"
    words += f" - owed by {view.owners(owed.owed_by)}"
    return f"{words}, waits for {' and '.join(owed.waits_for)}" if owed.waits_for else words


def slack(met: bool | None, seconds: int | None) -> str:
    """How an obligation ends: `met, 10m to spare`, `MISSED, 5m late`, `MISSED, never done`."""
    if seconds is None:
        return "MISSED, never done"
    if not met:
        return f"MISSED, {format_duration(-seconds)} late"
    return f"met, {format_duration(seconds)} to spare" if seconds else "met, nothing to spare"


def ending(owed: Obligation | Event) -> str:
    """How an obligation ends, and of whom nobody is told in time."""
    if isinstance(owed, Obligation) and owed.briefed:
        return f"{slack(owed.met, owed.slack)}, {any_of(owed.briefed)} must be told by a colleague"
    if not owed.untold:
        return slack(owed.met, owed.slack)
    untold = f"UNTOLD, no step tells {any_of(owed.untold)} in time"
    return untold if owed.met else f"{slack(owed.met, owed.slack)}, {untold}"


def do_now(view: OutcomeView) -> Section:
    """Whom to tell at once, and the actions in the order of their deadlines."""
    rows = (*tell_first(view), *act(view)) or (Row("nobody is notified, and nothing is owed"),)
    return Section("Do now", rows, ("when", "after") if rows[0].lead else ())


def tell_first(view: OutcomeView) -> tuple[Row, ...]:
    """Everybody who is told first."""
    return tuple(
        Row(
            f"tell {notice(view, told, event.at)}",
            ("now" if event.at == view.detected_at else view.at(event.at), view.since(event.at)),
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
    doing = f"{view.owners(owed.owed_by)}: {owed.do}"
    if owed.possible:
        doing = f"if {owed.id.partition('/')[0]} applies, {doing}"
    if owed.waits_for:
        doing += f" - not before {' and '.join(owed.waits_for)}"
    if not owed.kept:
        doing += f" - {ending(owed)}"
    below = [f"text: {owed.template}"] if owed.template else []
    below += left_out(view, owed.left_out)
    return Row(
        doing,
        (f"by {view.at(owed.due)}", view.since(owed.due)),
        tuple(below),
        "plain" if owed.kept else "alarm",
    )


def _undated(view: OutcomeView, event: Event) -> Row:
    playbook, _, name = (event.obligation or "").partition("/")
    known = view.program.playbooks.get(playbook)
    action = next((one for one in known.actions if one.id == name), None) if known else None
    who = view.people([told.person for told in event.people])
    if action is None:
        doing = event.obligation or ""
    else:
        who = who or action.owed_by
        doing = action.do
    return Row(f"{who}: {doing}" if who else doing, ("no deadline", ""))


def notice(view: OutcomeView, told: Told, at: int) -> str:
    """A person who is told: `Ben Okafor (rota:duty) by phone, chat [06:40 Asia/Tokyo]`."""
    words = f"{view.person(told.person)} ({', '.join(told.targets)})"
    if told.stands_in_for:
        words += f" for {view.person(told.stands_in_for)}"
    if told.via:
        words += f" by {', '.join(told.via)}"
    theirs = view.their_clock(told.person, at)
    return f"{words} [{theirs}]" if theirs else words


def left_out(view: OutcomeView, people: tuple[str, ...]) -> list[str]:
    """Who is left out because of a conflict of interest, in a line of its own."""
    return [f"not {view.people(people)}: conflict of interest"] if people else []


def _by_due(owed: Obligation) -> tuple[int, str]:
    return owed.due, owed.id
