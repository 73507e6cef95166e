"""`agenda`: what a council has to deal with, gathered from everything that a tree says."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from govcheck.agenda.days import days
from govcheck.agenda.item import (
    OF_REVISION,
    UNPROVEN,
    Agenda,
    AgendaItem,
    Meeting,
    Urgency,
    item_of,
    state_of,
)
from govcheck.cache.store import Cache
from govcheck.duty.meetings import meeting_day, meeting_seats
from govcheck.duty.resolve import everybody
from govcheck.duty.seats import seated_ever
from govcheck.errors import GovcheckError
from govcheck.finding import Place
from govcheck.load.ages import first_written
from govcheck.load.tree import INCIDENTS, POLICIES, Tree
from govcheck.logbook.entry import SUFFIX
from govcheck.logbook.review import review_of
from govcheck.posts.calendar import calendar
from govcheck.posts.mentions import MentionCensus
from govcheck.posts.workload import expected_answers, shortages
from govcheck.scenarios.confirmation import is_unconfirmed
from govcheck.scenarios.coverage import coverage
from govcheck.simulate.play import play
from govcheck.time.clock import DAY, local
from govcheck.translation import said
from govcheck.workspace.answers import tested
from govcheck.workspace.loading import Loading
from govcheck.workspace.logs import LoggedIncident, open_logged
from govcheck.workspace.proven import Refutations, begun
from govcheck.workspace.replay import past_mentions
from govcheck.workspace.validate import examine_loading

WITHOUT_COUNCIL: Final = timedelta(days=31)
"""How far ahead is looked where no council meets."""
REVIEWED_FOR: Final = timedelta(days=365)
"""How long an incident with something broken is told after its end."""
MOST_AGES: Final = 100
"""The ages of so many waivers and comments are looked up in the history."""
_DATED: Final = frozenset(
    ("CNCL006", "PERS002", "PERS003", "DEC021", "CHAN009", "GOAL001", "PLAY017", "ROTA001",
     "WAIVER002", "TEAM009", "POST003")
)  # fmt: skip
"""Findings that have an item of their own."""


class _Past(NamedTuple):
    """What incidents of the past, and archives, say."""

    reached: frozenset[str]
    """The rules that they reached, as `decision/document/rule`."""
    censuses: tuple[MentionCensus, ...] = ()
    """The mentions of each archive."""


def agenda_of(
    tree: Tree, cache_: Cache, at: int, until: int | None = None, *, proven: bool = True
) -> Agenda:
    """Everything that a council has to deal with by an instant, by its next meeting by default.

    Unless it is `proven`, which takes longest, what only a proof of a year or a run of all
    scenarios finds, and what archives say, is left out, and noted.

    Raises InvalidPolicy where documents or rules cannot be read.
    """
    gathering = _Gathering(tree, cache_, at)
    return gathering.agenda(until, proven=proven)


class _Gathering:
    """A tree on its way to an agenda."""

    def __init__(self, tree: Tree, cache_: Cache, at: int) -> None:
        self._tree, self._cache, self._at = tree, cache_, at
        self._loading = Loading(tree, cache_)
        found = self._loading.opened.must_load()
        self._repository, self._policy = found.repository, found.policy
        self._program = found.program
        self._today = local(at, self._policy.timezone).date()
        self._notes: list[str] = []
        self._until, self._ahead = self._today, self._today

    def agenda(self, until: int | None, *, proven: bool) -> Agenda:
        """The agenda up to an instant, or else up to the next meeting."""
        meetings = tuple(self._meetings())
        first = min(meetings, key=lambda one: one.day, default=None)
        ahead: date | None = None
        if until is not None:
            end = local(until, self._policy.timezone).date()
        elif first is not None:
            end, ahead = first.day, first.after
        else:
            end = self._today + WITHOUT_COUNCIL
        self._until, self._ahead = end, ahead or end
        if not proven:
            self._notes.append(UNPROVEN)
        pending = begun(self._loading, self._at, (0, 1)) if proven else None
        logged = list(self._logged())
        past = self._past(logged) if proven else _Past(frozenset())
        others = (
            *self._incidents(logged),
            *self._posts(),
            *self._dated(),
            *self._accepted(),
            *(self._untested(past) if proven else ()),
            *self._hours(past),
            *self._findings(),
        )
        items = (*(() if pending is None else self._refuted(pending())), *others)
        return Agenda(
            self._at,
            self._policy.timezone,
            end,
            ahead,
            meetings,
            items,
            tuple(self._notes),
            expected_answers(self._policy, past.censuses),
        )

    def _meetings(self) -> Iterator[Meeting]:
        roster = self._program.roster
        for council in self._policy.councils:
            sitting = roster.councils[council.id]
            day = meeting_day(roster, sitting, council.meets, self._today)
            after = meeting_day(roster, sitting, council.meets, day + timedelta(days=1))
            seats = meeting_seats(roster, sitting, day)
            yield Meeting(council.id, day, after, council.quorum, seats)

    def _state(self, day: date) -> Urgency | None:
        ahead = self._ahead if self._ahead > self._until else None
        return state_of(day, self._today, self._until, ahead)

    def _refuted(self, found_by: Mapping[int, Refutations]) -> Iterator[AgendaItem]:
        proofs, exposed = found_by[0], found_by[1]
        for one in proofs.told(self._at):
            found = item_of(proofs.judge(one, self._at), "refuted")
            yield found._replace(subject=one.subject)
        for one in exposed.told(self._at):
            found = item_of(exposed.judge(one, self._at), "absence")
            person = one.subject.partition("/")[2]
            yield found._replace(subject=one.subject, people=(person,), fails=one.failing)

    def _logged(self) -> Iterator[LoggedIncident]:
        """Every incident with a log; those of a revision are not looked at."""
        if self._tree.revision is not None:
            self._notes.append(OF_REVISION)
            return
        paths = [
            f"{self._tree.root}/{entry.path.removesuffix(SUFFIX)}.yaml"
            for entry in self._tree.entries()
            if entry.path.startswith(f"{INCIDENTS}/") and entry.path.endswith(SUFFIX)
        ]
        found = open_logged(self._tree, self._program, paths, self._cache)
        self._notes += found.missing
        for one in found.findings:
            self._notes.append(f"{one.span.path}:{one.span.line}: {one.message}")
        yield from found.incidents

    def _incidents(self, logged: list[LoggedIncident]) -> Iterator[AgendaItem]:
        """Those that are open, and those of the last year in which something was broken or late."""
        zone = self._policy.timezone
        seats = seated_ever(self._program.roster)
        for one in logged:
            path = one.path.removeprefix(f"{self._tree.root}/")
            about, subject = one.statement.title, f"incident/{one.statement.id}"
            entries = [entry.at for entry in one.book.entries if entry.at <= self._at]
            if not entries:
                continue
            began = local(one.statement.detected_at, zone).date()
            made = AgendaItem("open-incident", subject, about=about, path=path, line=1, since=began)
            if one.book.is_open:
                yield made
                continue
            known = one.book.until(self._at)
            ended = local(known.ended or max(entries), zone).date()
            review = review_of(one.at(self._at), one.policy, known.of("reviewed"), seats)
            broken = [each.obligation for each in review.left]
            self._notes += [
                said(
                    "{path}: `{who}` has no seat on a council, so that their review does not count",
                    path=path,
                    who=who,
                )
                for who in review.strangers
            ]
            if broken and ended + REVIEWED_FOR >= self._today:
                yield made._replace(
                    topic="incident-review",
                    part=", ".join(broken),
                    number=len(review.of("late")),
                )

    def _posts(self) -> Iterator[AgendaItem]:
        people = cache(lambda target: everybody(self._program.roster, target))
        for one in calendar(self._policy, people):
            asked = one.consent
            if asked is None or asked.is_given or one.post.status == "published":
                continue
            day = None if one.at is None else local(one.at, one.timezone).date()
            state = "open" if day is None else self._state(day)
            if state is None:
                continue
            could = tuple(who for who in asked.can if who not in asked.given)
            yield self._placed(
                AgendaItem(
                    "post",
                    one.post.ref,
                    one.channel,
                    day,
                    state,
                    people=could,
                    about=one.title,
                    number=asked.needed - len(asked.given),
                ),
                one.post.place("id"),
            )

    def _dated(self) -> Iterator[AgendaItem]:
        found = []
        for one in days(self._policy, self._today):
            state = self._state(one.day)
            if state is not None:
                item = AgendaItem(
                    one.topic, one.subject, one.part, one.day, state, people=one.people,
                    about=one.about,
                )  # fmt: skip
                found.append(self._placed(item, one.place))
        yield from sorted(found, key=lambda one: (one.day or self._today, one.topic, one.subject))

    def _accepted(self) -> Iterator[AgendaItem]:
        """Waivers by their end, and comments that ignore something, by their age."""
        waivers, ages = self._policy.waivers, 0
        for one in sorted(waivers, key=lambda waiver: (waiver.until, waiver.id)):
            ages += 1
            day = one.until
            state = self._state(day) or "open"
            source = self._repository.files[one.place().path].source
            stated = source.line(self._repository.line(one.place("id"))).strip()
            since = self._since(stated, POLICIES, ages)
            item = AgendaItem(
                "waiver", one.ref, one.check, day, state, since,
                one.approved_by, self._policy.prose(one.reason),
            )  # fmt: skip
            yield self._placed(item, one.place("until"))
        ignores = []
        for path, loaded in self._repository.files.items():
            if "govcheck:" not in loaded.source.text:
                continue
            from govcheck.load.comments import find_ignores

            for ignore in find_ignores(loaded.source):
                ages += 1
                line = loaded.source.line(ignore.span.line)
                text = line[ignore.span.column - 1 :].strip()
                since = self._since(text, path.partition("/")[0], ages)
                ignores.append(
                    AgendaItem(
                        "ignore", path, ", ".join(ignore.rules), since=since, about=ignore.reason,
                        path=path, line=ignore.span.line,
                    )
                )  # fmt: skip
        yield from sorted(ignores, key=lambda one: (one.since or self._today, one.path, one.line))

    def _since(self, text: str, folder: str, number: int) -> date | None:
        if number > MOST_AGES:
            return None
        at = first_written(self._tree.root, self._tree.revision, text, folder)
        return None if at is None else local(at, self._policy.timezone).date()

    def _untested(self, past: _Past) -> Iterator[AgendaItem]:
        for path, loaded in self._repository.files.items():
            start = 0
            for root, title in zip(loaded.roots, loaded.titles, strict=True):
                before = loaded.source.text[start : root.start]
                start = root.end
                if (title or "").startswith("scenario/") and is_unconfirmed(before):
                    line = loaded.source.position(root.start)[0]
                    yield AgendaItem("scenario", title or path, path=path, line=line)
        result = tested(self._tree, self._cache)
        for one in result.unreached:
            if one.kind in ("rule", "otherwise") and one.subject not in past.reached:
                document, _, rule = one.subject.rpartition("/")
                where = one.span
                yield AgendaItem("rule", document, rule, path=where.path, line=where.line)

    def _past(self, logged: list[LoggedIncident]) -> _Past:
        """What incidents with a log and archives reached, by the policy as it is now."""
        outcomes = []
        for one in logged:
            try:
                unfolded = one._replace(program=self._program).at(self._at)
                outcomes.append(play(self._program, unfolded.now.stated))
            except GovcheckError as error:
                self._notes.append(f"{one.path}: {error}")
        reached = {item.subject for item in coverage(self._program, outcomes).reached}
        if self._tree.revision is not None:
            return _Past(frozenset(reached))
        tomorrow = (self._at // DAY + 1) * DAY
        channels = frozenset(one.id for one in self._policy.channels)
        mentions = past_mentions(self._tree, self._cache, self._program, channels, tomorrow)
        self._notes += mentions.faults
        reached |= {rule for census in mentions.censuses for rule in census.rules}
        return _Past(frozenset(reached), mentions.censuses)

    def _hours(self, past: _Past) -> Iterator[AgendaItem]:
        for one in shortages(self._policy, self._program.roster, past.censuses):
            team = next((each for each in self._policy.teams if each.id == one.team), None)
            place = one.chores[0].place if team is None else team.place("members", of_key=True)
            subject = "organization" if team is None else team.ref
            item = AgendaItem("workload", subject, people=one.people, short=one)
            yield self._placed(item, place)

    def _findings(self) -> Iterator[AgendaItem]:
        """What `validate` finds now, or will by the end; but for what is accepted."""
        examined = examine_loading(self._loading)
        end = max(self._until, self._ahead)
        later = examined.judged(self._at, max(end - self._today, timedelta()) + timedelta(days=1))
        for finding in later:
            if finding.code in _DATED or finding.waived is not None:
                continue
            day = finding.expires
            state = None if day is None else self._state(day)
            held = day is None or day < self._today
            yield item_of(finding, "finding")._replace(
                day=None if held else day, state="open" if held or state is None else state
            )

    def _placed(self, item: AgendaItem, place: Place) -> AgendaItem:
        span = self._repository.span(place)
        return item._replace(path=span.path, line=span.line)
