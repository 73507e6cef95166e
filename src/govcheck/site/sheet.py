"""What the responder's page shows of an outcome, as plain values. Nothing here decides anything."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from govcheck.briefing.simulation.page.calls import at_last, calls
from govcheck.briefing.simulation.page.duties import (
    deadlines,
    in_its_case,
    prohibitions,
    undated,
)
from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.engine.ruleset import OpenFact
from govcheck.render.escape import visible
from govcheck.render.page.lines import NO_BREAK, Line, Part
from govcheck.render.page.names import PHONES, PageNames, way_name
from govcheck.simulate.outcome import Obligation, Outcome
from govcheck.site.reach import reach
from govcheck.tongue import Tongue
from govcheck.triage.answers import choices, hint

_GAP: Final = re.compile(r"(?<![.!?: ]) {2,}(?=\S)")


class ResponderSheet:
    """An outcome in a tongue, for the responder's page. `drafts` are texts by their paths."""

    def __init__(self, outcome: Outcome, names: PageNames, drafts: Mapping[str, str]) -> None:
        self._view = OutcomeView(outcome, names)
        self._program, self._drafts = names.program, drafts
        self._page = page(self._view)

    def plan(self) -> dict[str, Any]:
        """Who to call, what to do, what not to say, and who has to agree."""
        view, names = self._view, self._view.names
        return {
            "title": self._page.title,
            "level": self._level(),
            "head": self._head(),
            "reasons": [],
            "call": self._calls(),
            "answer": [reached(one, names, view.detected_at) for one in self._told()],
            "tasks": [self._task(one, line) for one, line in deadlines(view)],
            "undated": [self._line(line) for line in undated(view)],
            "forbidden": [self._part(part) for part in prohibitions(view)],
            "drafts": list(self._texts()),
            "approvals": list(self._approvals()),
            "foot": names.tongue.say("A plan, not a report: times assume people act when called."),
        }

    def why(self) -> dict[str, Any]:
        """What stands at the head, and why it is so; as far as the outcome explains it."""
        reasons = [self._part(part) for part in self._page.parts if part.runs_on]
        return {"head": self._head(), "reasons": reasons}

    def _head(self) -> list[dict[str, Any]]:
        return [self._line(line) for line in self._page.head]

    def _level(self) -> int:
        """From 1 to 4, as the page colours it; 0 without a severity."""
        ruling = self._view.verdict("severity")
        ranks = [one.id for one in self._program.severities]
        found = [ranks.index(one) for one in (() if ruling is None else ruling.result)
                 if one in ranks]  # fmt: skip
        if not found:
            return 0
        return 4 - (len(ranks) - 1 - max(found)) * 4 // len(ranks)

    def _calls(self) -> dict[str, Any]:
        """Whom to call; each line says when, since a phone shows them one by one."""
        part = calls(self._view)
        lines: list[Line] = []
        for line in (*part.lines, *at_last(self._view)):
            before = lines[-1] if lines else line
            same = line.at is not None and line.at == before.at
            lines.append(line._replace(when=before.when) if same and not line.when else line)
        return self._part(part._replace(lines=tuple(lines)))

    def _part(self, part: Part) -> dict[str, Any]:
        return {
            "heading": part.heading,
            "aside": part.aside,
            "lines": [self._line(line) for line in part.lines],
        }

    def _line(self, line: Line) -> dict[str, Any]:
        """A line with the numbers in it, so that they can be called by touch."""
        texts = [_set(one) for one in (line.text, *line.more)]
        called = [
            {"person": person.id, "name": person.name, "href": reach(via, address)}
            for person in self._program.roster.people.values()
            for via, address in person.contacts
            if via in PHONES and any(address in text for text in texts)
        ]
        return {"text": texts[0], "when": line.when, "more": texts[1:], "weight": line.weight,
                "reach": called}  # fmt: skip

    def _task(self, owed: Obligation, line: Line) -> dict[str, Any]:
        people = [one.partition(":")[2] for one in owed.owed_by if one.startswith("person:")]
        roster = self._program.roster.people
        called = [
            {"person": person, "name": roster[person].name, "href": reach(via, address)}
            for person in people[:3]
            for via, address in roster[person].contacts[:9]
            if via in PHONES
        ]
        is_action = "/" in owed.id and not owed.id.startswith("council/")
        return {
            **self._line(line),
            "id": owed.id,
            "due": owed.due,
            "publishes": owed.publishes,
            "reach": called,
            "tick": is_action,
            "people": people,
        }

    def _told(self) -> list[str]:
        """Everybody whom the timeline tells, the first first."""
        notices = (row for row in self._view.outcome.timeline if row.event in ("notify", "convene"))
        return list(dict.fromkeys(told.person for row in notices for told in row.people))

    def _texts(self) -> Iterator[dict[str, Any]]:
        """What may be written once it is approved, of what is owed and public."""
        told: set[str] = set()
        for owed in self._view.outcome.obligations:
            text = self._drafts.get(owed.template or "")
            if text is not None and owed.template not in told:
                told.add(str(owed.template))
                task = self._view.tongue.text(owed.do)
                task = in_its_case(self._view, owed, task)
                yield {"task": task, "path": owed.template, "lines": text.splitlines()}

    def _approvals(self) -> Iterator[dict[str, Any]]:
        outcome, names = self._view
        for one in outcome.approvals:
            playbook = one.action.partition("/")[0]
            plan = self._program.playbooks[playbook].approvals[one.id]
            asked = self._view.detected_at
            yield {
                "id": f"{playbook}/{one.id}",
                "task": names.task(one.action),
                "requires": names.agreement(plan.by),
                "given": one.given,
                "can": [
                    {**reached(who.person, names, asked), "target": names.target(who.target),
                     "for": names.person(who.stands_in_for) if who.stands_in_for else ""}
                    for who in one.approvers
                    if who.available
                ],
                "cannot": [
                    {"name": names.person(who.person), "why": _why_not(who.why_not, names.tongue)}
                    for who in one.approvers
                    if not who.available
                ],
            }  # fmt: skip


