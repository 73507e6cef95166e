"""Which lines of a log are about which action and approval."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from govcheck.logbook.consent import Given, drafters_of, given
from govcheck.logbook.entry import Entry, Logbook, LogProblem
from govcheck.nearest import did_you_mean
from govcheck.simulate.outcome import ApprovalState, Obligation
from govcheck.simulate.people import People
from govcheck.simulate.plan import PlannedPlaybook
from govcheck.simulate.program import ActionPlan, Program
from govcheck.translation import said


class LoggedObligation(NamedTuple):
    """An obligation with what the log says of it."""

    obligation: Obligation
    action: ActionPlan | None
    """None for what the escalation owes."""
    playbook: str = ""
    line: Entry | None = None
    """By which it was done."""
    skipped: Entry | None = None
    approvals: tuple[tuple[ApprovalState, Given], ...] = ()


def lines_of(
    name: str, book: Logbook, program: Program, among: Collection[str]
) -> Mapping[str, list[Entry]]:
    """The lines about each action (`action`, `action#2`) and approval (`?approval`)."""
    found: dict[str, list[Entry]] = {}
    for line in book.entries:
        for written, mark in ((line.action, ""), (line.approval, "?")):
            place = (
                resolved(program, written, approvals=mark == "?", among=among) if written else None
            )
            if place is not None and place[0] == name:
                found.setdefault(f"{mark}{place[1]}", []).append(line)
    return found


def names_of(program: Program, *, approvals: bool) -> list[str]:
    """Every action of a playbook, or every approval, as `playbook/action`."""
    return [
        f"{book.id}/{one}"
        for book in program.playbooks.values()
        for one in (book.approvals if approvals else [each.id for each in book.actions])
    ]


def resolved(
    program: Program, written: str, *, approvals: bool = False, among: Collection[str] = ()
) -> tuple[str, str] | None:
    """The playbook and the action (or approval) that a line names.

    A bare id does where it is the only one, or the only one of the playbooks `among`.
    """
    book, slash, name = written.partition("/")
    number = name if slash else book
    action, hash_, turn = number.partition("#")
    books = [book] if slash else list(program.playbooks)
    found = [
        one
        for one in books
        if (playbook := program.playbooks.get(one)) is not None
        and action in (playbook.approvals if approvals else {each.id for each in playbook.actions})
    ]
    found = found if len(found) < 2 else [one for one in found if one in among]
    return (found[0], f"{action}{hash_}{turn}") if len(found) == 1 else None


def done_of(
    planned: PlannedPlaybook, mine: Mapping[str, list[Entry]]
) -> dict[str, tuple[int, ...]]:
    """When each action of a playbook was done, each time, by its lines."""
    found: dict[str, tuple[int, ...]] = {}
    for action in planned.playbook.actions:
        lines = _done_lines(action, mine)
        if lines:
            found[action.id] = tuple(one.at for one in lines)
    return found


def _done_lines(action: ActionPlan, mine: Mapping[str, list[Entry]]) -> list[Entry]:
    """The lines by which an action was done, each time."""
    names = [action.id, *(f"{action.id}#{turn + 1}" for turn in range(action.times))]
    lines = [one for name in names for one in mine.get(name, ()) if one.event == "done"]
    return sorted(lines, key=lambda one: (one.at, one.line))


def consents_of(
    planned: PlannedPlaybook, mine: Mapping[str, list[Entry]], there: People, at: int
) -> dict[str, Given]:
    """How far each approval of a playbook was given by an instant."""
    found: dict[str, Given] = {}
    for name, asked in planned.playbook.approvals.items():
        lines = mine.get(f"?{name}", [])
        drafters = frozenset[str]()
        for action in planned.playbook.actions:
            if name in action.needs:
                since = min((one.at for one in lines), default=at)
                drafters |= drafters_of(action, there, since)
                if not action.drafted_by:
                    drafters |= {one.who for one in _done_lines(action, mine)}
        found[name] = given(asked, lines, there, drafters)
    return found


def with_lines(
    planned: PlannedPlaybook,
    obligations: tuple[Obligation, ...],
    states: tuple[ApprovalState, ...],
    mine: Mapping[str, list[Entry]],
    consents: Mapping[str, Given],
) -> Iterator[LoggedObligation]:
    """Obligations with the lines and the approvals that are about them."""
    actions = {action.id: action for action in planned.playbook.actions}
    for one in obligations:
        name, _, turn = one.id.partition("/")[2].partition("#")
        action = actions[name]
        lines = _done_lines(action, mine)
        place = int(turn or 1) - 1
        skipped = [
            line
            for key in {name, one.id.partition("/")[2]}
            for line in mine.get(key, ())
            if line.event == "skipped"
        ]
        yield LoggedObligation(
            one,
            action,
            planned.playbook.id,
            lines[place] if place < len(lines) else None,
            skipped[-1] if skipped else None,
            tuple(
                (state, consents[state.id])
                for state in states
                if state.action == f"{planned.playbook.id}/{name}"
            ),
        )


def contradictions(program: Program, book: Logbook, among: Collection[str]) -> Iterator[LogProblem]:
    """Lines about what the policy does not have."""
    roster = program.roster.people
    for line in book.entries:
        for who in {line.by, line.person, line.to} - {""}:
            if who not in roster and not who.startswith("tool:"):
                yield LogProblem(
                    line.line,
                    said("there is no person `{who}`", who=who),
                    did_you_mean(who, roster),
                )
        for written, what in ((line.action, "action"), (line.approval, "approval")):
            approvals = what == "approval"
            if written and resolved(program, written, approvals=approvals, among=among) is None:
                known = names_of(program, approvals=approvals)
                message = said("no playbook has the {what} `{written}`", what=what, written=written)
                yield LogProblem(line.line, message, did_you_mean(written, known))
