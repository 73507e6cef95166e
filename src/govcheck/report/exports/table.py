"""Duty and people as CSV, which `import csv` reads again."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from govcheck.duty.coverage import stints
from govcheck.duty.roster import Roster, Stint
from govcheck.model.person import Person
from govcheck.render.escape import csv_cell
from govcheck.time.clock import format_instant
from govcheck.translation import in_language


def of_rotas(roster: Roster, rotas: Sequence[str], start: int, end: int) -> str:
    """Who is on duty between two instants: a row for each change, a column for each rota."""
    found = {rota: stints(roster, f"rota:{rota}", start, end) for rota in rotas}
    edges = {start, end}
    edges.update(edge for each in found.values() for one in each for edge in (one.start, one.end))
    names = Counter(person.name for person in roster.people.values())
    zone = roster.rotas[rotas[0]].timezone if len(rotas) == 1 else roster.timezone
    rows = [["from", "to", *rotas]]
    for left, right in pairwise(sorted(edges)):
        people = [_who(roster, names, found[rota], left) for rota in rotas]
        if any(people):
            rows.append([format_instant(left, zone), format_instant(right, zone), *people])
    return _written(rows)


def _who(roster: Roster, names: Counter[str], found: Sequence[Stint], at: int) -> str:
    """The person's name, or their id where somebody else is called alike."""
    for one in found:
        if one.start <= at < one.end:
            name = roster.people[one.person].name
            return name if names[name] == 1 else one.person
    return ""


def of_people(people: Sequence[Person], language: str) -> str:
    """Everybody with what a list of people usually has."""
    rows = [
        ["name", "email", "department", "time zone", "languages", "role", "phone", "chat", "joined",
         "left", "github", "gitlab", "employer", "deputies"],
    ]  # fmt: skip
    for person in people:
        active = person.active
        rows.append(
            [
                in_language(person.name, language),
                person.email or "",
                person.department or "",
                person.timezone or "",
                ", ".join(person.languages),
                ", ".join(person.roles),
                *(
                    "; ".join(one.address for one in person.contacts if one.via == way)
                    for way in ("phone", "chat")
                ),
                "" if active is None or active.from_ is None else active.from_.isoformat(),
                "" if active is None or active.until is None else active.until.isoformat(),
                person.github or "",
                person.gitlab or "",
                person.employer or "",
                ", ".join(person.deputies),
            ]
        )
    return _written(rows)


def _written(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(map(csv_cell, row) for row in rows)
    return out.getvalue()
