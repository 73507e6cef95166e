"""The properties of rules, time, absence and conduct, each with the truth that it protects."""

from typing import Final

from govcheck.finding import Diagnostic, diagnostics_in

RULE001: Final = Diagnostic(
    "RULE001",
    "decision-not-total",
    truth="Every incident has a result of every decision.",
    why="An incident about which the rules say nothing would be nobody's.",
)
RULE002: Final = Diagnostic(
    "RULE002",
    "unique-doubled",
    truth="No incident matches two rules of a decision by `unique`.",
    why="The policy promises that there is one answer; with two, it is chance which one counts.",
)
RULE003: Final = Diagnostic(
    "RULE003",
    "rule-shadowed",
    truth="Every rule decides some incident.",
    why="A rule that never holds, or that others always beat, looks like protection and is none. "
    "The rules that cover it, as few as possible, are named with it.",
)
RULE004: Final = Diagnostic(
    "RULE004",
    "rule-redundant",
    truth="No rule could be removed without any incident being decided differently.",
    why="Whoever changes such a rule changes nothing, and will not notice.",
)
RULE005: Final = Diagnostic(
    "RULE005",
    "severity-falls",
    truth="The severity never falls when a fact gets worse, all else being equal.",
    why="Facts say with `worse` in which direction that is. A larger audience that makes an "
    "incident harmless is most likely a comparison the wrong way round.",
)
RULE006: Final = Diagnostic(
    "RULE006",
    "unknown-played-down",
    truth="The severity is no lower while a fact is unknown than with some value it may stand for.",
    why="Not having asked yet must never make an incident look harmless. Only a rule that tests "
    "`known`, or one that reads another decision, can break this.",
)
RULE007: Final = Diagnostic(
    "RULE007",
    "result-unreachable",
    truth="Every result of every decision is that of some incident.",
    why="What no incident leads to was written in vain, and may be what somebody relies on.",
)
GUARD001: Final = Diagnostic(
    "GUARD001",
    "guarantee-broken",
    truth="What a guarantee says under `holds` is true of every incident of its `for`.",
    why="An incident belongs to it when `for` holds whatever the unknown facts may turn out to be; "
    "`holds` speaks of what the program acts on.",
)

OF_RULES: Final = diagnostics_in(globals())

