"""Small rosters, escalations and playbooks drawn by chance, in zones whose clocks change."""

from random import Random

from govcheck.agreement.tree import Agreement, Every, Number, Some
from govcheck.duty.roster import (
    OpeningHours,
    Roster,
    RosterCouncil,
    RosterPerson,
    RosterSeat,
    Rotation,
    Substitution,
)
from govcheck.simulate.program import (
    ActionPlan,
    ApprovalPlan,
    EscalationPlan,
    PlaybookPlan,
    StepPlan,
)
from govcheck.time.clock import DAY, HOUR, MINUTE, parse_instant

CHANGES = (
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ("Europe/Dublin", "2026-10-25T01:00:00Z"),
    ("Africa/Casablanca", "2026-03-22T02:00:00Z"),
    ("Pacific/Kiritimati", "1994-12-31T10:00:00Z"),
    ("Europe/Berlin", "2026-03-29T01:00:00Z"),
)
"""A zone and the instant of a change of its clock."""

NAMES = ("ana", "ben", "cleo", "dan", "eve")
HOURS = ((8, 16), (9, 12), (13, 18), (20, 26), (0, 24))
TARGETS = (
    "rota:duty",
    "role:editor",
    "role:counsel",
    "person:ana",
    "person:eve",
    "chain:board",
    "council:board",
)


def stretch(chance: Random) -> tuple[str, int]:
    """A zone, and an instant up to two days before its clock changes."""
    zone, change = chance.choice(CHANGES)
    start = parse_instant(change) - chance.randrange(0, 2 * DAY, 15 * MINUTE)
    return zone, start


def roster(chance: Random, zone: str, start: int) -> Roster:
    """Five people, two calendars, a rota, a council, and who is away when."""
    calendars = [_calendar(chance, name, zone) for name in ("day", "late")]
    people = [_person(chance, name, zone, start) for name in NAMES]
    return Roster(
        timezone=zone,
        people={one.id: one for one in people},
        calendars={one.id: one for one in calendars},
        rotas={"duty": _rota(chance, zone, start)},
        councils={"board": _council(chance, start)},
        roles={
            "editor": _some(chance, NAMES, 1, 3),
            "counsel": _some(chance, NAMES, 1, 2),
        },
        teams={},
        representatives={},
        holidays={},
        holidays_version=None,
    )


def escalation(chance: Random) -> EscalationPlan:
    """Up to four steps, some of which wait for nobody."""
    steps = [
        StepPlan(
            f"s{number}",
            notify=_some(chance, TARGETS, 1, 2),
            convene="board" if chance.random() < 0.2 else None,
            ack=chance.choice(("any", "all")),
            wait=chance.choice((0, 5 * MINUTE, HOUR, 7 * HOUR)),
            on_empty=chance.choice(("next", "wait", "deputies")),
            always=chance.random() < 0.3,
        )
        for number in range(chance.randint(1, 4))
    ]
    last_resort = chance.choice((*TARGETS, "role:nobody"))
    return EscalationPlan("crisis", tuple(steps), last_resort, HOUR, chance.randint(0, 2))


def playbook(chance: Random) -> PlaybookPlan:
    """Up to four actions that wait for each other and for approvals."""
    approvals = {
        name: ApprovalPlan(
            name,
            _by(chance),
            chance.choice((0, 20 * MINUTE, 3 * HOUR, DAY)),
            chance.choice((None, None, "day", "late")),
        )
        for name in ("first", "second")
    }
    actions: list[ActionPlan] = []
    for number in range(chance.randint(1, 4)):
        before = [one.id for one in actions]
        clock = chance.choice(["detected", *(f"action:{name}" for name in before)])
        recurs = chance.random() < 0.15
        actions.append(
            ActionPlan(
                f"a{number}",
                "Do it",
                chance.choice(TARGETS),
                within=chance.choice((None, 0, 30 * MINUTE, 6 * HOUR, DAY)),
                clock=clock,
                calendar=chance.choice((None, None, "day", "late")),
                after=_some(chance, before, 0, 2),
                needs=_some(chance, list(approvals), 0, 2) if chance.random() < 0.5 else (),
                publishes=chance.random() < 0.5,
                drafted_by=chance.choice(("", "", "role:editor", "person:ben")),
                every=5 * HOUR if recurs else None,
                times=3 if recurs else 0,
            )
        )
    order = tuple(action.id for action in actions)
    return PlaybookPlan("leak", tuple(actions), order, approvals)


def _by(chance: Random, depth: int = 0) -> Agreement:
    shape = chance.random()
    if depth == 2 or shape < 0.5:
        return chance.choice(TARGETS)
    parts = tuple(_by(chance, depth + 1) for _ in range(chance.randint(1, 3)))
    if shape < 0.7:
        return Every(parts)
    return Some(parts) if shape < 0.85 else Number(chance.randint(1, 2), parts)


def _calendar(chance: Random, name: str, zone: str) -> OpeningHours:
    spans = tuple(
        tuple(
            (opens * 60, closes * 60)
            for opens, closes in sorted(chance.sample(HOURS, chance.randint(0, 2)))
        )
        for _ in range(7)
    )
    return OpeningHours(name, zone, spans, frozenset(), None, None)


def _person(chance: Random, name: str, zone: str, start: int) -> RosterPerson:
    others = [other for other in NAMES if other != name]
    absences = []
    if chance.random() < 0.4:
        since = start + chance.randrange(-DAY, 3 * DAY, 15 * MINUTE)
        absences.append((since, since + chance.randrange(HOUR, 2 * DAY, 15 * MINUTE)))
    until = start + DAY if chance.random() < 0.1 else None
    return RosterPerson(
        name,
        name.title(),
        zone,
        chance.choice((None, "day", "day", "late")),
        _some(chance, others, 0, 2),
        tuple(absences),
        (None, until),
        (),
    )


def _rota(chance: Random, zone: str, start: int) -> Rotation:
    day = 719163 + start // DAY - chance.randint(0, 9)
    overrides = []
    if chance.random() < 0.3:
        since = start + chance.randrange(0, 2 * DAY, 30 * MINUTE)
        overrides.append(Substitution(since, since + 5 * HOUR, chance.choice(NAMES)))
    return Rotation(
        "duty",
        zone,
        day,
        chance.choice((0, 2 * 60, 9 * 60, 23 * 60 + 30)),
        chance.choice((1, 1, 2, 7)),
        _some(chance, NAMES, 1, 3),
        chance.choice((None, None, "day", "late")),
        start + 2 * DAY if chance.random() < 0.1 else None,
        tuple(overrides),
    )


def _council(chance: Random, start: int) -> RosterCouncil:
    seats = []
    for name in _some(chance, NAMES, 2, 3):
        ends = start + DAY + 3 * HOUR if chance.random() < 0.2 else None
        seats.append(RosterSeat(name, "expert", chance.choice((None, *NAMES)), (None, ends)))
    chain = _some(chance, NAMES, 1, 3)
    return RosterCouncil("board", seats[0].person, tuple(seats), 2, chain, {"sev1": 6 * HOUR})


def _some(
    chance: Random, options: tuple[str, ...] | list[str], least: int, most: int
) -> tuple[str, ...]:
    count = min(chance.randint(least, most), len(options))
    return tuple(chance.sample(list(options), count))
