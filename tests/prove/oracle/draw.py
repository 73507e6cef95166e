"""Whole policies drawn by chance, small enough to play every incident at every minute.

All clocks stand on quarters of an hour, so that nothing changes between them.
"""

import json
from random import Random
from typing import Any, NamedTuple

from govcheck.time.clock import DAY, HOUR, MINUTE, format_instant, parse_instant
from tests.prove.time.chance import CHANGES

Document = dict[str, Any]

LENGTH = 90 * MINUTE
"""How long the horizon is, in seconds."""
QUARTER = 15 * MINUTE
NAMES = ("ana", "ben", "cleo", "dan")
HARMS = ("none", "some", "much")
LEVELS = ("low", "mid", "high")
TARGETS = (
    "rota:duty",
    "rota:nights",
    "next:duty",
    "role:editor",
    "role:counsel",
    "person:ana",
    "person:ben",
    "team:desk",
    "council:board",
    "chain:board",
)
WHENS: tuple[Document, ...] = (
    {"harm": {"at_least": "some"}},
    {"harm": "much"},
    {"loud": True},
    {"not": {"loud": True}},
    {"severity": "high"},
    {"severity": {"at_most": "mid"}},
    {"detected_at": {"within": "late"}},
    {"detected_at": {"outside": "office"}, "loud": True},
    {"harm": {"known": False}},
    {"any": [{"harm": "much"}, {"loud": True}]},
)
FORS: tuple[Document, ...] = (
    {},
    {"harm": {"at_least": "some"}},
    {"loud": True},
    {"severity": "high"},
)
HOURS: tuple[list[str], ...] = (
    ["09:00-17:00"],
    ["08:00-11:30", "13:00-18:00"],
    ["00:00-24:00"],
    ["22:00-06:00"],
    ["20:00-02:00"],
    ["02:00-03:00", "10:00-12:00"],
    [],
)


class Drawn(NamedTuple):
    """A policy in one file, and what is asked about it."""

    files: dict[str, str | bytes]
    zone: str
    horizon: tuple[int, int]
    missing: int
    """How many people may be missing."""
    guarantees: tuple[Document, ...]


def draw(seed: int) -> Drawn:
    """The policy of a seed, at the clock change of one of the zones, each in its turn."""
    chance = Random(seed)
    zone, change = CHANGES[seed % len(CHANGES)]
    start = parse_instant(change) - chance.randrange(0, LENGTH + QUARTER, QUARTER)
    near = _Near(chance, zone, start)
    guarantees = tuple(_guarantee(chance, number) for number in range(chance.randint(0, 2)))
    documents = [
        _organization(zone),
        _vocabulary(chance),
        *(near.calendar(name) for name in ("office", "late")),
        *({"kind": "role", "id": name, "name": name} for name in ("editor", "counsel", "nobody")),
        *map(near.person, NAMES),
        {
            "kind": "team",
            "id": "desk",
            "name": "Desk",
            "lead": "dan",
            "members": [{"person": "dan", "role": "editor"}],
        },
        *map(near.rota, ("duty", "nights")),
        near.council(),
        *_decisions(chance),
        *(_escalation(chance, name) for name in ("alarm", "desk")),
        *(_playbook(chance, name) for name in ("leak", "reply")),
        *guarantees,
    ]
    text = "\n---\n".join(json.dumps(document) for document in documents)
    missing = chance.choice((0, 0, 0, 0, 0, 0, 0, 1)) if seed % 24 else 2
    return Drawn({"policies/all.yaml": text}, zone, (start, start + LENGTH), missing, guarantees)


