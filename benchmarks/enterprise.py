"""A policy repository of an enterprise: a thousand documents, always the same ones.

python benchmarks/enterprise.py DIR
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

Document = dict[str, Any]

PEOPLE: Final = 420
TEAMS: Final = 40
ROLES: Final = 30
TRAININGS: Final = 12
CALENDARS: Final = 12
ROTAS: Final = 40
CHANNELS: Final = 60
REPRESENTATIVES: Final = 40
GOALS: Final = 30
DECISIONS: Final = 12
RULES: Final = 20
ESCALATIONS: Final = 15
PLAYBOOKS: Final = 40
COUNCILS: Final = 4
GUARANTEES: Final = 10
INCIDENTS: Final = 116
SCENARIOS: Final = 116

ZONES: Final = ("Europe/Berlin", "America/New_York", "Asia/Singapore", "Australia/Sydney")
SEVERITIES: Final = ("sev4", "sev3", "sev2", "sev1")
TOPICS: Final = ("safety", "data-leak", "legal-threat", "press", "service", "praise", "staff")
AREAS: Final = (
    "company-roadmap",
    "goals",
    "channel-optimisation",
    "content-strategy",
    "campaign-planning",
    "crm-segmentation",
    "scoring-and-nurturing",
    "analytics",
)


def main() -> None:
    """Write the repository into the folder that the first argument names."""
    count = write(Path(sys.argv[1]))
    print(f"{count} documents")


def write(folder: Path) -> int:
    """Write every document to a file of its own; the number of documents."""
    count = 0
    for count, (place, document) in enumerate(documents(), start=1):
        path = folder / place / f"{document.get('id', count)}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_yaml(document), encoding="utf-8")
    return count


def documents() -> Iterator[tuple[str, Document]]:
    """Each document with the folder that it belongs to."""
    yield "policies/organization", _organization()
    yield "policies/vocabularies", _vocabulary()
    yield "policies/change-control", _change_control()
    for make, kind, count in (
        (_calendar, "calendars", CALENDARS),
        (_training, "trainings", TRAININGS),
        (_role, "roles", ROLES),
        (_person, "people", PEOPLE),
        (_team, "teams", TEAMS),
        (_council, "councils", COUNCILS),
        (_rota, "rotas", ROTAS),
        (_channel, "channels", CHANNELS),
        (_representative, "representatives", REPRESENTATIVES),
        (_goal, "goals", GOALS),
        (_decision, "decisions", DECISIONS),
        (_escalation, "escalations", ESCALATIONS),
        (_playbook, "playbooks", PLAYBOOKS),
        (_guarantee, "guarantees", GUARANTEES),
    ):
        for number in range(count):
            yield f"policies/{kind}", make(number)
    for number in range(INCIDENTS):
        yield "incidents", {"kind": "incident", "id": f"incident-{number}", **_incident(number)}
    for number in range(SCENARIOS):
        yield "scenarios", _scenario(number)


def _organization() -> Document:
    return {
        "kind": "organization",
        "id": "enterprise",
        "name": "Enterprise",
        "format": 1,
        "timezone": ZONES[0],
        "languages": ["en", "de"],
        "size": "enterprise",
        "severities": [
            {"id": one, "name": one.upper(), "means": f"Level {one}"} for one in SEVERITIES
        ],
    }


def _vocabulary() -> Document:
    return {
        "kind": "vocabulary",
        "id": "facts",
        "facts": {
            "channel": {"type": "channel"},
            "topics": {"type": "tags", "values": list(TOPICS)},
            "author": {"type": "choice", "values": ["customer", "journalist", "employee"]},
            "sentiment": {
                "type": "choice",
                "values": ["positive", "neutral", "negative", "hostile"],
                "ordered": True,
                "worse": "higher",
            },
            "followers": {"type": "integer", "minimum": 0, "worse": "higher"},
            "reposts_per_hour": {"type": "number", "minimum": 0, "worse": "higher"},
            "our_own_post": {"type": "boolean"},
        },
    }


def _change_control() -> Document:
    return {
        "kind": "change-control",
        "id": "approvals",
        "otherwise": {"requires": {"count": 1, "of": ["council:council-0"]}},
    }


def _calendar(number: int) -> Document:
    return {
        "kind": "calendar",
        "id": f"calendar-{number}",
        "timezone": ZONES[number % len(ZONES)],
        "hours": {"mon-fri": ["08:00-12:30", "13:30-18:00"]},
        "holidays": {"country": "DE"},
    }


def _training(number: int) -> Document:
    return {
        "kind": "training",
        "id": f"training-{number}",
        "name": f"Training {number}",
        "valid_for": "730d",
        "set_by": "council-0",
    }


def _role(number: int) -> Document:
    return {
        "kind": "role",
        "id": f"role-{number}",
        "name": f"Role {number}",
        "permissions": ["publish", "moderate"],
        "requires_training": [f"training-{number % TRAININGS}"],
    }


def _person(number: int) -> Document:
    role = number % ROLES
    return {
        "kind": "person",
        "id": _who(number),
        "name": f"Person {number}",
        "email": f"person-{number}@example.com",
        "github": f"person-{number}",
        "employer": "Enterprise",
        "department": f"department-{number % 20}",
        "timezone": ZONES[number % len(ZONES)],
        "languages": ["en", "de"],
        "roles": [f"role-{role}"],
        "calendar": f"calendar-{number % CALENDARS}",
        "contacts": [
            {"via": via, "address": f"{via}-{number}", "verified_on": "2026-10-01"}
            for via in ("phone", "chat")
        ],
        "notification": [{"via": "chat"}, {"via": "phone", "after": "2m"}],
        "deputies": [_who(number + 1), _who(number + 7)],
        "absences": [{"from": "2026-12-21", "to": "2027-01-02", "reason": "Holiday"}],
        "trainings": [{"training": f"training-{role % TRAININGS}", "completed_on": "2026-09-01"}],
    }


def _team(number: int) -> Document:
    people = [_who(number * 10 + offset) for offset in range(10)]
    area = AREAS[number % len(AREAS)]
    owned = {area: {"accountable": people[0], "responsible": people[1:3]}}
    return {
        "kind": "team",
        "id": f"team-{number}",
        "name": f"Team {number}",
        "lead": people[0],
        "members": [{"person": one, "weekly_hours": 20} for one in people],
        "responsibilities": owned if number < len(AREAS) else {},
    }


def _council(number: int) -> Document:
    groups = (
        "executive",
        "executive",
        "stakeholder",
        "stakeholder",
        "expert",
        "expert",
        "advocate",
    )
    people = [_who(number * 50 + offset) for offset in range(len(groups))]
    seats = [
        {
            "person": person,
            "represents": group,
            "deputy": _who(number * 50 + 20 + position),
            "term": {"from": "2026-01-01", "until": f"202{8 + position % 2}-12-31"},
        }
        for position, (person, group) in enumerate(zip(people, groups, strict=True))
    ]
    return {
        "kind": "council",
        "id": f"council-{number}",
        "name": f"Council {number}",
        "chair": people[0],
        "seats": seats,
        "quorum": 4,
        "meets": "monthly",
        "chain_of_command": people[:3],
        "convene_within": {"sev1": "4h", "sev2": "12h"},
    }


def _rota(number: int) -> Document:
    return {
        "kind": "rota",
        "id": f"rota-{number}",
        "timezone": ZONES[number % len(ZONES)],
        "starts": "2026-01-05",
        "handover": "09:00",
        "shift": "weekly",
        "members": [_who(number * 10 + offset) for offset in range(6)],
        "overrides": [{"from": "2026-12-24", "to": "2026-12-26", "person": _who(number)}],
    }


def _channel(number: int) -> Document:
    return {
        "kind": "channel",
        "id": f"channel-{number}",
        "network": "x",
        "handle": f"@enterprise{number}",
        "owner": f"team-{number % TEAMS}",
        "admins": [_who(number), _who(number + 1)],
        "languages": ["en"],
        "mfa": True,
        "backup": _who(number + 2),
        "review_by": "2027-06-30",
        "standards": {
            "respond_within": "2h",
            "calendar": f"calendar-{number % CALENDARS}",
            "review_cycle": "1d",
            "tone": "Friendly",
            "length": {"at_most": 280},
            "approvals": {"drafts": 1, "by": [f"role:role-{number % ROLES}"]},
        },
    }


def _representative(number: int) -> Document:
    return {
        "kind": "representative",
        "person": _who(number),
        "department": f"department-{number % 20}",
        "topics": ["Service"],
        "channels": [f"channel-{number}"],
        "languages": ["en"],
    }


def _goal(number: int) -> Document:
    return {
        "kind": "goal",
        "id": f"goal-{number}",
        "company_objective": "Grow",
        "metric": "Reach",
        "social_goal": "Be heard",
        "target": 1000 + number,
        "due": "2027-12-31",
        "owner": _who(number),
        "channels": [f"channel-{number}"],
    }


def _decision(number: int) -> Document:
    decides, hit, otherwise = (
        ("severity", "highest", "sev4"),
        ("escalation", "first", "none"),
        ("playbooks", "collect", None),
    )[number if number < 3 else (0, 2)[number % 2]]
    results = {
        "severity": SEVERITIES[1:],
        "escalation": [f"escalation-{one}" for one in range(ESCALATIONS)],
        "playbooks": [f"playbook-{one}" for one in range(PLAYBOOKS)],
    }[decides]
    rules = [
        {
            "id": f"rule-{number}-{rule}",
            "when": {
                "topics": [TOPICS[rule % len(TOPICS)]],
                "followers": {"at_least": 100 * (RULES - rule if hit == "first" else rule + 1)},
                "channel": [f"channel-{number * 5 + step}" for step in range(5)],
            },
            "then": results[rule * len(results) // RULES],
            "because": f"Reason {rule}",
        }
        for rule in range(RULES)
    ]
    document = {
        "kind": "decision",
        "id": f"decision-{number}",
        "decides": decides,
        "hit_policy": hit,
        "because": "Nothing else applies",
        "rules": rules,
    }
    return document if otherwise is None else {**document, "otherwise": otherwise}


def _escalation(number: int) -> Document:
    return {
        "kind": "escalation",
        "id": f"escalation-{number}",
        "acknowledge_within": "15m",
        "steps": [
            {"id": "duty", "notify": [f"rota:rota-{number}"], "via": ["phone"], "wait": "5m"},
            {"id": "lead", "notify": [f"role:role-{number % ROLES}"], "wait": "10m"},
            {"id": "council", "convene": f"council-{number % COUNCILS}", "always": True},
        ],
        "repeat": 1,
        "last_resort": f"person:{_who(number)}",
    }


def _playbook(number: int) -> Document:
    role = f"role:role-{number % ROLES}"
    return {
        "kind": "playbook",
        "id": f"playbook-{number}",
        "actions": [
            {
                "id": "pause",
                "do": "Pause every post",
                "owed_by": f"rota:rota-{number % ROTAS}",
                "within": "5m",
            },
            {
                "id": "holding",
                "do": "Publish the statement",
                "owed_by": role,
                "within": "45m",
                "after": ["pause"],
                "needs": ["sign-off"],
                "publishes": True,
            },
        ],
        "approvals": [
            {
                "id": "sign-off",
                "by": {"count": 1, "of": [f"role:role-{(number + 1) % ROLES}"]},
                "within": "20m",
            }
        ],
        "forbidden_until_approved": ["apologise"],
    }


def _guarantee(number: int) -> Document:
    return {
        "kind": "guarantee",
        "id": f"guarantee-{number}",
        "for": {"topics": [TOPICS[number % len(TOPICS)]], "followers": {"at_least": 1_000_000}},
        "holds": {"severity": {"at_least": "sev4"}},
    }


def _incident(number: int) -> Document:
    return {
        "title": f"Incident {number}",
        "detected_at": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:40:00Z",
        "facts": {
            "channel": f"channel-{number % CHANNELS}",
            "topics": [TOPICS[number % len(TOPICS)]],
            "sentiment": "negative",
            "followers": 1000 * number,
        },
    }


def _scenario(number: int) -> Document:
    return {
        "kind": "scenario",
        "id": f"scenario-{number}",
        "incident": _incident(number),
        "absent": [_who(number)],
        "expect": {"not_notified": [_who(number)]},
    }


def _who(number: int) -> str:
    return f"person-{number % PEOPLE}"


def _yaml(document: Document) -> str:
    """Fields in block style; what is in them as JSON, which is YAML."""
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in document.items())


if __name__ == "__main__":
    main()
