"""A small program and an outcome of it, written by hand."""

from govcheck.duty.roster import Roster, RosterPerson
from govcheck.engine.ruleset import (
    ALWAYS,
    Boundary,
    Case,
    CompiledRule,
    DecisionTable,
    Fact,
    Match,
    NearMiss,
    OpenFact,
    Ruleset,
    Ruling,
)
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.outcome import (
    ApprovalState,
    Approver,
    Event,
    Obligation,
    Outcome,
    PlayedIncident,
    Quorum,
    SeatState,
    Segment,
    Told,
)
from govcheck.simulate.program import ActionPlan, PlaybookPlan, Program, SeverityRank
from govcheck.simulate.skipped import NotAnswering
from govcheck.time.clock import parse_instant

DETECTED = parse_instant("2026-03-14T22:40:00+01:00")
MINUTE = 60
STAMP = PolicyStamp("3f2a1c" + "0" * 34, True, "2026.6", "0.109")
SEVERITIES = "policies/decisions/severity.yaml"


def person(name: str, called: str, timezone: str = "Europe/Berlin") -> RosterPerson:
    """Somebody who is always there."""
    return RosterPerson(name, called, timezone, None, (), (), (None, None), ("phone",))


def roster(*people: RosterPerson) -> Roster:
    """These people, and nothing else."""
    return Roster(
        "Europe/Berlin", {one.id: one for one in people}, {}, {}, {}, {}, {}, {}, {}, None
    )


PEOPLE = (
    person("ben", "Ben Okafor"),
    person("mina", "Mina Sato", "Asia/Tokyo"),
    person("eva", "Eva Roth", "Europe/London"),
    person("max", "Max Lee", "UTC"),
)
FACTS = (
    Fact("topics", "tags", ("safety", "press", "praise")),
    Fact("followers", "integer", minimum=0),
    Fact("personal_data", "choice", ("none", "alleged", "confirmed"), ordered=True),
    Fact("sentiment", "choice", ("positive", "hostile"), ordered=True),
)

SPREADING = CompiledRule(
    "product-safety-spreading",
    ALWAYS,
    ("sev2",),
    "People may be hurt; product-liability duty to inform",
    "severity-rules",
    SEVERITIES,
    31,
)
LEAK = CompiledRule("leak-confirmed", ALWAYS, ("sev1",), None, "severity-rules", SEVERITIES, 40)
VIRAL = CompiledRule(
    "viral", ALWAYS, ("sev1",), "Everybody sees it", "severity-rules", SEVERITIES, 12
)
SAFETY = CompiledRule(
    "safety", ALWAYS, ("product-safety",), "A child seat", "books", "policies/books.yaml", 7
)

SEVERITY = DecisionTable(
    "severity",
    "highest",
    ("sev4", "sev3", "sev2", "sev1"),
    True,
    ("sev4",),
    "Somebody will read it tomorrow",
    (VIRAL, SPREADING, LEAK),
    (),
    "severity-rules",
    SEVERITIES,
    5,
)
ESCALATION = DecisionTable(
    "escalation",
    "first",
    ("crisis", "none"),
    False,
    ("crisis",),
    None,
    (),
    ("severity",),
    "escalation-rules",
    "policies/decisions/escalation.yaml",
    4,
)
PLAYBOOKS = DecisionTable(
    "playbooks",
    "collect",
    ("product-safety", "data-leak"),
    False,
    (),
    None,
    (SAFETY,),
    (),
    "books",
    "policies/books.yaml",
    3,
)

PROGRAM = Program(
    "acme",
    (
        SeverityRank("sev4", "Low", "Routine"),
        SeverityRank("sev1", "Critical", "People may be hurt"),
    ),
    Ruleset({fact.name: fact for fact in FACTS}, (SEVERITY, ESCALATION, PLAYBOOKS)),
    roster(*PEOPLE),
    {},
    {
        "product-safety": PlaybookPlan(
            "product-safety",
            (ActionPlan("log", "Write down what happened", "role:social-lead"),),
            ("log",),
            {},
        )
    },
)

PAUSE = Obligation(
    "product-safety/pause",
    "Pause every scheduled post",
    DETECTED + 5 * MINUTE,
    DETECTED,
    True,
    ("person:ben",),
)
HOLDING = Obligation(
    "product-safety/holding",
    "Publish the holding statement",
    DETECTED + 30 * MINUTE,
    DETECTED + 40 * MINUTE,
    False,
    ("person:mina", "person:eva"),
    ("legal-sign-off",),
    publishes=True,
    template="templates/holding.md",
)
REPORT = Obligation(
    "product-safety/report",
    "Report to the authority",
    DETECTED + 600 * MINUTE,
    None,
    False,
    ("role:legal-counsel",),
    calendar="office",
    counted_from=DETECTED,
    segments=(
        Segment(DETECTED + 560 * MINUTE, DETECTED + 580 * MINUTE),
        Segment(DETECTED + 590 * MINUTE, DETECTED + 600 * MINUTE),
    ),
)
ACKNOWLEDGE = Obligation("acknowledge", "", DETECTED + 15 * MINUTE, DETECTED, True, ("person:ben",))