class _Near:
    """Documents whose clocks and absences lie near the horizon."""

    def __init__(self, chance: Random, zone: str, start: int) -> None:
        self.chance = chance
        self.zone = zone
        self.start = start

    def calendar(self, name: str) -> Document:
        chance = self.chance
        zone = self.zone if chance.random() < 0.7 else chance.choice(CHANGES)[0]
        days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        hours: Document = {"mon-sun": chance.choice(HOURS)}
        if chance.random() < 0.3:
            hours = {day: chance.choice(HOURS) for day in days}
        found: Document = {"kind": "calendar", "id": name, "timezone": zone, "hours": hours}
        if chance.random() < 0.2:
            found["closed"] = [self._day()]
        beside = Random()
        beside.setstate(chance.getstate())
        if beside.random() < 0.25:
            opened = {"date": format_instant(self.start, self.zone)[:10]}
            found["open"] = [{**opened, "hours": beside.choice([one for one in HOURS if one])}]
        return found

    def person(self, name: str) -> Document:
        chance = self.chance
        others = [other for other in NAMES if other != name]
        found: Document = {"kind": "person", "id": name, "name": name.title()}
        if chance.random() < 0.3:
            found["timezone"] = chance.choice(CHANGES)[0]
        if chance.random() < 0.5:
            found["calendar"] = chance.choice(("office", "late"))
        if chance.random() < 0.5:
            found["roles"] = chance.sample(["editor", "counsel"], chance.randint(1, 2))
        if chance.random() < 0.4:
            found["deputies"] = chance.sample(others, chance.randint(1, 2))
        if chance.random() < 0.5:
            found["employer"] = chance.choice(("acme", "agency"))
        if chance.random() < 0.3:
            found["absences"] = [self._absence()]
        if chance.random() < 0.1:
            found["active"] = {chance.choice(("from", "until")): self._day()}
        return found

    def rota(self, name: str) -> Document:
        chance = self.chance
        found: Document = {
            "kind": "rota",
            "id": name,
            "timezone": self.zone,
            "starts": "1990-01-01",
            "handover": chance.choice(("00:00", "02:00", "02:30", "09:00", "23:30")),
            "shift": chance.choice(("daily", "daily", {"days": 2}, "weekly")),
            "members": chance.sample(NAMES, chance.randint(1, 3)),
        }
        beside = Random()
        beside.setstate(chance.getstate())
        if beside.random() < 0.25:
            found["shift"] = {"hours": beside.choice((1, 1, 2, 7, 12, 36))}
        if beside.random() < 0.2:
            members = found["members"]
            members.insert(beside.randint(0, len(members)), "nobody")
        if beside.random() < 0.25:
            found["layers"] = [
                self._layer(beside, number) for number in range(beside.choice((1, 2)))
            ]
        if beside.random() < 0.15:
            found |= {"turns": "open-days", "calendar": beside.choice(("office", "late"))}
            found["starts"] = format_instant(self.start - 9 * DAY, self.zone)[:10]
        if chance.random() < 0.3:
            found["calendar"] = chance.choice(("office", "late"))
        if chance.random() < 0.1:
            found["until"] = self._day()
        if chance.random() < 0.3:
            found["overrides"] = [
                {**self._span(), "person": chance.choice(NAMES)}
                for _ in range(chance.randint(1, 2))
            ]
            if beside.random() < 0.3:
                found["overrides"][-1]["person"] = "nobody"
        return found

    def _layer(self, chance: Random, number: int) -> Document:
        found: Document = {
            "id": f"l{number}",
            "starts": format_instant(self.start - chance.randrange(-1, 9) * DAY, self.zone)[:10],
            "handover": chance.choice(("00:00", "02:00", "02:30", "09:00", "23:30")),
            "shift": chance.choice(("daily", {"hours": 1}, {"hours": 5}, "weekly")),
            "members": chance.sample([*NAMES, "nobody"], chance.randint(1, 3)),
        }
        if chance.random() < 0.6:
            found["hours"] = {"mon-sun": chance.choice(HOURS)}
        if chance.random() < 0.2:
            found["until"] = self._day()
        return found

    def council(self) -> Document:
        chance = self.chance
        seats: list[Document] = [
            {"person": name, "represents": "expert"}
            for name in chance.sample(NAMES, chance.randint(2, 3))
        ]
        for seat in seats:
            if chance.random() < 0.3:
                others = [name for name in NAMES if name != seat["person"]]
                seat["deputy"] = chance.choice(others)
            if chance.random() < 0.1:
                seat["term"] = {"from": "1990-01-01", "until": self._day()}
        return {
            "kind": "council",
            "id": "board",
            "name": "Board",
            "chair": seats[0]["person"],
            "seats": seats,
            "quorum": 2,
            "meets": "monthly",
            "chain_of_command": chance.sample(NAMES, 2),
            "convene_within": {
                level: chance.choice(("15m", "2h", "2h", "1d"))
                for level in chance.sample(LEVELS, chance.randint(1, 3))
            },
        }

    def _absence(self) -> Document:
        day = self._day()
        return {"from": day, "to": day} if self.chance.random() < 0.4 else self._span()

    def _span(self) -> Document:
        chance = self.chance
        since = self.start + chance.randrange(-3 * HOUR, LENGTH + 3 * HOUR, QUARTER)
        until = since + chance.randrange(QUARTER, 5 * HOUR, QUARTER)
        return {"from": format_instant(since), "to": format_instant(until)}

    def _day(self) -> str:
        return format_instant(self.start + self.chance.choice((-DAY, 0, 0, DAY)), self.zone)[:10]


