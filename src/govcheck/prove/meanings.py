"""The properties of rules and guarantees, each with the truth that it protects."""

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

RULES: Final = diagnostics_in(globals())
