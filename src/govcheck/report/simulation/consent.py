"""Who must agree: approvals, what is forbidden until then, and councils with their quorum."""

from govcheck.report.simulation.sheet import Row, Section, Tone
from govcheck.report.simulation.view import OutcomeView
from govcheck.simulate.outcome import ApprovalState, Approver, Quorum, SeatState


def approvals(view: OutcomeView) -> Section:
    """Each approval with who can give it now, who cannot, and who stands in for whom."""
    return Section("Approvals", tuple(_approval(view, one) for one in view.outcome.approvals))


def _approval(view: OutcomeView, approval: ApprovalState) -> Row:
    able = [_approver(view, one) for one in approval.approvers if one.available]
    unable = [_approver(view, one) for one in approval.approvers if not one.available]
    below = [f"needs {approval.requires}", f"can now: {'; '.join(able) or 'nobody'}"]
    if unable:
        below.append(f"cannot: {'; '.join(unable)}")
    tone: Tone = "plain" if approval.given else "alarm"
    text = f"{approval.id} for {approval.action}: {_window(view, approval)}"
    return Row(text, below=tuple(below), tone=tone)


def _window(view: OutcomeView, approval: ApprovalState) -> str:
    if approval.requested is None:
        return "NEVER ASKED, what comes before is never done"
    asked = f"ask {view.at(approval.requested)}"
    if approval.ends is None:
        return f"{asked}, NOT GIVEN"
    given = "given" if approval.given else "NOT GIVEN"
    return f"{asked}, {given} by {view.at(approval.ends)}"


def _approver(view: OutcomeView, approver: Approver) -> str:
    words = f"{view.person(approver.person)} ({approver.target})"
    if approver.stands_in_for:
        words += f" for {view.person(approver.stands_in_for)}"
    return f"{words}, {approver.why_not}" if approver.why_not else words


def forbidden(view: OutcomeView) -> Section:
    """What nobody may do before the approvals are given."""
    return Section("Forbidden until approved", tuple(map(Row, view.outcome.forbidden)))


def quorum(view: OutcomeView) -> Section:
    """Each convened council: how many are needed, by when, and who is there."""
    return Section("Quorum", tuple(_quorum(view, one) for one in view.outcome.quorums))


def _quorum(view: OutcomeView, quorum: Quorum) -> Row:
    late = quorum.reached is None or (quorum.due is not None and quorum.reached > quorum.due)
    reached = "NEVER REACHED" if quorum.reached is None else f"reached {view.at(quorum.reached)}"
    due = "" if quorum.due is None else f", due {view.at(quorum.due)}"
    text = f"{quorum.council}: {quorum.needed} of {len(quorum.seats)} needed, {reached}{due}"
    filled = [_seat(view, seat) for seat in quorum.seats if seat.by is not None]
    vacant = [_seat(view, seat) for seat in quorum.seats if seat.by is None]
    below = [f"there: {', '.join(filled) or 'nobody'}"]
    if vacant:
        below.append(f"not there: {', '.join(vacant)}")
    return Row(text, below=tuple(below), tone="alarm" if late else "plain")


def _seat(view: OutcomeView, seat: SeatState) -> str:
    words = view.person(seat.by or seat.holder)
    if seat.by not in (None, seat.holder):
        words += f" for {view.person(seat.holder)}"
    if seat.conflict == "hard":
        words += " (conflict of interest)"
    elif seat.conflict == "soft":
        words += " (conflict of interest: no vote)"
    return words
