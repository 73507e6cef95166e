"""What one import has taken, approximated and left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from govcheck.finding import Diagnostic
from govcheck.imports import violations as rules
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.directory import directory_of, folded, slug, unused
from govcheck.imports.draft import ORIGIN, Draft
from govcheck.imports.remark import Remark, Sentence, say
from govcheck.imports.shifts import (
    HORIZON,
    DutyStretch,
    NoSuchShift,
    SourceRota,
    differences,
    duty_of,
    joined,
    rota_of,
    walk,
)
from govcheck.load.policy import Policy
from govcheck.source import Span
from govcheck.time.clock import format_duration

MOST_ITEMS: Final = 5000
"""So many documents an import makes at most."""


class Wishes(NamedTuple):
    """What whoever imports has said."""

    at: int
    """What has ended by then is not taken."""
    said: Mapping[str, str] = {}
    """Who or what a name of the export means: a person's id, `nobody`, or a target."""
    timezone: str | None = None
    last_resort: str | None = None
    dates: str | None = None
    """Whether the month (`mdy`) or the day (`dmy`) stands first in a date with slashes."""
    name: str | None = None
    """What the rota of a calendar or a table is called."""
    check_rendered: bool = False


class Present(NamedTuple):
    """A document that the policy has already."""

    name: str
    sentence: Sentence
    place: Span


