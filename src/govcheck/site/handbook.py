"""The handbook: pages that people read, of everything that a policy says."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from govcheck.duty.coverage import stints
from govcheck.duty.holes import holes
from govcheck.duty.now import duty
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import NOBODY
from govcheck.engine.decide import decide
from govcheck.load.repository import Repository
from govcheck.model.base import Document, Model
from govcheck.model.channel import ForbiddenPattern
from govcheck.model.role import Role
from govcheck.posts.calendar import calendar
from govcheck.report.escape import visible
from govcheck.report.page.names import PageNames, words
from govcheck.simulate.program import EscalationPlan, PlaybookPlan, Program
from govcheck.simulate.state import state
from govcheck.site.glossary import terms
from govcheck.site.reach import reach
from govcheck.site.sources import Sources
from govcheck.site.wording import condition
from govcheck.targets import read_target
from govcheck.time.clock import DAY, format_instant, local
from govcheck.time.intervals import common, merged, without
from govcheck.time.working_days import WorkingDays
from govcheck.tongue import Tongue
from govcheck.tongue.tongue import city

WEEKS: Final = 8
"""How many weeks of duty the handbook shows."""
CLOSED: Final = "closed"
"""Stands for the person on duty while nobody is meant to be."""
TEMPLATES: Final = os.path.join(os.path.dirname(__file__), "templates")

PAGE_OF: Final = {
    "organization": "organization",
    "team": "organization",
    "role": "organization",
    "person": "people",
    "council": "council",
    "change-control": "council",
    "channel": "channels",
    "network": "channels",
    "rota": "duty",
    "calendar": "duty",
    "vocabulary": "glossary",
    "decision": "severities",
    "guarantee": "severities",
    "escalation": "escalations",
    "playbook": "playbooks",
    "goal": "goals",
    "training": "goals",
    "representative": "speakers",
    "advocate": "speakers",
    "waiver": "accepted",
    "post": "posts",
}
"""On which page a document of a kind stands."""


class SiteReading(NamedTuple):
    """For whom the handbook is made, as of when, and what it may show."""

    at: int
    """The instant as of which duty and terms are shown, in seconds since 1970 UTC."""
    revision: str
    """Empty outside git."""
    dirty: bool
    contacts: bool
    stale_after: int
    """After how many days a copy is called old."""
    until: int
    """Up to which instant duty is known beforehand."""
    base_url: str | None = None
    responds: bool = True
    """Whether the responder's page has its engine."""


class SearchEntry(NamedTuple):
    """Something that can be found: a document by its name, with all that it says."""

    title: str
    kind: str
    href: str
    text: str