def _organization(zone: str) -> Document:
    return {
        "kind": "organization",
        "id": "acme",
        "name": "Acme",
        "format": 1,
        "timezone": zone,
        "languages": ["en"],
        "severities": [{"id": level, "name": level, "means": level} for level in LEVELS],
    }


def _vocabulary(chance: Random) -> Document:
    loud: Document = {"type": "boolean"}
    if chance.random() < 0.5:
        loud["worse"] = "higher"
    harm: Document = {"type": "choice", "values": HARMS, "ordered": True, "worse": "higher"}
    beside = Random()
    beside.setstate(chance.getstate())  # what is drawn later does not depend on these
    if beside.random() < 0.2:
        loud["default"] = beside.random() < 0.5
    if beside.random() < 0.2:
        harm["default"] = beside.choice(HARMS)
    return {"kind": "vocabulary", "id": "facts", "facts": {"harm": harm, "loud": loud}}


def _decisions(chance: Random) -> list[Document]:
    facts = [when for when in WHENS if "severity" not in when]
    severity = _decision("severity", chance.choice(("highest", "first")), "low")
    severity["rules"] = _rules(chance, facts, ["mid", "high"], 3)
    tone = _decision("tone", chance.choice(("unique", "first")), "calm")
    tone |= {"results": ["calm", "firm"], "rules": _rules(chance, facts, ["calm", "firm"], 2)}
    who = _decision("escalation", "first", "alarm")
    who["rules"] = _rules(chance, WHENS, ["none", "desk", "alarm"], 2)
    what = _decision("playbooks", "collect", chance.choice((None, ["leak"], ["leak"])))
    what["rules"] = _rules(chance, WHENS, ["leak", "reply"], 2)
    return [severity, tone, who, what]


def _decision(name: str, hit_policy: str, otherwise: str | list[str] | None) -> Document:
    found = {"kind": "decision", "id": name, "decides": name, "hit_policy": hit_policy}
    return found if otherwise is None else {**found, "otherwise": otherwise}


def _rules(
    chance: Random, whens: tuple[Document, ...] | list[Document], results: list[str], most: int
) -> list[Document]:
    return [
        {
            "id": f"r{number}",
            "when": chance.choice(whens),
            "then": chance.choice(results),
            "because": "x",
        }
        for number in range(chance.randint(1, most))
    ]


