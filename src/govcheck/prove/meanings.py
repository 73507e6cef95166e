"""The properties that are proved, each with the truth that it protects, in the order of the codes.

The first paragraph of a text says what must hold, the rest why.
"""

from typing import Final

from govcheck.finding import Diagnostic

RULE001: Final = Diagnostic("RULE001", "decision-not-total")
RULE002: Final = Diagnostic("RULE002", "unique-doubled")
RULE003: Final = Diagnostic("RULE003", "rule-shadowed")
RULE004: Final = Diagnostic("RULE004", "rule-redundant")
RULE005: Final = Diagnostic("RULE005", "severity-falls")
RULE006: Final = Diagnostic("RULE006", "unknown-played-down")
RULE007: Final = Diagnostic("RULE007", "result-unreachable")
GUARD001: Final = Diagnostic("GUARD001", "guarantee-broken")

MEANINGS: Final[tuple[tuple[Diagnostic, str], ...]] = (
    (
        RULE001,
        "Every incident has a result of every decision.\n\n"
        "An incident about which the rules say nothing would be nobody's.",
    ),
    (
        RULE002,
        "No incident matches two rules of a decision by `unique`.\n\n"
        "The policy promises that there is one answer; with two, it is chance which one counts.",
    ),
    (
        RULE003,
        "Every rule decides some incident.\n\n"
        "A rule that never holds, or that others always beat, looks like protection and is none. "
        "The rules that cover it, as few as possible, are named with it.",
    ),
    (
        RULE004,
        "No rule could be removed without any incident being decided differently.\n\n"
        "Whoever changes such a rule changes nothing, and will not notice.",
    ),
    (
        RULE005,
        "The severity never falls when a fact gets worse, all else being equal.\n\n"
        "Facts say with `worse` in which direction that is. A larger audience that makes an "
        "incident harmless is most likely a comparison the wrong way round.",
    ),
    (
        RULE006,
        "The severity is no lower while a fact is unknown than with some value it may stand for."
        "\n\nNot having asked yet must never make an incident look harmless. Only a rule that "
        "tests `known`, or one that reads another decision, can break this.",
    ),
    (
        RULE007,
        "Every result of every decision is that of some incident.\n\n"
        "What no incident leads to was written in vain, and may be what somebody relies on.",
    ),
    (
        GUARD001,
        "What a guarantee says under `holds` is true of every incident of its `for`.\n\n"
        "An incident belongs to it when `for` holds whatever the unknown facts may turn out to be; "
        "`holds` speaks of what the program acts on.",
    ),
)