class Handbook:
    """The handbook of a policy in one tongue. `prefix` leads from its pages to the root."""

    def __init__(
        self,
        repository: Repository,
        program: Program,
        tongue: Tongue,
        sources: Sources,
        reading: SiteReading,
        languages: tuple[tuple[str, str, str], ...],
        prefix: str,
    ) -> None:
        self.repository, self.policy = repository, repository.policy
        self.program, self.roster = program, program.roster
        self.tongue, self.names = tongue, PageNames(program, tongue)
        self.sources, self.reading = sources, reading
        self.languages, self.prefix = languages, prefix
        self.zone = program.roster.timezone
        self.people = {person.id: person for person in self.policy.people}
        self._environment = _environment(self)

    def pages(self) -> dict[str, str]:
        """Every page by its name without the suffix."""
        made = {name: self._page(name) for name in dict(self.chapters())}
        made["search"] = self._page("search", entries=self.entries())
        return {**made, "wallet": self._page("wallet"), "respond": self._page("respond")}

    def _page(self, name: str, **more: object) -> str:
        chapters = dict(self.chapters())
        others = {
            "search": self.tongue.say("Search"),
            "wallet": self.tongue.say("For the wallet"),
            "respond": self.tongue.say("What do we do?"),
        }
        template = self._environment.get_template(f"{name}.html")
        title = chapters.get(name) or others[name]
        return template.render(page=name, title=title, chapters=chapters, **more)

    def source_pages(self) -> Iterator[tuple[str, str]]:
        """The policy's files as pages, by their paths; none where they are shown elsewhere."""
        template = self._environment.get_template("source.html")
        for path, lines in self.sources.pages:
            up = "../" * (path.count("/") + 1)
            yield path, template.render(path=path, lines=lines, up=up)

    def chapters(self) -> Iterator[tuple[str, str]]:
        """The pages in the order of the contents, each with its title."""
        say = self.tongue.say
        yield "index", say("Handbook")
        yield "duty", say("On duty")
        yield "severities", say("How serious it is")
        yield "escalations", say("Escalations")
        yield "playbooks", say("Playbooks")
        yield "organization", say("Organisation and teams")
        yield "people", say("People")
        yield "council", say("Council")
        yield "channels", say("Channels")
        yield "speakers", say("Advocates and representatives")
        yield "goals", say("Goals and trainings")
        yield "posts", say("Calendar of posts")
        yield "accepted", say("Accepted weaknesses")
        yield "glossary", say("Glossary")

    # What the templates ask for.

    def address(self, document: Document) -> str:
        """Where a document stands in the handbook."""
        kind = document.kind_name
        return f"{PAGE_OF[kind]}.html#{kind}-{document.name_in_kind}"

    def person(self, name: str) -> Markup:
        """Somebody's name, as a link to them."""
        if name not in self.people:
            return Markup("{}").format(visible(words(name)))
        href = f"people.html#person-{name}"
        return Markup('<a href="{}">{}</a>').format(href, visible(self.names.person(name)))

    def on_duty(self, name: str) -> Markup:
        """Who is on duty, as a link to them; in words while nobody is."""
        if name == NOBODY:
            return Markup('<span class="warn">{}</span>').format(self.tongue.say("NOBODY"))
        return (
            Markup("{}").format(self.tongue.say("closed, as planned"))
            if name == CLOSED
            else self.person(name)
        )

    def persons(self, listed: Any) -> Markup:
        """Names with commas between."""
        return Markup(", ").join(self.person(one) for one in listed)

    def target(self, target: str) -> Markup:
        """A target by what it is called, as a link to where it is explained."""
        kind, name = read_target(target)
        if kind == "person":
            return self.person(name)
        page = {
            "role": f"organization.html#role-{name}",
            "team": f"organization.html#team-{name}",
            "rota": f"duty.html#rota-{name}",
            "next": f"duty.html#rota-{name}",
            "council": f"council.html#council-{name}",
            "chain": f"council.html#council-{name}",
            "representative": f"speakers.html#department-{name}",
        }[kind]
        called = self.names.target(target)
        if kind == "chain":
            called = self.tongue.say("whoever commands of {council}", council=called)
        return Markup('<a href="{}">{}</a>').format(page, visible(called))

    def targets(self, listed: Any) -> Markup:
        """Targets with commas between."""
        return Markup(", ").join(self.target(one) for one in listed)

    def channels_named(self, ids: Any) -> Markup:
        """Channels as links."""
        known = {one.id: one for one in self.policy.channels}
        return Markup(", ").join(
            Markup('<a href="channels.html#channel-{}">{} {}</a>').format(
                id_, visible(words(known[id_].network)), visible(known[id_].handle)
            )
            if id_ in known
            else visible(id_)
            for id_ in ids
        )

    def numbers(self, name: str) -> tuple[tuple[str, str, str], ...]:
        """How somebody is reached: way, address, and the link that calls or writes."""
        person = self.people.get(name)
        if person is None or not self.reading.contacts:
            return ()
        return tuple((one.via, one.address, reach(one.via, one.address)) for one in person.contacts)

    def texts(self, value: Any) -> tuple[str, ...]:
        """One text or several, as several."""
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(value)

    def length(self, allowed: Any) -> str:
        """A duration in words, or working days."""
        if isinstance(allowed, WorkingDays):
            return self.tongue.count("{count} working day", "{count} working days", allowed.days)
        return self.tongue.duration(int(allowed))

    def day(self, day: date | None) -> str:
        """A day in words; nothing where there is none."""
        return "" if day is None else self.tongue.date(day)

    def moment(self, at: int) -> str:
        """A day and a time on the organisation's clock."""
        return f"{self.tongue.day(at, self.zone)}, {self.tongue.time(at, self.zone)}"

    def is_over(self, day: date | None) -> bool:
        """Whether a day has passed."""
        return day is not None and day < local(self.reading.at, self.zone).date()

    def roles(self) -> list[tuple[Role, tuple[str, ...]]]:
        """Every role with those who have it."""
        return [(role, self.roster.roles.get(role.id, ())) for role in self.policy.roles]

    def areas(self) -> Iterator[tuple[str, Any, Any]]:
        """Every area with the team that has it and who answers for it; None where nobody does."""
        root = self.policy.organization
        held = {
            area: (team, one)
            for team in self.policy.teams
            for area, one in team.responsibilities.items()
        }
        for area in dict.fromkeys((*(() if root is None else root.responsibilities), *held)):
            team, one = held.get(area, (None, None))
            yield area, team, one

    def weeks(self, rota: str) -> list[tuple[int, int, str]]:
        """Who is on duty in the weeks to come: from, to, and who.

        A gap is `nobody`; one that is meant is `closed`, and is left out unless it is now.
        """
        at, until = self.reading.at, self.reading.at + WEEKS * 7 * DAY
        missing = [(one.start, one.end) for one in self.gaps() if one.target == f"rota:{rota}"]
        rows = []
        for start, end, who in self.shifts(rota):
            meant = who == NOBODY and not common([(start, end)], missing)
            if start < until and (not meant or start <= at):
                rows.append((start, end, CLOSED if meant else who))
        return rows

    @cache  # noqa: B019 - a handbook lives as long as its site is made
    def shifts(self, rota: str) -> list[tuple[int, int, str]]:
        """Who is on duty as long as it is known beforehand, with the gaps."""
        at, until = self.reading.at, self.reading.until
        found = stints(self.roster, f"rota:{rota}", at, until)
        rows = [(one.start, one.end, one.person) for one in found]
        covered = merged((start, end) for start, end, _ in rows)
        gaps = [(start, end, NOBODY) for start, end in without([(at, until)], covered)]
        return sorted((*rows, *gaps))

    def ever_reachable(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """Every role with who answers to it now, and whether somebody always does."""
        until = self.reading.at + WEEKS * 7 * DAY
        for answer in duty(self.roster, (), self.reading.at, until):
            if not answer.target.startswith("rota:"):
                yield answer.target, tuple(one.person for one in answer.now), not answer.gaps

    @cache  # noqa: B019 - likewise
    def gaps(self) -> list[Any]:
        """Where nobody is although somebody should be, in the weeks to come."""
        until = self.reading.at + WEEKS * 7 * DAY
        return [
            hole
            for rota in self.roster.rotas
            for hole in holes(
                self.roster, f"rota:{rota}", self.reading.at, until, frozenset(),
                self.program.promised,
            )
        ]  # fmt: skip

    def severities(self) -> Iterator[dict[str, Any]]:
        """The severities, the gravest first, each with its rules and the incidents that are it."""
        root = self.policy.organization
        levels = () if root is None else root.severities
        rules = [
            (document, position, rule)
            for document in self.policy.decisions
            if document.decides == "severity"
            for position, rule in enumerate(document.rules)
        ]
        compiled = {
            rule.id: rule
            for table in self.program.ruleset.decisions
            if table.name == "severity"
            for rule in table.rules
        }
        examples = self.examples()
        for position, level in reversed([*enumerate(levels)]):
            yield {
                "level": level,
                "position": position,
                "rules": [
                    {
                        "document": document,
                        "position": number,
                        "when": self.condition(compiled[rule.id].when),
                        "because": rule.because,
                        "id": rule.id,
                    }
                    for document, number, rule in rules
                    if level.id in self.texts(rule.then) and rule.id in compiled
                ],
                "examples": [one for one in examples if level.id in one["severity"]],
            }

    @cache  # noqa: B019 - a handbook lives as long as its site is made
    def examples(self) -> list[dict[str, Any]]:
        """The incidents of the repository, each as what is decided of it."""
        found = []
        for incident in self.policy.incidents:
            stated, problems = state(
                self.program, incident.id, incident.title, incident.detected_at,
                facts=dict(incident.facts),
            )  # fmt: skip
            if problems:
                continue
            rulings = decide(self.program.ruleset, self.roster, stated.case, matches=False)
            results = {one.decision.name: one for one in rulings}
            severity = results.get("severity")
            found.append(
                {
                    "document": incident,
                    "severity": () if severity is None else severity.result,
                    "settled": severity is not None and severity.settled,
                    "playbooks": results["playbooks"].result if "playbooks" in results else (),
                }
            )
        return found

    def other_decisions(self) -> Iterator[tuple[str, list[Any]]]:
        """The decisions but for the severity: what is decided, and its rules."""
        places = {
            (document.id, rule.id): document.place("rules", position)
            for document in self.policy.decisions
            for position, rule in enumerate(document.rules)
        }
        for table in self.program.ruleset.decisions:
            if table.name != "severity":
                rows = [
                    {
                        "when": self.condition(rule.when),
                        "then": [self.names.result(table.name, one) for one in rule.results],
                        "because": rule.because,
                        "place": places.get((rule.document, rule.id)),
                    }
                    for rule in table.rules
                ]
                yield self.names.decision(table.name), rows

    def condition(self, when: Any) -> str:
        """A compiled condition in words."""
        return condition(when, self.names)

    def plan_of(self, document: Any) -> EscalationPlan | PlaybookPlan | None:
        """The compiled plan of an escalation or a playbook."""
        plans = (
            self.program.escalations
            if document.kind_name == "escalation"
            else self.program.playbooks
        )
        return plans.get(document.id)

    def timed_steps(self, plan: EscalationPlan, document: Any) -> Iterator[dict[str, Any]]:
        """The steps of an escalation with when each begins if nobody answers."""
        at = 0
        places = {step.id: position for position, step in enumerate(document.steps)}
        for step in plan.steps:
            yield {
                "step": step,
                "at": at,
                "when": self.condition(step.when),
                "place": document.place("steps", places[step.id]),
            }
            at += step.wait

    def waves(self, plan: PlaybookPlan, document: Any) -> list[list[dict[str, Any]]]:
        """The actions of a playbook, those first that wait for none."""
        actions = {one.id: one for one in plan.actions}
        level: dict[str, int] = {}
        for name in plan.order:
            before = [level[one] for one in actions[name].after if one in level]
            level[name] = 1 + max(before, default=-1)
        places = {action.id: position for position, action in enumerate(document.actions)}
        return [
            [
                {
                    "action": one,
                    "when": self.condition(one.when),
                    "place": document.place("actions", places[one.id]),
                    "agree": [
                        self.names.agreement(plan.approvals[need].by)
                        for need in one.needs
                        if need in plan.approvals
                    ],
                    "after": [actions[name].do for name in one.after if name in actions],
                }
                for one in plan.actions
                if level.get(one.id, 0) == number
            ]
            for number in range(max(level.values(), default=0) + 1)
        ]

    def clock_of(self, plan: PlaybookPlan, clock: str) -> str:
        """From when a deadline counts, where that is not the detection."""
        say = self.tongue.say
        if clock.startswith("action:"):
            named = {one.id: one.do for one in plan.actions}
            done = named.get(clock.partition(":")[2], clock)
            return say("after it is done: {task}", task=self.tongue.text(done))
        return {
            "published": say("after it was published"),
            "aware": say("after we became aware"),
        }.get(clock, "")

    def departments(self) -> dict[str, list[Any]]:
        """The representatives by department."""
        found: dict[str, list[Any]] = {}
        for one in self.policy.representatives:
            found.setdefault(one.department, []).append(one)
        return found

    def forbidden_on(self, channel: Any) -> Iterator[tuple[int, str, str]]:
        """What a channel never says, in words: its position, the text, and why."""
        content = channel.standards.content if channel.standards else None
        for position, one in enumerate(() if content is None else content.forbidden):
            if isinstance(one, ForbiddenPattern):
                yield position, one.pattern, one.because or ""
            else:
                yield position, one, ""

    def scheduled(self) -> list[Any]:
        """The posts on their channels, by time."""
        answers: Callable[[str], tuple[str, ...]] = cache(
            lambda target: everybody(self.roster, target)
        )
        return calendar(self.policy, answers)

    def terms(self) -> list[Any]:
        """The words of the policy language, and those of this policy, by name."""
        return terms(self.policy, self.program, self.names)

    def title_of(self, document: Document) -> str:
        """What a document is called."""
        for field in ("name", "title", "handle", "social_goal"):
            found = getattr(document, field, None)
            if found:
                return self.tongue.text(str(found) if field == "handle" else found)
        if document.kind_name in ("advocate", "representative"):
            return self.names.person(str(getattr(document, "person", "")))
        return words(document.name_in_kind)

    def kind_of(self, document: Document) -> str:
        """What people call a kind of document."""
        say = self.tongue.say
        return {
            "organization": say("organisation"), "team": say("team"), "role": say("role"),
            "person": say("person"), "council": say("council"), "channel": say("channel"),
            "change-control": say("change control"), "network": say("network"),
            "rota": say("rota"), "calendar": say("opening hours"),
            "vocabulary": say("facts"), "decision": say("rules"), "guarantee": say("promise"),
            "escalation": say("escalation"), "playbook": say("playbook"), "goal": say("goal"),
            "training": say("training"), "representative": say("representative"),
            "advocate": say("advocate"), "waiver": say("accepted weakness"), "post": say("post"),
        }[document.kind_name]  # fmt: skip

    @cache  # noqa: B019 - likewise
    def entries(self) -> list[SearchEntry]:
        """Everything that can be found."""
        found = [
            SearchEntry(
                self.title_of(document),
                self.kind_of(document),
                self.address(document),
                " ".join(_words_of(document, self.tongue)),
            )
            for document in self.policy.documents
            if document.kind_name in PAGE_OF
        ]
        return sorted(found, key=lambda entry: (entry.title.casefold(), entry.kind, entry.href))


_UNSEARCHED: Final = frozenset(("contacts", "email", "github", "gitlab", "absences", "kind"))


def _words_of(document: Document, tongue: Tongue) -> Iterator[str]:
    for name in type(document).model_fields:
        if name not in _UNSEARCHED:
            yield from _texts_in(getattr(document, name, None), tongue)


def _texts_in(value: object, tongue: Tongue) -> Iterator[str]:
    if isinstance(value, str):
        yield tongue.text(value)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts_in(one, tongue)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _texts_in(one, tongue)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _texts_in(getattr(value, name, None), tongue)


def _shown(value: Any) -> Any:
    """What a template shows: texts without what hides or reorders others."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(value)


def _environment(handbook: Handbook) -> Environment:
    tongue = handbook.tongue
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"words": words, "text": tongue.text, "number": tongue.number}
    environment.globals |= {
        "h": handbook,
        "policy": handbook.policy,
        "organization": handbook.policy.organization,
        "reading": handbook.reading,
        "root": handbook.prefix,
        "language": tongue.language,
        "say": tongue.say,
        "count": tongue.count,
        "link": handbook.sources.link,
        "instant": format_instant,
        "city": city,
        "nobody": NOBODY,
        "closed": CLOSED,
        "weeks": WEEKS,
        "elapsed": tongue.duration,
    }
    return environment
