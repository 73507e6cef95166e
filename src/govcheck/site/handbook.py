"""The handbook: pages that people read, of everything that a policy says."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from govcheck.agenda.item import Agenda
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import NOBODY
from govcheck.load.repository import Repository
from govcheck.model.agreement import agreement_of
from govcheck.model.change_control import ChangeCondition
from govcheck.model.channel import ForbiddenPattern
from govcheck.model.role import Role
from govcheck.model.texts import WEEKDAYS
from govcheck.papers.gate.sentences import effect_in_words
from govcheck.posts.calendar import Scheduled, calendar
from govcheck.render.escape import visible
from govcheck.render.page.names import PageNames, language_name, permission_name, way_name
from govcheck.simulate.program import Program
from govcheck.site.links import Links, Sources, headed, network_called
from govcheck.site.matters import Matters
from govcheck.site.reading import SiteRequest
from govcheck.site.rulings import Plans, RulingTables, area_name
from govcheck.site.search import GlossaryTerm, SearchEntry, kind_name, search_entries, terms
from govcheck.site.shifts import CLOSED, WEEKS, Shifts
from govcheck.targets import words
from govcheck.time.clock import local
from govcheck.time.working_days import WorkingDays
from govcheck.tongue import Tongue
from govcheck.tongue.forms import FORMS
from govcheck.tongue.tongue import city

_SOURCE: Final = re.compile(r'\s+<a class="src"')
"""The mark of a source, which does not stand on a line of its own."""
TEMPLATES: Final = os.path.join(os.path.dirname(__file__), "templates")


class Handbook:
    """The handbook of a policy in one tongue. `prefix` leads from its pages to the root.

    `languages` are the other ones: tag, own name, and the way to their pages.
    """

    def __init__(
        self,
        repository: Repository,
        program: Program,
        tongue: Tongue,
        sources: Sources,
        reading: SiteRequest,
        languages: tuple[tuple[str, str, str], ...],
        prefix: str,
        agenda: Agenda | None = None,
    ) -> None:
        self.policy, self.program, self.roster = repository.policy, program, program.roster
        self.tongue, self.names = tongue, PageNames(program, tongue)
        self.sources, self.reading = sources, reading
        self.languages, self.prefix = languages, prefix
        self.zone = program.roster.timezone
        self.links = Links(self.policy, self.names, contacts=reading.contacts)
        self.shifts = Shifts(program, reading.at, reading.until)
        self.agenda = self._agenda(agenda)
        self._environment = _environment(self)

    def _agenda(self, agenda: Agenda | None) -> Matters | None:
        if agenda is None:
            return None
        ways = {
            each
            for one in self.policy.people
            for each in (*(way.address for way in one.contacts), one.email, one.github, one.gitlab)
            if each
        }
        secrets = frozenset() if self.reading.contacts else frozenset(ways)
        return Matters(agenda, self.names, self.links, self.sources, secrets)

    def pages(self) -> dict[str, str]:
        """Every page by its name without the suffix."""
        return {name: self._page(name) for name in self.titles()}

    def _page(self, name: str) -> str:
        template = self._environment.get_template(f"{name}.html")
        return _SOURCE.sub(
            '\N{NO-BREAK SPACE}<a class="src"',
            template.render(page=name, title=self.titles()[name]),
        )

    def source_pages(self) -> Iterator[tuple[str, str]]:
        """The policy's files as pages, by their paths; none where they are shown elsewhere."""
        template = self._environment.get_template("source.html")
        for path, lines in self.sources.pages:
            up = "../" * (path.count("/") + 1)
            yield path, template.render(path=path, lines=lines, up=up)

    @cache  # noqa: B019 - a handbook lives as long as its site is made
    def titles(self) -> dict[str, str]:
        """What each page is called."""
        say = self.tongue.say
        return {
            "index": say("Handbook"),
            "duty": say("On duty"),
            "severities": say("How serious it is"),
            "escalations": say("Escalations"),
            "playbooks": say("Playbooks"),
            "wallet": say("For the wallet"),
            "organization": say("Organisation and teams"),
            "people": say("People"),
            "council": say("Council"),
            "agenda": say("Agenda"),
            "speakers": say("Advocates and representatives"),
            "channels": say("Channels"),
            "posts": say("Calendar of posts"),
            "goals": say("Goals and trainings"),
            "accepted": say("Accepted weaknesses"),
            "glossary": say("Glossary"),
            "search": say("Search"),
            "respond": say("What do we do?"),
        }

    def contents(self) -> list[tuple[str, tuple[str, ...]]]:
        """The pages in the order of the contents, under what they have in common."""
        say = self.tongue.say
        return [
            (say("When something happens"),
             ("duty", "severities", "escalations", "playbooks", "wallet")),
            (say("Who we are"), ("organization", "people", "council", "agenda", "speakers")),
            (say("What we do"), ("channels", "posts", "goals")),
            (say("About this policy"), ("accepted", "glossary", "search")),
        ]  # fmt: skip

    # What the templates ask for.

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

    def rate(self, count: int, per: Any) -> str:
        """How often something may be, in words."""
        say = self.tongue.say
        match per:
            case "hour":
                return say("{count} an hour", count=count)
            case "day":
                return say("{count} a day", count=count)
            case "week":
                return say("{count} a week", count=count)
            case "month":
                return say("{count} a month", count=count)
        return say("{count} in {time}", count=count, time=self.length(per))

    def weekdays(self, key: str) -> str:
        """A key of opening hours, `mon-fri` or `sat`, in words; others as they stand."""
        known = dict(zip(WEEKDAYS, FORMS[self.tongue.language].weekdays, strict=True))
        return " - ".join(known.get(one, one) for one in key.split("-"))

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

    def requirement(self, required: Any) -> str:
        """Who has to approve a change, in words."""
        return self.names.agreement(agreement_of(required))

    def covers(self, when: ChangeCondition) -> str:
        """Which changes a rule is about, in words."""
        tongue, say = self.tongue, self.tongue.say
        asked = (
            [kind_name(one, tongue) for one in when.kinds or ()],
            [effect_in_words(tongue, one) for one in when.effects or ()],
            [say("the fields {fields}", fields=", ".join(when.fields))] if when.fields else [],
            [*(when.paths or ())],
        )
        return say(" AND ").join(tongue.any_of(one) for one in asked if one)

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

    def last_resorts(self) -> tuple[str, ...]:
        """Whom to call where there is no rota: everybody who is the last resort."""
        told = (everybody(self.roster, one.last_resort) for one in self.policy.escalations)
        return tuple(dict.fromkeys(person for people in told for person in people))

    def scheduled(self) -> list[Scheduled]:
        """The posts on their channels, by time."""
        answers: Callable[[str], tuple[str, ...]] = cache(
            lambda target: everybody(self.roster, target)
        )
        return calendar(self.policy, answers)

    @cache  # noqa: B019 - likewise
    def terms(self) -> list[GlossaryTerm]:
        """The words of the policy language, and those of this policy, by name."""
        return terms(self.policy, self.program, self.names)

    @cache  # noqa: B019 - likewise
    def entries(self) -> list[SearchEntry]:
        """Everything that can be found."""
        return search_entries(self.policy, self.names, self.links, self.terms())


def _shown(value: Any) -> Any:
    """What a template shows: texts without what hides or reorders others."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(value)


def _environment(handbook: Handbook) -> Environment:
    tongue, links = handbook.tongue, handbook.links
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "words": words, "text": tongue.text, "number": tongue.number, "headed": headed,
        "network": network_called, "area": partial(area_name, tongue=tongue),
        "permission": partial(permission_name, tongue=tongue), "tag": links.tag,
        "way": partial(way_name, tongue=tongue), "language": partial(language_name, tongue),
    }  # fmt: skip
    environment.globals |= {
        "h": handbook,
        "links": links,
        "shifts": handbook.shifts,
        "rulings": RulingTables(handbook.policy, handbook.program, handbook.names),
        "plans": Plans(handbook.program, handbook.names),
        "names": handbook.names,
        "policy": handbook.policy,
        "organization": handbook.policy.organization,
        "reading": handbook.reading,
        "root": handbook.prefix,
        "language": tongue.language,
        "say": tongue.say,
        "count": tongue.count,
        "link": handbook.sources.link,
        "city": city,
        "nobody": NOBODY,
        "closed": CLOSED,
        "weeks": WEEKS,
        "elapsed": tongue.duration,
    }
    return environment
