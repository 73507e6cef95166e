"""What people at a desk would have got done: surges, what is left unanswered, and live duty."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, inf
from typing import Final, TypedDict

from govcheck.papers.replay.wording import ReplaySection, ReplayWording
from govcheck.render.shape import shaped
from govcheck.replay.queues import Waiting
from govcheck.replay.replay import SEVERITY
from govcheck.replay.staffing import Staffing, Surge
from govcheck.time.clock import HOUR, format_instant

MOST_SURGES: Final = 5

SurgeJson = TypedDict(
    "SurgeJson",
    {
        "from": str,
        "to": str,
        "arrivals": float,
        "backlog": float,
        "peak": str,
        "late": float,
    },
)


class UnansweredJson(TypedDict):
    """What of one severity has to stop being answered."""

    severity: str
    wanted: float
    unanswered: float
    hours: int


class WaitingJson(TypedDict):
    """How a queue is in the long run."""

    waits: float
    seconds: float | None
    gives_up: float


class LiveHourJson(TypedDict):
    """An hour of live duty, by Erlang C and A."""

    percentile: int
    arrivals: float
    erlang_c: WaitingJson
    erlang_a: WaitingJson


class StaffingJson(TypedDict):
    """What a desk makes of the past."""

    people: int
    answers_per_hour: float
    share: float
    respond_within: int
    calendar: str | None
    wanted: float
    late: float
    surges: list[SurgeJson]
    unanswered: list[UnansweredJson]
    live: list[LiveHourJson]


class StaffingWording(ReplayWording):
    """Tells what a desk makes of the past."""

    def sections(self, found: Staffing) -> Iterator[ReplaySection]:
        """In all, by surge, by severity, and for those who wait while somebody answers."""
        tongue, desk = self.tongue, found.desk
        late = ceil(found.wanted - found.answered_in_time)
        hours = []
        if desk.calendar is not None:
            hours.append(
                self.say(
                    "They answer in the hours of `{calendar}`, in which the time counts, too.",
                    calendar=desk.calendar,
                )
            )
        yield ReplaySection(
            tongue.count("Answered by {count} person", "Answered by {count} people", desk.people),
            notes=(
                self.say(
                    "They answer {capacity} mentions an hour; {share} of all want an answer within"
                    " {within}.",
                    capacity=self._number(desk.capacity),
                    share=f"{self._number(desk.share * 100)} %",
                    within=tongue.duration(int(desk.within * HOUR)),
                ),
                self.say(
                    "{wanted} want an answer, {late} get it late.",
                    wanted=self.tongue.number(ceil(found.wanted)),
                    late=self.tongue.number(late),
                ),
                *hours,
            ),
        )
        yield from self._surges(found)
        yield from self._dropped(found)
        yield from self._live(found)

    def _surges(self, found: Staffing) -> Iterator[ReplaySection]:
        surges = [one for one in found.surges if one.late]
        rows = tuple(
            (
                self.moment(one.start),
                self.moment(one.end),
                *self.numbers(ceil(one.arrivals), ceil(one.most), ceil(one.late)),
            )
            for one in surges[:MOST_SURGES]
        )
        say = self.say
        columns = (say("from"), say("until"), say("came"), say("most left over"), say("late"))
        notes = tuple(self.more(len(surges), MOST_SURGES))
        if rows:
            yield ReplaySection(
                self.say("When more came than could be answered"), rows, columns, 2, notes
            )

    def _dropped(self, found: Staffing) -> Iterator[ReplaySection]:
        rows = tuple(
            (
                self.names.result(SEVERITY, one.severity) if one.severity else "-",
                *self.numbers(ceil(one.wanted), ceil(one.dropped), one.hours),
            )
            for one in found.dropped
            if one.wanted
        )
        say = self.say
        columns = (say("severity"), say("want an answer"), say("not answered"), say("hours"))
        if any(one.dropped for one in found.dropped):
            notes = (self.say("The highest go first; so nothing that is answered comes late."),)
            yield ReplaySection(
                self.say("What has to stay unanswered to keep the time"), rows, columns, 1, notes
            )

    def _live(self, found: Staffing) -> Iterator[ReplaySection]:
        names = {
            50: self.say("a usual hour"),
            95: self.say("a busy hour"),
            100: self.say("the busiest hour"),
        }
        rows = tuple(
            (
                names[one.quantile],
                self._number(one.arrivals),
                self._share(one.patient.waits),
                self._time(one.patient),
                self._share(one.leaving.gives_up),
            )
            for one in found.live
        )
        say = self.say
        columns = (say("live duty"), say("come"), say("wait"), say("on average"), say("give up"))
        notes = (
            self.say(
                "Whoever waits does so as long as it takes (Erlang C), or gives up after the time"
                " promised on average (Erlang A)."
            ),
            self.say("Half of the hours are no busier than a usual one, 95 % than a busy one."),
        )
        if rows:
            yield ReplaySection(
                self.say("IF EVERYBODY WAITS FOR AN ANSWER"), rows, columns, 1, notes
            )

    def _number(self, value: Fraction) -> str:
        """A number to a tenth, rounded down."""
        return (
            self.tongue.number(int(value))
            if value.denominator == 1
            else self.tongue.number(floor(value * 10) / 10)
        )

    def _share(self, value: float) -> str:
        """Per cent to a tenth; a little of much is never nothing."""
        tenths = round(value * 1000)
        if not tenths and value > 0:
            return f"< {self.tongue.number(0.1)} %"
        return f"{self.tongue.number(tenths / 10)} %"

    def _time(self, waiting: Waiting) -> str:
        if waiting.mean == inf:
            return self.say("without end")
        return self.tongue.stretch(ceil(waiting.mean * HOUR))


def staffing_json(found: Staffing) -> StaffingJson:
    """The same in the public types; times are in seconds, null where they have no end."""
    desk = found.desk
    return {
        "people": desk.people,
        "answers_per_hour": _plain(desk.capacity),
        "share": _plain(desk.share),
        "respond_within": int(desk.within * HOUR),
        "calendar": desk.calendar,
        "wanted": _plain(found.wanted),
        "late": _plain(found.wanted - found.answered_in_time),
        "surges": [_surge(one) for one in found.surges],
        "unanswered": [
            shaped(UnansweredJson, one, wanted=_plain(one.wanted), unanswered=_plain(one.dropped))
            for one in found.dropped
        ],
        "live": [
            {
                "percentile": one.quantile,
                "arrivals": _plain(one.arrivals),
                "erlang_c": _waiting(one.patient),
                "erlang_a": _waiting(one.leaving),
            }
            for one in found.live
        ],
    }


def _surge(one: Surge) -> SurgeJson:
    return {
        "from": format_instant(one.start),
        "to": format_instant(one.end),
        "arrivals": _plain(one.arrivals),
        "backlog": _plain(one.most),
        "peak": format_instant(one.peak),
        "late": _plain(one.late),
    }


def _waiting(found: Waiting) -> WaitingJson:
    return {
        "waits": round(found.waits, 6),
        "seconds": None if found.mean == inf else round(found.mean * HOUR, 3),
        "gives_up": round(found.gives_up, 6),
    }


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), 6)