def _escalation(chance: Random, name: str) -> Document:
    found: Document = {
        "kind": "escalation",
        "id": name,
        "steps": [_step(chance, number) for number in range(chance.randint(1, 3))],
        "last_resort": chance.choice(("person:ana", "rota:duty", "role:nobody", "role:counsel")),
    }
    if chance.random() < 0.7:
        found["acknowledge_within"] = chance.choice(("0m", "15m", "45m", "3h"))
    if chance.random() < 0.5:
        found["repeat"] = chance.randint(1, 2)
    return found


def _step(chance: Random, number: int) -> Document:
    found: Document = {
        "id": f"s{number}",
        "wait": chance.choice(("0m", "15m", "15m", "1h", "5h")),
        "on_empty": chance.choice(("next", "wait", "deputies")),
    }
    if chance.random() < 0.4:
        found["when"] = chance.choice(WHENS)
    board = chance.random()
    if board < 0.3:
        found["convene"] = "board"
    if board > 0.1:
        found["notify"] = chance.sample(TARGETS, chance.randint(1, 2))
    if chance.random() < 0.3:
        found["always"] = True
    if chance.random() < 0.2:
        found["ack"] = "all"
    return found


def _playbook(chance: Random, name: str) -> Document:
    actions: list[Document] = []
    for number in range(chance.randint(1, 2)):
        actions.append(_action(chance, number, [one["id"] for one in actions]))
    return {
        "kind": "playbook",
        "id": name,
        "actions": actions,
        "approvals": [_approval(chance, "sign"), _approval(chance, "check")],
    }


def _action(chance: Random, number: int, before: list[str]) -> Document:
    found: Document = {"id": f"a{number}", "do": "It", "owed_by": chance.choice(TARGETS)}
    if chance.random() < 0.3:
        found["when"] = chance.choice(WHENS)
    if before and chance.random() < 0.5:
        found["after"] = before
    if before and chance.random() < 0.3:
        found["clock"] = f"action:{before[0]}"
    if chance.random() < 0.6:
        found["needs"] = chance.sample(["sign", "check"], chance.randint(1, 2))
        found["publishes"] = chance.random() < 0.6
    if chance.random() < 0.2:
        found["drafted_by"] = chance.choice(TARGETS)
    if chance.random() < 0.3:
        found["calendar"] = chance.choice(("office", "late"))
    if chance.random() < 0.15:
        found |= {"every": "2h", "for": "5h"}
    if chance.random() < 0.9:
        found["within"] = chance.choice(("15m", "1h", "6h", "1d"))
    beside = Random()
    beside.setstate(chance.getstate())
    if "calendar" in found and beside.random() < 0.4:
        found["within"] = beside.choice(("1wd", "2wd"))
    return found


def _approval(chance: Random, name: str) -> Document:
    some = chance.sample(TARGETS, 2)
    by = chance.choice(
        (some[0], some[0], {"all_of": some}, {"any_of": some}, {"count": 2, "of": some})
    )
    found: Document = {"id": name, "by": by, "within": chance.choice(("15m", "1h", "6h"))}
    if chance.random() < 0.4:
        found["when"] = chance.choice(WHENS)
    if chance.random() < 0.2:
        found["calendar"] = chance.choice(("office", "late"))
        if found["within"] == "6h":
            found["within"] = "1wd"
    return found


def _guarantee(chance: Random, number: int) -> Document:
    found: Document = {"kind": "guarantee", "id": f"g{number}", "for": chance.choice(FORS)}
    if chance.random() < 0.4:
        found["holds"] = chance.choice(
            ({"severity": {"at_least": "mid"}}, {"playbooks": {"all_of": ["leak"]}})
        )
    if chance.random() < 0.8:
        within = chance.choice(("15m", "45m", "2h"))
        found["notified"] = {"target": chance.choice(TARGETS), "within": within}
        if chance.random() < 0.5:
            found["notified"]["concurrent"] = 2
        if chance.random() < 0.4:
            found["tolerates"] = {"absent_people": 1}
    return found
