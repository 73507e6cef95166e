"""The browser's door to the engine: JSON in, JSON out. Nothing here decides anything.

What the page states is what an incident's file states, with what is only said on the page: the
questions that nobody could answer, who is absent, and who has answered.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from govcheck.briefing.simulation import render
from govcheck.counterfactuals.questions import Trials
from govcheck.engine.ruleset import OpenFact
from govcheck.logbook.read import read_log
from govcheck.render.escape import visible
from govcheck.render.page.names import PageNames, rings
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.history import BegunPlaybook
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.site.codec import decode
from govcheck.site.sheet import ResponderSheet, question_json, reached, shown
from govcheck.time.clock import format_instant, parse_instant
from govcheck.tongue import tongue
from govcheck.triage.answers import AnswerError, parse_answer
from govcheck.triage.first_call import first_call
from govcheck.triage.incident import incident_id
from govcheck.triage.interview import Interview

LONGEST: Final = 100_000
"""The longest file of an incident that is read, in characters."""
PageState = dict[str, Any]
"""What the page states: what an incident's file states, with what is only said on the page."""


def stated_id(asked: PageState, zone: str) -> str:
    """The incident's id; made of its title and its day until it has one."""
    return str(asked.get("id") or incident_id(asked["title"], asked["detected_at"], zone))


def statement(asked: PageState, zone: str) -> IncidentStatement:
    """What the page states as an incident's file would."""
    return IncidentStatement(
        stated_id(asked, zone),
        asked["title"],
        asked["detected_at"],
        asked["facts"],
        asked.get("published_at"),
        asked.get("aware_at"),
        tuple((who, grade) for who, grade in asked.get("conflicts", ())),
    )


