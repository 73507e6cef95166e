"""The browser's door to the engine: JSON in, JSON out. Nothing here decides anything.

What the page states is what an incident's file states, with what is only said on the page: the
questions that nobody could answer, who is absent, and who has answered.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from govcheck.engine.ruleset import Fact, OpenFact, Value
from govcheck.logbook.read import read_log
from govcheck.report.escape import visible
from govcheck.report.page.lines import NO_BREAK, Line, Part
from govcheck.report.page.names import PageNames
from govcheck.report.simulation import render
from govcheck.report.simulation.page.calls import calls
from govcheck.report.simulation.page.duties import deadlines, forbidden, undated
from govcheck.report.simulation.page.page import page
from govcheck.report.simulation.page.reasons import severity_of
from govcheck.report.stamp import PolicyStamp
from govcheck.simulate.history import BegunPlaybook
from govcheck.simulate.outcome import Obligation, Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.site.codec import decode
from govcheck.site.reach import CALLED, reach
from govcheck.time.clock import format_instant, parse_instant
from govcheck.tongue import Tongue, tongue
from govcheck.triage.answers import AnswerError, choices, hint, parse_answer
from govcheck.triage.first_call import first_call
from govcheck.triage.incident import incident_id
from govcheck.triage.interview import Interview

LONGEST: Final = 100_000
"""The longest file of an incident that is read, in characters."""

PageState = dict[str, Any]


class Door:
    """A program, asked in JSON. Every text that is to be shown has nothing hidden in it."""

    def __init__(self, program: Program, stamp: PolicyStamp, drafts: Mapping[str, str]) -> None:
        self.program, self.stamp, self.drafts = program, stamp, drafts

    def simulate(self, text: str, format_: str = "json") -> str:
        """What `govcheck simulate` prints for one incident, or for a list of them."""
        asked = json.loads(text)
        several = isinstance(asked, list)
        played = [self._played(one) for one in (asked if several else [asked])]
        problems = [message for _, found in played for message in found]
        if problems:
            return _json({"problems": problems})
        outcomes = [outcome for outcome, _ in played if outcome is not None]
        return render(
            format_, outcomes, self.program, self.stamp, listed=several and len(outcomes) > 1
        )

    def ask(self, text: str, language: str) -> str:
        """The next question of `govcheck triage`, and whom to call in any case."""
        asked = json.loads(text)
        names = self._names(language)
        interview = self._interview(asked)
        question = interview.next_question()
        left_out = [person for person, _ in asked.get("conflicts", ())]
        call = first_call(self.program, interview.case, left_out)
        number = len(asked["facts"]) + len(asked.get("skipped", ())) + 1
        found: dict[str, Any] = {"question": None, "call": None, "facts": self._said(asked, names)}
        if question is not None:
            most = number + interview.most_left() - 1
            found["question"] = question_json(question, names, number, most)
        if call is not None:
            at = asked["detected_at"]
            found["call"] = {
                "severity": self._severity_said(call.severity, names),
                "people": [self._reached(one, names, at) for one in call.people],
            }
        return _json(found)

    def answer(self, text: str, fact: str, said: str, language: str) -> str:
        """What an answer states, or why it is none; numbers as people of the tongue write them."""
        names = self._names(language)
        try:
            value = parse_answer(self.program.ruleset.facts[fact], said, names.tongue)
            self._interview(json.loads(text)).answered(fact, value)
        except AnswerError as error:
            return _json({"error": str(error)})
        return _json({"value": value})

    def plan(self, text: str, language: str, explain: bool = True) -> str:
        """Who to call, what to do, what not to say and why, as the page shows it.

        Without `explain`, which is faster, nothing is said of why, and of whoever may be missing.
        """
        asked = json.loads(text)
        outcome, problems = self._played(asked, explain=explain)
        if outcome is None:
            return _json({"problems": list(problems)})
        names = self._names(language)
        shown = page(outcome, self.program, names.tongue)
        parts = {part.heading: part for part in shown.parts}
        never = forbidden(outcome, names)
        call = calls(outcome, names)
        reasons = [part for part in parts.values() if part.runs_on and explain]
        return _json(
            {
                "title": shown.title,
                "level": self._level(outcome),
                "head": [self._line(line) for line in shown.head],
                "call": self._part(call),
                "answer": [self._reached(one, names, outcome.stated.case.detected_at)
                           for one in _told(outcome)],
                "tasks": [self._task(one, line) for one, line in deadlines(outcome, names)],
                "undated": [self._line(line) for line in undated(outcome, names)],
                "forbidden": None if never is None else self._part(never),
                "drafts": list(self._drafts(outcome, names)),
                "approvals": list(self._approvals(outcome, names)),
                "reasons": [self._part(part) for part in reasons],
                "foot": names.tongue.say(
                    "A plan, not a report: times assume that people act when called."
                ),
                "facts": self._said(asked, names),
            }
        )  # fmt: skip

    def incident(self, text: str) -> str:
        """The incident as a file: JSON, which is YAML, so that `govcheck simulate` reads it."""
        asked = json.loads(text)
        zone = self.program.roster.timezone
        document: dict[str, Any] = {
            "kind": "incident",
            "id": self._id(asked),
            "title": asked["title"],
            "detected_at": format_instant(asked["detected_at"], zone),
        }
        for key in ("published_at", "aware_at"):
            if asked.get(key) is not None:
                document[key] = format_instant(asked[key], zone)
        document["facts"] = asked["facts"]
        if asked.get("conflicts"):
            document["conflicts"] = [
                {"person": person, "grade": grade} for person, grade in asked["conflicts"]
            ]
        return _json(document, indent=2) + "\n"

    def read(self, text: str) -> str:
        """What the page states, from a file that `incident` has written; or what is wrong."""
        try:
            asked = _read(text)
            problems = self._played(asked)[1]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return _json({"unreadable": True})
        return _json({"problems": list(problems)} if problems else {"incident": asked})

    def log(self, text: str, entries: str) -> str:
        """The log of what was ticked: JSON Lines, as `govcheck log` writes them."""
        asked, ticked = json.loads(text), json.loads(entries)
        zone = self.program.roster.timezone
        lines = []
        if ticked:
            opened = {"event": "opened", "policy": self.stamp.revision}
            if self.stamp.revision is None:
                del opened["policy"]
            first = {"at": asked["detected_at"], "recorded_at": ticked[0]["recorded_at"],
                     "by": ticked[0]["by"], **opened}  # fmt: skip
            lines = [first, *ticked]
        written = []
        for line in lines:
            instants = {key: format_instant(line[key], zone) for key in ("at", "recorded_at")}
            written.append({**line, **instants})
        return "".join(
            json.dumps(one, ensure_ascii=False, separators=(", ", ": ")) + "\n" for one in written
        )

    def _id(self, asked: PageState) -> str:
        zone = self.program.roster.timezone
        return str(asked.get("id") or incident_id(asked["title"], asked["detected_at"], zone))

    def _names(self, language: str) -> PageNames:
        return PageNames(self.program, tongue(language))

    def _interview(self, asked: PageState) -> Interview:
        return Interview(
            self.program,
            asked["detected_at"],
            asked["facts"],
            frozenset(asked.get("skipped", ())),
            {},
        )

    def _played(
        self, asked: PageState, *, explain: bool = True
    ) -> tuple[Outcome | None, tuple[str, ...]]:
        report = IncidentStatement(
            self._id(asked),
            asked["title"],
            asked["detected_at"],
            asked["facts"],
            asked.get("published_at"),
            asked.get("aware_at"),
            tuple((who, grade) for who, grade in asked.get("conflicts", ())),
        )
        stated, problems = state_as(self.program, report)
        if problems:
            return None, tuple(visible(one.message) for one in problems)
        answered = tuple((who, after) for who, after in asked.get("acknowledged", ()))
        absent = frozenset(asked.get("absent", ()))
        ticked = asked.get("ticks", ())
        begun: tuple[BegunPlaybook, ...] = ()
        if ticked:
            from govcheck.logbook.begun import begun_by  # which nobody needs before the first tick

            written = self.log(json.dumps(asked), json.dumps(ticked))
            begun = begun_by(self.program, report, read_log(written.encode()))
        outcome = play(
            self.program,
            stated,
            absent=absent,
            acknowledged=answered,
            explain=explain,
            begun=begun,
        )
        return outcome._replace(logged=bool(asked.get("logged"))), ()

    def _said(self, asked: PageState, names: PageNames) -> list[dict[str, Any]]:
        """What has been said so far, in words."""
        facts = self.program.ruleset.facts
        said = [
            {"fact": name, "called": names.fact(facts[name]),
             "value": names.value(facts[name], _value(value))}
            for name, value in asked["facts"].items()
            if name in facts
        ]  # fmt: skip
        unknown = names.tongue.say("not known")
        said += [
            {"fact": name, "called": names.fact(facts[name]), "value": unknown}
            for name in asked.get("skipped", ())
            if name in facts
        ]
        return said

    def _level(self, outcome: Outcome) -> int:
        """From 1 to 4, as the page colours it; 0 without a severity."""
        ruling = severity_of(outcome)
        ranks = [one.id for one in self.program.severities]
        found = [ranks.index(one) for one in (() if ruling is None else ruling.result)
                 if one in ranks]  # fmt: skip
        if not found:
            return 0
        return 4 - (len(ranks) - 1 - max(found)) * 4 // len(ranks)

    def _severity_said(self, ruling: Any, names: PageNames) -> str:
        if ruling is None:
            return ""
        level = names.tongue.all_of([names.severity(one) for one in ruling.result]).upper()
        if ruling.settled:
            return names.tongue.say("IT IS {severity}.", severity=level)
        return names.tongue.say("IT COULD BE {severity}, so act as {severity}.", severity=level)

    def _reached(self, person: str, names: PageNames, at: int) -> dict[str, Any]:
        known = self.program.roster.people.get(person)
        ways = [
            {"via": via, "href": reach(via, address), "address": address}
            for via, address in (() if known is None else known.contacts)
            if reach(via, address)
        ]
        others = (
            []
            if known is None
            else [f"{via} {address}" for via, address in known.contacts if not reach(via, address)]
        )
        return {"person": person, "name": names.person(person), "ways": ways, "others": others,
                "clock": names.their_clock(person, at)}  # fmt: skip

    def _part(self, part: Part) -> dict[str, Any]:
        return {
            "heading": part.heading,
            "aside": part.aside,
            "lines": [self._line(line) for line in part.lines],
        }

    def _line(self, line: Line) -> dict[str, Any]:
        """A line with the numbers in it, so that they can be called by touch."""
        texts = [one.replace(NO_BREAK, " ") for one in (line.text, *line.more)]
        called = [
            {"person": person.id, "name": person.name, "href": reach(via, address)}
            for person in self.program.roster.people.values()
            for via, address in person.contacts
            if via in CALLED and any(address in text for text in texts)
        ]
        return {"text": texts[0], "when": line.when, "more": texts[1:], "weight": line.weight,
                "reach": called}  # fmt: skip

    def _task(self, owed: Obligation, line: Line) -> dict[str, Any]:
        people = [one.partition(":")[2] for one in owed.owed_by if one.startswith("person:")]
        roster = self.program.roster.people
        called = [
            {"person": person, "name": roster[person].name, "href": reach(via, address)}
            for person in people[:3]
            for via, address in roster[person].contacts[:9]
            if via in CALLED
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

    def _drafts(self, outcome: Outcome, names: PageNames) -> Iterator[dict[str, Any]]:
        """What may be written once it is approved, of what is owed and public."""
        told: set[str] = set()
        for owed in outcome.obligations:
            text = self.drafts.get(owed.template or "")
            if text is not None and owed.template not in told:
                told.add(str(owed.template))
                yield {"task": names.tongue.text(owed.do), "path": owed.template,
                       "lines": text.splitlines()}  # fmt: skip

    def _approvals(self, outcome: Outcome, names: PageNames) -> Iterator[dict[str, Any]]:
        for one in outcome.approvals:
            playbook = one.action.partition("/")[0]
            plan = self.program.playbooks[playbook].approvals[one.id]
            asked = outcome.stated.case.detected_at
            yield {
                "id": f"{playbook}/{one.id}",
                "task": names.task(one.action),
                "requires": names.agreement(plan.by),
                "given": one.given,
                "can": [
                    {**self._reached(who.person, names, asked), "target": names.target(who.target),
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


def question_json(question: OpenFact, names: PageNames, number: int, most: int) -> dict[str, Any]:
    """A question as the page shows it."""
    fact = names.program.ruleset.facts[question.fact]
    return {
        "fact": question.fact,
        "question": names.tongue.text(question.question),
        "type": fact.type,
        "hint": _form(fact, names.tongue),
        "choices": [{"value": value, "called": names.choice(fact, value)}
                    for value in choices(fact)],
        "number": number,
        "most": most,
    }  # fmt: skip


def _form(fact: Fact, tongue_: Tongue) -> str:
    if fact.type in ("integer", "number"):
        return hint(fact, tongue_)
    return ""


def _read(text: str) -> PageState:
    """What a file of an incident states. Raises various errors where it is none."""
    document = json.loads(text[: LONGEST + 1])
    asked: PageState = {
        "id": str(document["id"]),
        "title": str(document["title"]),
        "detected_at": parse_instant(document["detected_at"]),
        "facts": dict(document["facts"]),
        "skipped": [],
        "conflicts": [[one["person"], one["grade"]] for one in document.get("conflicts", ())],
    }
    for key in ("published_at", "aware_at"):
        if key in document:
            asked[key] = parse_instant(document[key])
    return asked


def _told(outcome: Outcome) -> list[str]:
    """Everybody whom the timeline tells, the first first."""
    notices = (row for row in outcome.timeline if row.event in ("notify", "convene"))
    return list(dict.fromkeys(told.person for row in notices for told in row.people))


def _why_not(reason: str | None, tongue_: Tongue) -> str:
    return {
        "drafts it": tongue_.say("drafts it"),
        "has a conflict of interest": tongue_.say("has a conflict of interest"),
        "absent": tongue_.say("absent"),
        "off duty": tongue_.say("off duty"),
    }.get(reason or "", "")


def _value(value: Any) -> Value:
    return frozenset(value) if isinstance(value, list) else value


def _json(document: Any, indent: int | None = None) -> str:
    return json.dumps(_shown(document) if indent is None else document, ensure_ascii=False,
                      indent=indent)  # fmt: skip


def _shown(value: Any) -> Any:
    """The document without what hides or reorders text."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(one) for one in value]
    return value


def open_door(program: str, stamp: str, drafts: str) -> Door:
    """The door to a program that `codec` has written."""
    return Door(decode(program), PolicyStamp(*json.loads(stamp)), json.loads(drafts))
