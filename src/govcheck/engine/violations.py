"""What the compiler of facts, conditions and decisions refuses, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic

FACT001: Final = Diagnostic("FACT001", "fact-declared-twice")
FACT002: Final = Diagnostic("FACT002", "reserved-fact-name")
FACT003: Final = Diagnostic("FACT003", "value-listed-twice")
FACT004: Final = Diagnostic("FACT004", "fact-without-a-value")
FACT005: Final = Diagnostic("FACT005", "worse-without-order")
FACT006: Final = Diagnostic("FACT006", "share-of-what")
FACT007: Final = Diagnostic("FACT007", "fact-and-decision")
FACT008: Final = Diagnostic("FACT008", "default-of-no-value")
FACT009: Final = Diagnostic("FACT009", "default-in-share")
FACT020: Final = Diagnostic("FACT020", "label-of-no-value")

COND001: Final = Diagnostic("COND001", "unknown-fact")
COND002: Final = Diagnostic("COND002", "wrong-type-of-value")
COND003: Final = Diagnostic("COND003", "unknown-value")
COND004: Final = Diagnostic("COND004", "value-out-of-bounds")
COND005: Final = Diagnostic("COND005", "test-not-allowed")
COND006: Final = Diagnostic("COND006", "nothing-tested")
COND007: Final = Diagnostic("COND007", "condition-too-deep")

DEC001: Final = Diagnostic("DEC001", "hit-policies-differ")
DEC002: Final = Diagnostic("DEC002", "first-in-two-documents")
DEC003: Final = Diagnostic("DEC003", "highest-without-order")
DEC004: Final = Diagnostic("DEC004", "hit-policy-does-not-fit")
DEC005: Final = Diagnostic("DEC005", "results-not-declared")
DEC006: Final = Diagnostic("DEC006", "results-of-a-given-name")
DEC007: Final = Diagnostic("DEC007", "otherwise-missing")
DEC008: Final = Diagnostic("DEC008", "otherwises-differ")
DEC009: Final = Diagnostic("DEC009", "unknown-result")
DEC010: Final = Diagnostic("DEC010", "one-result-expected")
DEC011: Final = Diagnostic("DEC011", "nobody-without-a-reason")
DEC012: Final = Diagnostic("DEC012", "rule-id-twice")
DEC013: Final = Diagnostic("DEC013", "decisions-in-a-circle")
DEC014: Final = Diagnostic("DEC014", "escalation-called-none")

MEANINGS: Final[tuple[tuple[Diagnostic, str], ...]] = (
    (
        FACT001,
        "A fact that several vocabularies declare is declared alike in all of them.\n\n"
        "Vocabularies merge; which of two different declarations counted would depend on the "
        "names of files.",
    ),
    (
        FACT002,
        "No fact is called `all`, `any`, `not` or `detected_at`.\n\n"
        "In a condition these words nest conditions or mean the instant of detection, so that "
        "such a fact could never be tested.",
    ),
    (
        FACT003,
        "The values of a fact, and the results of a decision, are listed once each.\n\n"
        "A value that stands at two places of an order is above and below its neighbours at once.",
    ),
    (
        FACT004,
        "Every number has a value that it can take.\n\n"
        "Where the minimum lies above the maximum no incident can ever state the fact.",
    ),
    (
        FACT005,
        "`worse` stands at facts that have an order.\n\n"
        "It says in which direction an incident gets worse; unordered values have no direction.",
    ),
    (
        FACT006,
        "A share compares two different whole numbers of the vocabulary, the part never above the "
        "whole.\n\nIt is computed from them, so both must be declared as `integer`, and their "
        "bounds must leave room for a part that is no more than the whole.",
    ),
    (
        FACT007,
        "No fact has the name of a decision.\n\n"
        "The result of a decision is a fact of the same name; a stated one would compete with it.",
    ),
    (
        FACT008,
        "The default of a fact is one of its values.\n\n"
        "What is assumed while an incident says nothing must be something that it could say; else "
        "the fact would silently be unknown, and the worst be assumed.",
    ),
    (
        FACT009,
        "A fact from which a share is computed has no default.\n\n"
        "A part that is assumed and a whole that is stated need not fit together. While one of the "
        "two is unknown, every share that it allows is considered.",
    ),
    (
        FACT020,
        "The labels of a fact are those of its values.\n\n"
        "A label of a misspelt value would never be read, and the value be shown as it is.",
    ),
    (
        COND001,
        "A condition tests facts that a vocabulary declares, results of decisions, or "
        "`detected_at`.\n\nA misspelt fact would never be known, and its rule never fire.",
    ),
    (
        COND002,
        "A value has the type of the fact that it is compared with.\n\n"
        "`true` is not 1 and `10000` is not text; a comparison across types would silently be "
        "false for ever.",
    ),
    (
        COND003,
        "A value is one of those that the fact can have.\n\n"
        "A misspelt value never occurs, so that its rule would wait in vain.",
    ),
    (
        COND004,
        "A number is within the bounds of the fact that it is compared with.\n\n"
        "Beyond them the comparison is always true or always false, which hides a mistake.",
    ),
    (
        COND005,
        "A test fits the type of the fact.\n\n"
        "Numbers and ordered values can be compared, tags can be looked for in a set, and only "
        "`detected_at` falls within a calendar.",
    ),
    (
        COND006,
        "A test tests something.\n\n"
        "An empty test or an empty list of conditions looks like a restriction and is none.",
    ),
    (
        COND007,
        "Conditions nest at most 50 levels deep.\n\nNobody can read, and so approve, deeper ones.",
    ),
    (
        DEC001,
        "All documents of one decision have the same hit policy, results and order.\n\n"
        "They are one decision, so that one rule about their rules must hold for all.",
    ),
    (
        DEC002,
        "A decision by the first rule that matches is one document.\n\n"
        "With two, the order of their rules would depend on the names of the files.",
    ),
    (
        DEC003,
        "Only a decision with ordered results takes the highest.\n\n"
        "Without `ordered: true`, no result is higher than another.",
    ),
    (
        DEC004,
        "Playbooks are collected; severity has one result, the highest, first or unique one; "
        "escalation has one, the first or unique one.\n\n"
        "Several playbooks may apply to one incident, but it has one severity and one escalation.",
    ),
    (
        DEC005,
        "A decision with a name of your own lists its results.\n\n"
        "Otherwise a misspelt result could not be told from a new one.",
    ),
    (
        DEC006,
        "The results of `severity`, `escalation` and `playbooks` are not listed again.\n\n"
        "They are the severities of the organisation and the ids of the documents.",
    ),
    (
        DEC007,
        "Every decision that does not collect says what happens otherwise.\n\n"
        "Every mention gets an outcome, also the one that nobody thought of.",
    ),
    (
        DEC008,
        "All documents of one decision agree on `otherwise`.\n\n"
        "They are one decision, which has one result when no rule matches.",
    ),
    (
        DEC009,
        "A result is one that the decision can have.\n\n"
        "A result that leads nowhere is an incident that nobody answers.",
    ),
    (
        DEC010,
        "Only a decision that collects has lists of results.\n\n"
        "Every other hit policy yields exactly one.",
    ),
    (
        DEC011,
        "Whoever decides to notify nobody says why.\n\n"
        "An escalation of `none` is silence on purpose; without `because` nobody can tell it from "
        "a mistake.",
    ),
    (
        DEC012,
        "The rules of a decision have different ids.\n\n"
        "A responder is shown the id of the rule that decided, and must find that one.",
    ),
    (
        DEC013,
        "Decisions do not use each other in a circle.\n\n"
        "Each needs the results of those it uses; in a circle there is no first one.",
    ),
    (
        DEC014,
        "No escalation is called `none`.\n\nThe word means that nobody is notified, on purpose.",
    ),
)
"""Each rule with the truth that it protects, and after a blank line the reason."""
