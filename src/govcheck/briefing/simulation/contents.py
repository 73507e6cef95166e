"""What a reader of all of it sees, in which order."""

from govcheck.briefing.simulation.duties import do_now, missed
from govcheck.briefing.simulation.sheet import Row, Section, Sheet, Tone
from govcheck.briefing.simulation.timeline import timeline
from govcheck.briefing.simulation.verdict import headline, subtitle, why
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.engine.ruleset import OpenFact
from govcheck.simulate.outcome import ApprovalState, Approver, Quorum, SeatState
from govcheck.tongue import ENGLISH


def approvals(view: OutcomeView) -> Section:
    """Each approval with who can give it now, who cannot, and who stands in for whom."""
    return Section(
        view.tongue.say("Approvals"), tuple(_approval(view, one) for one in view.outcome.approvals)
    )


def _approval(view: OutcomeView, approval: ApprovalState) -> Row:
    able = [_approver(view, one) for one in approval.approvers if one.available]
    unable = [_approver(view, one) for one in approval.approvers if not one.available]
    say = view.tongue.say
    below = [
        say("needs {what}", what=_requires(view, approval)),
        say("can now: {who}", who="; ".join(able) or say("nobody")),
    ]
    if unable:
        below.append(say("cannot: {who}", who="; ".join(unable)))
    tone: Tone = "plain" if approval.given else "alarm"
    text = say("{approval} for {action}", approval=approval.id, action=approval.action)
    text += f": {_window(view, approval)}"
    return Row(text, below=tuple(below), tone=tone)


def _window(view: OutcomeView, approval: ApprovalState) -> str:
    say = view.tongue.say
    if approval.requested is None:
        return say("NEVER ASKED, what comes before is never done")
    asked = view.at(approval.requested)
    if approval.ends is None:
        return say("ask {at}, NOT GIVEN", at=asked)
    ends = view.at(approval.ends)
    if approval.given:
        return say("ask {at}, given by {end}", at=asked, end=ends)
    return say("ask {at}, NOT GIVEN by {end}", at=asked, end=ends)


def _requires(view: OutcomeView, approval: ApprovalState) -> str:
    """Whose agreement is asked for, by names where the tongue is not the program's own."""
    if view.tongue.language == ENGLISH.language:
        return approval.requires
    playbook = view.program.playbooks.get(approval.action.partition("/")[0])
    plan = None if playbook is None else playbook.approvals.get(approval.id)
    if plan is None:
        return approval.requires
    return view.names.agreement(plan.by)


def _approver(view: OutcomeView, approver: Approver) -> str:
    words = f"{view.names.person(approver.person)} ({approver.target})"
    if approver.stands_in_for:
        words += " " + view.tongue.say("for {who}", who=view.names.person(approver.stands_in_for))
    return f"{words}, {view.text(approver.why_not)}" if approver.why_not else words


def forbidden(view: OutcomeView) -> Section:
    """What nobody may do before the approvals are given."""
    rows = tuple(Row(view.text(one)) for one in view.outcome.forbidden)
    return Section(view.tongue.say("Forbidden until approved"), rows)


def quorum(view: OutcomeView) -> Section:
    """Each convened council: how many are needed, by when, and who is there."""
    return Section(
        view.tongue.say("Quorum"), tuple(_quorum(view, one) for one in view.outcome.quorums)
    )


def _quorum(view: OutcomeView, quorum: Quorum) -> Row:
    late = quorum.reached is None or (quorum.due is not None and quorum.reached > quorum.due)
    say = view.tongue.say
    reached = (
        say("NEVER REACHED")
        if quorum.reached is None
        else say("reached {at}", at=view.at(quorum.reached))
    )
    due = "" if quorum.due is None else ", " + say("due {at}", at=view.at(quorum.due))
    needed = say("{needed} of {seats} needed", needed=quorum.needed, seats=len(quorum.seats))
    text = f"{quorum.council}: {needed}, {reached}{due}"
    filled = [_seat(view, seat) for seat in quorum.seats if seat.by is not None]
    vacant = [_seat(view, seat) for seat in quorum.seats if seat.by is None]
    below = [say("there: {who}", who=", ".join(filled) or say("nobody"))]
    if vacant:
        below.append(say("not there: {who}", who=", ".join(vacant)))
    return Row(text, below=tuple(below), tone="alarm" if late else "plain")


def _seat(view: OutcomeView, seat: SeatState) -> str:
    words = view.names.person(seat.by or seat.holder)
    if seat.by not in (None, seat.holder):
        words += " " + view.tongue.say("for {who}", who=view.names.person(seat.holder))
    if seat.conflict == "hard":
        words += view.tongue.say(" (conflict of interest)")
    elif seat.conflict == "soft":
        words += view.tongue.say(" (conflict of interest: no vote)")
    return words


def if_absent(view: OutcomeView) -> Section:
    """The people whose absence alone would break an obligation."""
    people = [
        view.names.person(name) + f" (--absent {name})" for name in view.outcome.single_points
    ]
    say = view.tongue.say
    missed = say("another obligation is missed without {who}", who=view.any_of(people))
    rows = [Row(missed)] if people else []
    return Section(say("If absent"), tuple(rows))


def still_unknown(view: OutcomeView) -> Section:
    """The unknown facts that could change a result, most decisive first; then the others."""
    rows = [_question(view, question) for question in view.outcome.ask_next]
    asked = {question.fact for question in view.outcome.ask_next}
    idle = [fact for fact in view.outcome.unknown if fact not in asked]
    if idle:
        said = view.tongue.say("cannot change a result: {facts}", facts=", ".join(idle))
        rows.append(Row(said, tone="quiet"))
    return Section(view.tongue.say("Still unknown"), tuple(rows))


def _question(view: OutcomeView, question: OpenFact) -> Row:
    answers = (
        f"{answer}: {', '.join(f'{name} {_results(view, to)}' for name, to in changes.items())}"
        for answer, changes in question.would_change.items()
    )
    return Row(f"{question.fact}: {view.text(question.question)}", below=tuple(answers))


def _results(view: OutcomeView, results: tuple[str, ...]) -> str:
    return ", ".join(results) or view.tongue.say("none")


def remarks(view: OutcomeView) -> Section:
    """What else a reader should know."""
    rows = tuple(Row(view.text(note)) for note in view.outcome.notes)
    return Section(view.tongue.say("Notes"), rows)


SECTIONS = (
    missed,
    do_now,
    why,
    timeline,
    approvals,
    forbidden,
    quorum,
    if_absent,
    still_unknown,
    remarks,
)


def full(view: OutcomeView) -> Sheet:
    """Everything there is to say; sections that have nothing to say are left out."""
    sections = (section(view) for section in SECTIONS)
    return Sheet(headline(view), subtitle(view), tuple(one for one in sections if one.rows))