class Batch:
    """The documents of one import, and everything that is said of it."""

    def __init__(self, tool: str, policy: Policy | None, wishes: Wishes) -> None:
        self.tool = tool
        self.policy = policy
        self.wishes = wishes
        self.people = directory_of(policy, wishes.said)
        self.drafts: list[Draft] = []
        self.present: list[Present] = []
        self.approximated: list[Remark] = []
        self.left_out: list[Remark] = []
        self._rotas: dict[str, tuple[str, ...]] = {}
        documents = () if policy is None else policy.documents
        self._origins = {
            str(origin["from"]): document.name_in_kind
            for document in documents
            if isinstance(origin := document.extensions.get(ORIGIN), dict) and "from" in origin
        }
        self._ids: dict[str, set[str]] = {}
        for document in documents:
            self._ids.setdefault(document.kind_name, set()).add(document.name_in_kind)

    @property
    def timezone(self) -> str | None:
        """The zone of what has none: as said, or the organisation's; nobody's is guessed."""
        if self.wishes.timezone or self.policy is None or self.policy.organization is None:
            return self.wishes.timezone
        return self.policy.timezone

    def approximate(
        self,
        at: Cursor,
        rule: Diagnostic,
        sentence: Sentence,
        stretches: Iterable[DutyStretch] = (),
        zone: str = "UTC",
    ) -> None:
        """Say that something is not quite what the export has."""
        intervals = tuple((start, end) for start, end, _ in stretches)
        remark = at.remark(rule, sentence)
        self.approximated.append(remark._replace(intervals=intervals, zone=zone))

    def leave_out(
        self,
        at: Cursor,
        rule: Diagnostic | None,
        sentence: Sentence,
        advice: Sentence | None = None,
    ) -> None:
        """Say that something is not taken; without a rule nobody who is told changes by it."""
        self.left_out.append(at.remark(rule, sentence)._replace(help=advice))

    def attempt(self, each: Iterable[Cursor], read: Callable[[Cursor], None]) -> None:
        """Read some things, each of which may turn out to be unreadable."""
        for one in each:
            try:
                read(one)
            except Unreadable as error:
                self.fault(error)

    def fault(self, error: Unreadable) -> None:
        """Say that something cannot be read."""
        self.left_out.append(error.remark)

    def origin(self, noun: str, key: str) -> str:
        """How a thing of the export is remembered."""
        return f"{self.tool}/{noun}/{key}"

    def id_for(self, kind: str, origin: str, *names: str) -> str:
        """The id that a document from there has already, or one that is free."""
        if origin in self._origins:
            return self._origins[origin]
        wanted = next((slug(name) for name in names if slug(name)), kind)
        found = unused(wanted, self._ids.setdefault(kind, set()))
        self._ids[kind].add(found)
        return found

    def came_before(self, origin: str) -> str | None:
        """The id of the document that came from there in an earlier import."""
        return self._origins.get(origin)

    def add(self, draft: Draft) -> None:
        """Take a document."""
        if len(self.drafts) >= MOST_ITEMS:
            said = say("the export makes more than {count} documents", count=MOST_ITEMS)
            raise Unreadable(Remark(rules.UNREADABLE, draft.place, said))
        self.drafts.append(draft)

    def person(
        self,
        at: Cursor,
        key: str,
        name: str,
        email: str | None,
        fields: Mapping[str, Any],
        aliases: Sequence[str] = (),
        notes: tuple[Sentence, ...] = (),
    ) -> str:
        """Take somebody, unless the policy has them; the id by which they are known."""
        origin = self.origin("person", key)
        earlier = self.came_before(origin)
        found = self.people.said(key, email or "", name) if earlier is None else None
        if found is None and earlier is None:
            known = self.people.find(email) if email else None
            same = None if known else self._namesake(name, email)
            found = known.id if known else same
        for draft in self.drafts:
            if draft.kind == "person" and (draft.origin == origin or draft.id == found):
                self.people.know(draft.id, name, email, key, *aliases)
                again = say("`{name}` is there a second time: the first one counts", name=name)
                self.leave_out(at, None, again)
                return draft.id
        if found is not None:
            self.people.know(found, name, email, key, *aliases)
            said = say("`{name}` is a person of the policy already", name=name)
            self.present.append(Present(f"person/{found}", said, at.place))
            return found
        id_ = earlier or self.people.fresh(name, (email or "").partition("@")[0], key)
        self.people.know(id_, name, email, key, *aliases)
        self._ids.setdefault("person", set()).add(id_)
        shown = {"name": name, **({"email": email} if email else {}), **fields}
        note = say("from {tool}: {noun} {key}", tool=self.tool, noun="person", key=key)
        self.add(Draft("person", id_, shown, origin, at.place, (note, *notes)))
        return id_

    def _namesake(self, name: str, email: str | None) -> str | None:
        """Somebody of the policy with that name, unless the addresses differ."""
        for person in () if self.policy is None else self.policy.people:
            if folded(str(person.name)) == folded(name) and not (person.email and email):
                return person.id
        return None

    def rotas_of(self, schedule: str) -> tuple[str, ...]:
        """The ids of the rotas that a schedule of the export has become."""
        said = self.people.said(schedule)
        if said is not None:
            return (said.removeprefix("rota:"),)
        if schedule in self._rotas:
            return self._rotas[schedule]
        earlier = self.came_before(self.origin("schedule", schedule))
        return () if earlier is None else (earlier,)

    def rota(
        self,
        at: Cursor,
        schedule: str,
        key: str,
        source: SourceRota,
        rendered: Sequence[DutyStretch] = (),
        notes: tuple[Sentence, ...] = (),
    ) -> None:
        """Take a rota, compared with its source and with the shifts that the export shows."""
        try:
            fields = rota_of(source, self.wishes.at)
        except NoSuchShift as error:
            said = say(
                "`{name}`: a turn of {length} is no whole number of hours",
                name=error.layer or source.name,
                length=format_duration(error.seconds),
            )
            self.leave_out(at, rules.NO_SUCH_SHIFT, said)
            return
        self.compare(at, source, fields)
        if rendered:
            self.compare_rendered(at, source, fields, rendered)
        self.take_rota(at, schedule, key, source.id, fields, notes)

    def take_rota(
        self,
        at: Cursor,
        schedule: str,
        key: str,
        id_: str,
        fields: dict[str, Any],
        notes: tuple[Sentence, ...] = (),
    ) -> None:
        """Take a rota as it is."""
        self._rotas[schedule] = (*self._rotas.get(schedule, ()), id_)
        note = say("from {tool}: {noun} {key}", tool=self.tool, noun="schedule", key=key)
        origin = self.origin("schedule", key)
        self.add(Draft("rota", id_, fields, origin, at.place, (note, *notes)))

    def compare(self, at: Cursor, source: SourceRota, fields: dict[str, Any]) -> None:
        """Say where the rota has somebody else than its source, from now on."""
        now = self.wishes.at
        begins = [layer.begin for layer in source.layers]
        start = max(now, min(begins, default=now))
        end = start + HORIZON
        found = differences(walk(source, start, end), duty_of(fields, start, end), start, end)
        said = say("`{name}` cannot be said exactly", name=source.name)
        if found:
            self.approximate(at, rules.INEXACT, said, found, source.zone)

    def compare_rendered(
        self,
        at: Cursor,
        source: SourceRota,
        fields: dict[str, Any],
        rendered: Sequence[DutyStretch],
    ) -> None:
        """Say where the rota has somebody else than the shifts that the export shows."""
        start, end = min(one[0] for one in rendered), max(one[1] for one in rendered)
        had = duty_of(fields, start, end)
        found = differences(joined(sorted(rendered)), had, start, end)
        said = say("`{name}` has other people on duty than the export shows", name=source.name)
        if found:
            self.approximate(at, rules.RENDERED, said, found, source.zone)

    def member(self, at: Cursor, *names: str | None) -> str:
        """Who a member of a rotation is.

        Raises:
            Unreadable: Nobody by any of these names is known.
        """
        found = self.people.find(*names)
        if found is None:
            shown = next((name for name in names if name), "?")[:80]
            said = say("nobody in a list of people is `{name}`", name=shown)
            raise UnknownMember(at.remark(rules.UNREADABLE, said))
        return found.id


class UnknownMember(Unreadable):
    """Somebody on duty whom no list has."""

    @property
    def who(self) -> str:
        """How they are called."""
        return str(self.remark.sentence.values["name"])

    def instead_of(self, what: Sentence) -> Remark:
        """The remark that something is not taken because of them."""
        return self.remark._replace(rule=rules.UNKNOWN_PERSON, sentence=what, help=who_is(self.who))


def who_is(name: str) -> Sentence:
    """The advice to say who is meant by a name."""
    return say("say who is meant: `--map {name}=PERSON`, or `=nobody`", name=name)


def schedule_left_out(batch: Batch, error: UnknownMember, name: str) -> None:
    """Say that the schedule of that name is not taken because of somebody whom no list has."""
    said = say(
        "schedule `{name}` is not taken: nobody in a list of people is `{who}`",
        name=name, who=error.who,
    )  # fmt: skip
    batch.left_out.append(error.instead_of(said))


def override_left_out(batch: Batch, override: Cursor) -> None:
    """Say that an override is not taken because nobody knows of which schedule it is."""
    said = say("an override does not say to which of the schedules it belongs")
    advice = say("import each schedule with its own overrides")
    batch.leave_out(override, rules.NO_COUNTERPART, said, advice)