def _set(text: str) -> str:
    """A line of the terminal's page as a browser sets it, where wide gaps part nothing."""
    return _GAP.sub(" · ", text.replace(NO_BREAK, " ")).replace("->", "→")


def reached(person: str, names: PageNames, at: int) -> dict[str, Any]:
    """Somebody, with how they are reached, and their clock where it is another one."""
    found = known(person, names, addressed=True)
    return {"person": person, **found, "clock": names.their_clock(person, at)}


def known(person: str, names: PageNames, *, addressed: bool = False) -> dict[str, Any]:
    """Somebody's name, and how they are reached: by links, as far as a browser knows some."""
    found = names.program.roster.people.get(person)
    contacts = () if found is None else found.contacts
    return {
        "name": names.person(person),
        "ways": [
            {"via": via, "href": reach(via, address)} | ({"address": address} if addressed else {})
            for via, address in contacts
            if reach(via, address)
        ],
        "others": [
            f"{way_name(via, names.tongue)} {address}"
            for via, address in contacts
            if not reach(via, address)
        ],
    }


def question_json(question: OpenFact, names: PageNames, number: int, most: int) -> dict[str, Any]:
    """A question as the page shows it."""
    fact = names.program.ruleset.facts[question.fact]
    return {
        "fact": question.fact,
        "question": names.tongue.text(question.question),
        "type": fact.type,
        "hint": hint(fact, names.tongue) if fact.type in ("integer", "number") else "",
        "choices": [{"value": value, "called": names.choice(fact, value)}
                    for value in choices(fact)],
        "number": number,
        "most": most,
    }  # fmt: skip


def _why_not(reason: str | None, tongue_: Tongue) -> str:
    return {
        "drafts it": tongue_.say("drafts it"),
        "has a conflict of interest": tongue_.say("has a conflict of interest"),
        "absent": tongue_.say("absent"),
        "off duty": tongue_.say("off duty"),
    }.get(reason or "", "")


def shown(value: Any) -> Any:
    """The document without what hides or reorders text."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [shown(one) for one in value]
    return value