def incident_file(asked: PageState, program: Program) -> str:
    """The incident as a file: JSON, which is YAML, so that `govcheck simulate` reads it."""
    zone = program.roster.timezone
    document: dict[str, Any] = {
        "kind": "incident",
        "id": stated_id(asked, zone),
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
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_incident(text: str) -> PageState:
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


def log_file(
    asked: PageState, ticked: Sequence[dict[str, Any]], zone: str, revision: str | None
) -> str:
    """The log of what was ticked: JSON Lines, as `govcheck log` writes them."""
    lines: list[dict[str, Any]] = []
    if ticked:
        opened = {"event": "opened", **({} if revision is None else {"policy": revision})}
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


REMEMBERED: Final = 64
"""So many incidents, in ways to state them, are remembered with what was asked of them."""


class Door:
    """A program, asked in JSON. Every text that is to be shown has nothing hidden in it.

    What has been worked out once is remembered, so that a page may ask ahead while nobody waits.
    """

    def __init__(self, program: Program, stamp: PolicyStamp, drafts: Mapping[str, str]) -> None:
        self.program, self.stamp, self.drafts = program, stamp, drafts
        self._tried: dict[str, Trials] = {}
        self._asked: dict[str, tuple[OpenFact | None, int]] = {}

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

    def call(self, text: str, language: str) -> str:
        """What has been said so far, and whom to call in any case."""
        asked = json.loads(text)
        return _json(self._called(asked, self._names(language)))

    def ask(self, text: str, language: str) -> str:
        """The next question of `govcheck triage`, what has been said, and whom to call."""
        asked = json.loads(text)
        names = self._names(language)
        question, left = self._next(asked)
        number = len(asked["facts"]) + len(asked.get("skipped", ())) + 1
        found = None if question is None else question_json(question, names, number, number + left)
        return _json({"question": found, **self._called(asked, names)})

    def answer(self, text: str, fact: str, said: str, language: str) -> str:
        """What an answer states, or why it is none; numbers as people of the tongue write them."""
        names = self._names(language)
        try:
            value = parse_answer(self.program.ruleset.facts[fact], said, names.tongue)
            self._interview(json.loads(text)).answered(fact, value)
        except AnswerError as error:
            return _json({"error": str(error)})
        return _json({"value": value})

    def plan(self, text: str, language: str) -> str:
        """Who to call, what to do, what not to say and who has to agree, as the page shows it.

        Nothing is said of why, and of whoever may be missing; `why` says it, which takes longer.
        """
        asked = json.loads(text)
        outcome, problems = self._played(asked, explain=False)
        if outcome is None:
            return _json({"problems": list(problems)})
        names = self._names(language)
        sheet = ResponderSheet(outcome, names, self.drafts).plan()
        return _json({**sheet, "facts": self._said(asked, names)})

    def why(self, text: str, language: str, asking: bool = False) -> str:
        """Why it is so, what is assumed, and who cannot be missed.

        With `asking` also what further answers would change, which takes as long as a question.
        """
        outcome, problems = self._played(json.loads(text), asking=asking)
        if outcome is None:
            return _json({"problems": list(problems)})
        return _json(ResponderSheet(outcome, self._names(language), self.drafts).why())

    def incident(self, text: str) -> str:
        """The incident as a file that `govcheck simulate` reads."""
        return incident_file(json.loads(text), self.program)

    def read(self, text: str) -> str:
        """What the page states, from a file that `incident` has written; or what is wrong."""
        try:
            asked = read_incident(text)
            problems = self._played(asked, explain=False)[1]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return _json({"unreadable": True})
        return _json({"problems": list(problems)} if problems else {"incident": asked})

    def log(self, text: str, entries: str) -> str:
        """The log of what was ticked, as `govcheck log` writes it."""
        return self._log(json.loads(text), json.loads(entries))

    def _log(self, asked: PageState, ticked: list[dict[str, Any]]) -> str:
        return log_file(asked, ticked, self.program.roster.timezone, self.stamp.revision)

    def _names(self, language: str) -> PageNames:
        return PageNames(self.program, tongue(language))

    def _called(self, asked: PageState, names: PageNames) -> dict[str, Any]:
        left_out = [person for person, _ in asked.get("conflicts", ())]
        call = first_call(self.program, self._interview(asked).case, left_out)
        found = None if call is None else {
            "severity": "" if call.severity is None
            else names.seriousness(call.severity, certain=call.certain),
            "order": names.tongue.say("Call now:") if rings(call.via)
            else names.tongue.say("Write now to:"),
            "people": [reached(one, names, asked["detected_at"]) for one in call.people],
        }  # fmt: skip
        return {"call": found, "facts": self._said(asked, names)}

    def _next(self, asked: PageState) -> tuple[OpenFact | None, int]:
        """The next question, and how many there can be after it at most."""
        key = json.dumps([asked["detected_at"], asked["facts"]], sort_keys=True)
        whole = f"{key} {sorted(asked.get('skipped', ()))}"
        found = self._asked.get(whole)
        if found is None:
            interview = self._interview(asked)._replace(tried=self._tried.setdefault(key, {}))
            question = interview.next_question()
            found = question, 0 if question is None else interview.most_left() - 1
            self._asked[whole] = found
            for kept in (self._asked, self._tried):
                if len(kept) > REMEMBERED:
                    del kept[next(iter(kept))]
        return found

    def _interview(self, asked: PageState) -> Interview:
        return Interview(
            self.program,
            asked["detected_at"],
            asked["facts"],
            frozenset(asked.get("skipped", ())),
            {},
        )

    def _played(
        self, asked: PageState, *, explain: bool = True, asking: bool = True
    ) -> tuple[Outcome | None, tuple[str, ...]]:
        report = statement(asked, self.program.roster.timezone)
        stated, problems = state_as(self.program, report)
        if problems:
            return None, tuple(visible(one.message) for one in problems)
        ticked = asked.get("ticks", ())
        begun: tuple[BegunPlaybook, ...] = ()
        if ticked:
            from govcheck.logbook.unfold import begun_by  # which nobody needs before the first tick

            book = read_log(self._log(asked, ticked).encode())
            begun = begun_by(self.program, report, book)
        outcome = play(
            self.program,
            stated,
            absent=frozenset(asked.get("absent", ())),
            acknowledged=tuple((who, after) for who, after in asked.get("acknowledged", ())),
            explain=explain,
            asking=asking,
            begun=begun,
        )
        return outcome._replace(logged=bool(asked.get("logged"))), ()

    def _said(self, asked: PageState, names: PageNames) -> list[dict[str, Any]]:
        """What has been said so far, in words."""
        facts = self.program.ruleset.facts
        said = [
            {"fact": name, "called": names.fact(facts[name]),
             "value": names.value(
                 facts[name], frozenset(value) if isinstance(value, list) else value)}
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


def _json(document: Any) -> str:
    return json.dumps(shown(document), ensure_ascii=False)


def open_door(program: str, stamp: str, drafts: str) -> Door:
    """The door to a program that `codec` has written."""
    return Door(decode(program), PolicyStamp(*json.loads(stamp)), json.loads(drafts))
