"""A replay as JSON: a public interface, versioned by `format`; keys are only ever added."""

from typing import Final, NotRequired, TypedDict

from govcheck.papers.replay import ReplayReport
from govcheck.papers.replay.staffing import StaffingJson, staffing_json
from govcheck.render.shape import dumped, shaped
from govcheck.render.stamp import StampJson
from govcheck.replay.differences import Example, MentionDifference
from govcheck.replay.replay import ArchiveComparison
from govcheck.replay.tally import PersonLoad

OTHERWISE: Final = "otherwise"


class SkippedRowsJson(TypedDict):
    """Rows that are not decided, all for one reason."""

    reason: str
    rows: int
    example: str


class BadValueJson(TypedDict):
    """Rows with a cell that cannot be understood."""

    fact: str
    reason: str
    rows: int
    example: str


ArchiveJson = TypedDict(
    "ArchiveJson",
    {
        "rows": int,
        "decided": int,
        "skipped": list[SkippedRowsJson],
        "bad_values": list[BadValueJson],
        "from": str | None,
        "to": str | None,
    },
)


class RuleCountJson(TypedDict):
    """In how many rows a rule matches, alone makes the result what it is, and may match."""

    rule: str
    hits: int
    alone: int
    possible: int


class UndecidedJson(TypedDict):
    """An unknown fact that could still change a result."""

    fact: str
    rows: int
    could_change: dict[str, int]


class PersonLoadJson(TypedDict):
    """How often, and in which nights, somebody is told."""

    person: str
    told: int
    at_night: int
    nights: int
    longest_streak: int


LoadRowJson = TypedDict(
    "LoadRowJson", {"from": str, "mentions": int, "told": int, "untold": int, "late": int}
)


class OutcomeAgreementJson(TypedDict):
    """How the results compare with what was really done."""

    same: int
    higher: int
    lower: int
    different: int


class SidesJson(TypedDict):
    """A number before and after."""

    before: int
    after: int


class BecameJson(TypedDict):
    """In how many rows a result became another one."""

    before: str
    after: str
    rows: int


class ReplayExampleJson(TypedDict):
    """A row that is decided otherwise."""

    id: str
    before: dict[str, str | list[str] | None]
    after: dict[str, str | list[str] | None]
    because: str


class ComparedPersonJson(TypedDict):
    """Somebody's mentions and nights, before and after."""

    person: str
    told: SidesJson
    nights: SidesJson


class AgainstJson(TypedDict):
    """What another policy makes of the same rows."""

    revision: str | None
    changed: int
    table: dict[str, list[BecameJson]]
    examples: list[ReplayExampleJson]
    calls: SidesJson
    nights: SidesJson
    people: list[ComparedPersonJson]
    bad_values: list[BadValueJson]


class ReplayJson(TypedDict):
    """The whole answer of `replay --format json`."""

    format: int
    policy: StampJson
    archive: ArchiveJson
    decisions: dict[str, dict[str, int]]
    rules: list[RuleCountJson]
    undecided: list[UndecidedJson]
    people: list[PersonLoadJson]
    load: list[LoadRowJson]
    against: AgainstJson | None
    agreement: dict[str, OutcomeAgreementJson]
    staffing: NotRequired[StaffingJson]


def render(report: ReplayReport) -> str:
    """The whole answer of `replay --format json`."""
    return dumped(replay_json(report))


def replay_json(report: ReplayReport) -> ReplayJson:
    """The answer in the public types."""
    found = report.replayed
    document: ReplayJson = {
        "format": 1,
        "policy": shaped(StampJson, report.stamp),
        "archive": shaped(ArchiveJson, found, **{"from": found.first, "to": found.last}),
        "decisions": found.decisions,
        "rules": [
            shaped(RuleCountJson, one, rule=f"{one.document}/{one.rule}") for one in found.rules
        ],
        "undecided": [shaped(UndecidedJson, one) for one in found.undecided],
        "people": [shaped(PersonLoadJson, one) for one in found.people],
        "load": [shaped(LoadRowJson, one, **{"from": one.start}) for one in found.load],
        "against": None if found.against is None else _against(report, found.against),
        "agreement": {one.decision: shaped(OutcomeAgreementJson, one) for one in found.agreement},
    }
    if report.staffing is not None:
        document["staffing"] = staffing_json(report.staffing)
    return document


def _against(report: ReplayReport, found: ArchiveComparison) -> AgainstJson:
    return {
        "revision": report.against,
        "changed": found.changed,
        "table": {
            name: [shaped(BecameJson, row) for row in rows] for name, rows in found.table.items()
        },
        "examples": [_example(report, one) for one in found.examples],
        "calls": shaped(SidesJson, found.calls),
        "nights": shaped(SidesJson, found.nights),
        "people": [_compared(*one) for one in found.people],
        "bad_values": [shaped(BadValueJson, one) for one in found.bad_values],
    }


def _compared(
    person: str, before: PersonLoad | None, after: PersonLoad | None
) -> ComparedPersonJson:
    return {
        "person": person,
        "told": {"before": before.told if before else 0, "after": after.told if after else 0},
        "nights": {
            "before": before.nights if before else 0,
            "after": after.nights if after else 0,
        },
    }


def _example(report: ReplayReport, found: Example) -> ReplayExampleJson:
    many = {
        decision.name
        for decision in report.program.ruleset.decisions
        if decision.hit_policy == "collect"
    }

    def result(name: str, values: tuple[str, ...]) -> str | list[str] | None:
        return list(values) if name in many else next(iter(values), None)

    return {
        "id": found.id,
        "before": {one.decision: result(one.decision, one.before) for one in found.differences},
        "after": {one.decision: result(one.decision, one.after) for one in found.differences},
        "because": "; ".join(_because(one) for one in found.differences),
    }


def _because(one: MentionDifference) -> str:
    """Which rules make the results what they are: the same sentence whatever the language."""
    before = ", ".join(rule.rule for rule in one.by_before) or OTHERWISE
    after = ", ".join(rule.rule for rule in one.by_after) or OTHERWISE
    was, now = ", ".join(one.before) or "none", ", ".join(one.after) or "none"
    return f"{one.decision}: {was} by {before}, now {now} by {after}"