TIMELINE = (
    Event(
        DETECTED,
        "notify",
        "duty",
        1,
        (Told("ben", "rota:community-duty", ("phone", "chat"), None),),
    ),
    Event(DETECTED, "act", obligation="product-safety/pause", met=True, slack=5 * MINUTE),
    Event(DETECTED, "act", obligation="product-safety/log"),
    Event(
        DETECTED + 5 * MINUTE,
        "notify",
        "lead",
        1,
        (
            Told("mina", "role:social-lead", ("phone",), "eva"),
            Told("max", "role:social-lead", (), None),
        ),
    ),
    Event(
        DETECTED + 5 * MINUTE,
        "due",
        obligation="product-safety/pause",
        met=True,
        slack=5 * MINUTE,
    ),
    Event(DETECTED + 15 * MINUTE, "due", obligation="acknowledge", met=True, slack=15 * MINUTE),
    Event(
        DETECTED + 15 * MINUTE,
        "nobody",
        "legal",
        1,
        targets=("role:legal-counsel",),
        skipped=(NotAnswering("role:legal-counsel", "nobody"),),
    ),
    Event(
        DETECTED + 15 * MINUTE,
        "convene",
        "council",
        1,
        (Told("eva", "council:board", ("mail",), None),),
    ),
    Event(
        DETECTED + 30 * MINUTE,
        "due",
        obligation="product-safety/holding",
        met=False,
        slack=-10 * MINUTE,
    ),
    Event(DETECTED + 40 * MINUTE, "act", obligation="product-safety/holding", met=False),
    Event(DETECTED + 90 * MINUTE, "repeat", round=2),
    Event(DETECTED + 120 * MINUTE, "exhausted", round=2),
    Event(DETECTED + 600 * MINUTE, "due", obligation="product-safety/report", met=False),
)

OUTCOME = Outcome(
    stated=PlayedIncident(
        "airbag-video",
        "Video says our child seat failed in a crash",
        Case(DETECTED, {"followers": 31000, "topics": frozenset({"praise", "safety"})}),
        DETECTED,
        DETECTED,
    ),
    timezone="Europe/Berlin",
    unknown=("personal_data", "sentiment"),
    verdicts=(
        Ruling(
            SEVERITY,
            ("sev1",),
            ("sev2", "sev1"),
            (Match(SPREADING, False), Match(LEAK, True)),
            settled=False,
        ),
        Ruling(ESCALATION, ("crisis",), ("crisis",), ()),
        Ruling(PLAYBOOKS, ("product-safety",), ("product-safety",), (Match(SAFETY, False),)),
    ),
    timeline=TIMELINE,
    obligations=(PAUSE, HOLDING, REPORT, ACKNOWLEDGE),
    approvals=(
        ApprovalState(
            "legal-sign-off",
            "product-safety/holding",
            "all of role:legal-counsel and role:privacy-officer",
            DETECTED,
            DETECTED + 40 * MINUTE,
            True,
            (
                Approver("eva", "role:legal-counsel", None, True),
                Approver("mina", "role:privacy-officer", "max", True),
                Approver("max", "role:privacy-officer", None, False, "is absent"),
            ),
        ),
    ),
    quorums=(
        Quorum(
            "board",
            2,
            DETECTED + 15 * MINUTE,
            DETECTED + 75 * MINUTE,
            DETECTED + 15 * MINUTE,
            (
                SeatState("eva", "eva"),
                SeatState("max", "mina", "soft"),
                SeatState("ben", None, "hard"),
            ),
        ),
    ),
    forbidden=("apologise", "give numbers"),
    single_points=("ben",),
    boundaries=(Boundary("severity", "followers", 31000, 50000, 19000, True, ("sev1",)),),
    near_misses=(NearMiss(VIRAL, "followers", "at least 50,000 followers"),),
    ask_next=(
        OpenFact(
            "personal_data",
            "Is personal data concerned?",
            {"none": {"severity": ("sev2",), "playbooks": ()}},
        ),
    ),
    notes=("`max` acknowledges at +1m without having been told: that does not count",),
)