COVER001: Final = Diagnostic(
    "COVER001",
    "nobody-told",
    truth="Whenever an escalation starts, somebody is told in the end.",
    why="The last resort is told whatever the calendar says. Where it names nobody, an incident "
    "evaporates exactly when nobody else is there either.",
)
COVER002: Final = Diagnostic(
    "COVER002",
    "rota-gap",
    truth="A rota that an escalation tells has somebody on duty, or in their stead, at every "
    "instant; one that is only told of work (by steps that run always and ask the next on shift), "
    "and any other that is relied on, whenever its own calendar is open.",
    why="The gap is given in exact intervals and minutes. A share of covered time would hide that "
    "the gap comes every night at the same hour.",
)
COVER003: Final = Diagnostic(
    "COVER003",
    "promise-broken",
    truth="Somebody on duty is told within `acknowledge_within`, even if nobody ever answers.",
    why="It is the promise of the escalation, and it must hold from every instant of detection on, "
    "in the worst case of the steps that `when` may skip.",
)
COVER004: Final = Diagnostic(
    "COVER004",
    "approval-out-of-reach",
    truth="Whenever an approval is requested, enough of its approvers can be had within its time.",
    why="Who may have drafted counts as one who cannot approve. Silence never approves, so an "
    "approval that cannot be had is one that cannot be given.",
)
COVER005: Final = Diagnostic(
    "COVER005",
    "quorum-out-of-reach",
    truth="A council that is convened reaches its quorum within `convene_within`.",
    why="Deputies take the seats of those who are away, one seat a person; it counts when enough "
    "are there at one instant.",
)
COVER006: Final = Diagnostic(
    "COVER006",
    "deadline-out-of-reach",
    truth="Every deadline of a playbook can be met, whenever the incident is detected.",
    why="Approvals come as late as they may, actions wait for those before them, and working hours "
    "count as the calendar says; a deadline that holds only in office hours is a wish.",
)
COVER007: Final = Diagnostic(
    "COVER007",
    "hand-over-uneven",
    truth="Every shift of a rota ends exactly where the next one begins, and none is lost.",
    why="Clocks that change leave neither a gap nor a double, a day that a zone skips swallows no "
    "shift, and two overrides never give the same hours to two people.",
)
COVER008: Final = Diagnostic(
    "COVER008",
    "deferral-without-end",
    truth="A step that waits although it finds nobody is always followed by somebody being told.",
    why="With `on_empty: wait` an escalation sleeps on purpose; it must wake up again.",
)
COVER009: Final = Diagnostic(
    "COVER009",
    "obligation-untold",
    truth="Whoever owes an action, drafts it or is asked to approve it has been told before it is "
    "due.",
    why="Steps tell people; a playbook alone rings no phone. It must hold while nobody "
    "acknowledges and whoever acknowledges whenever, as an early answer ends every later step "
    "that is not `always`. It is asked on request, by its code or name.",
)
ABSENCE001: Final = Diagnostic(
    "ABSENCE001",
    "single-point-of-failure",
    truth="Everything that holds while everybody is there also holds while any one person is "
    "missing.",
    why="It is asked on request, with `--absent-people`, also of more people at once. Each single "
    "point is listed with the instants at which it matters.",
)
ABSENCE002: Final = Diagnostic(
    "ABSENCE002",
    "single-employer",
    truth="Everything that holds while everybody is there also holds while nobody of any one "
    "employer is.",
    why="An agency that ends its contract, or is on strike, takes all its people along. It is "
    "asked on request, with `--absent-employer`; people without an employer are of none.",
)
ABSENCE003: Final = Diagnostic(
    "ABSENCE003",
    "single-timezone",
    truth="Everything that holds while everybody is there also holds while nobody of any one time "
    "zone is.",
    why="A holiday, a storm or an outage strikes a region. It is asked on request, with "
    "`--absent-zone`; people without a zone of their own are in the organisation's.",
)
CONDUCT001: Final = Diagnostic(
    "CONDUCT001",
    "published-before-approval",
    truth="No action that publishes is done before the approvals that it needs are given.",
    why="What the public has read cannot be taken back.",
)
CONDUCT002: Final = Diagnostic(
    "CONDUCT002",
    "draft-approved-by-its-author",
    truth="Nobody's own draft is approved by them, nor only by those who could have written it.",
    why="A second pair of eyes is the reason for asking at all.",
)
CONDUCT003: Final = Diagnostic(
    "CONDUCT003",
    "laxer-as-severity-rises",
    truth="As severity rises, all else being equal, no approval is dropped and no time gets "
    "longer.",
    why="It holds for the approvals and the deadlines of actions, for `acknowledge_within` and for "
    "`convene_within`. A worse incident with a laxer procedure is a mistake in the order of "
    "severities or in a `when`.",
)
CONDUCT004: Final = Diagnostic(
    "CONDUCT004",
    "leads-not-distinct",
    truth="So many incidents of a guarantee as it calls `concurrent`, detected at once, each find "
    "somebody of its target of their own in time.",
    why="A second crisis at the same minute reaches the same person on duty. Two can be led if two "
    "different people of the target are told in time while nobody answers; who answers leads "
    "one of them.",
)
GUARD002: Final = Diagnostic(
    "GUARD002",
    "guaranteed-notice-missed",
    truth="Somebody of the target of a guarantee is told within its time, whoever acknowledges "
    "whenever.",
    why="An early acknowledgement ends the escalation, and with it every later step that is not "
    "`always`; the guarantee must hold even then, and with as many people missing as it "
    "tolerates.",
)

RULES: Final = diagnostics_in(globals())
"""All properties, in the order in which they are proved."""
OF_TIME: Final = RULES[len(OF_RULES) :]
