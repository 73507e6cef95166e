"""What the compiler of facts, conditions and decisions refuses, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic

FACT001: Final = Diagnostic(
    "FACT001",
    "fact-declared-twice",
    truth="A fact that several vocabularies declare is declared alike in all of them.",
    why="Vocabularies merge; which of two different declarations counted would depend on the names "
    "of files.",
)
FACT002: Final = Diagnostic(
    "FACT002",
    "reserved-fact-name",
    truth="No fact is called `all`, `any`, `not` or `detected_at`.",
    why="In a condition these words nest conditions or mean the instant of detection, so that such "
    "a fact could never be tested.",
)
FACT003: Final = Diagnostic(
    "FACT003",
    "value-listed-twice",
    truth="The values of a fact, and the results of a decision, are listed once each.",
    why="A value that stands at two places of an order is above and below its neighbours at once.",
)
FACT004: Final = Diagnostic(
    "FACT004",
    "fact-without-a-value",
    truth="Every number has a value that it can take.",
    why="Where the minimum lies above the maximum no incident can ever state the fact.",
)
FACT005: Final = Diagnostic(
    "FACT005",
    "worse-without-order",
    truth="`worse` stands at facts that have an order.",
    why="It says in which direction an incident gets worse; unordered values have no direction.",
)
FACT006: Final = Diagnostic(
    "FACT006",
    "share-of-what",
    truth="A share compares two different whole numbers of the vocabulary, the part never above "
    "the whole.",
    why="It is computed from them, so both must be declared as `integer`, and their bounds must "
    "leave room for a part that is no more than the whole.",
)
FACT007: Final = Diagnostic(
    "FACT007",
    "fact-and-decision",
    truth="No fact has the name of a decision.",
    why="The result of a decision is a fact of the same name; a stated one would compete with it.",
)
FACT008: Final = Diagnostic(
    "FACT008",
    "default-of-no-value",
    truth="The default of a fact is one of its values.",
    why="What is assumed while an incident says nothing must be something that it could say; else "
    "the fact would silently be unknown, and the worst be assumed.",
)
FACT009: Final = Diagnostic(
    "FACT009",
    "default-in-share",
    truth="A fact from which a share is computed has no default.",
    why="A part that is assumed and a whole that is stated need not fit together. While one of the "
    "two is unknown, every share that it allows is considered.",
)
FACT020: Final = Diagnostic(
    "FACT020",
    "label-of-no-value",
    truth="The labels of a fact are those of its values.",
    why="A label of a misspelt value would never be read, and the value be shown as it is.",
)

COND001: Final = Diagnostic(
    "COND001",
    "unknown-fact",
    truth="A condition tests facts that a vocabulary declares, results of decisions, or "
    "`detected_at`.",
    why="A misspelt fact would never be known, and its rule never fire.",
)
COND002: Final = Diagnostic(
    "COND002",
    "wrong-type-of-value",
    truth="A value has the type of the fact that it is compared with.",
    why="`true` is not 1 and `10000` is not text; a comparison across types would silently be "
    "false for ever.",
)
COND003: Final = Diagnostic(
    "COND003",
    "unknown-value",
    truth="A value is one of those that the fact can have.",
    why="A misspelt value never occurs, so that its rule would wait in vain.",
)
COND004: Final = Diagnostic(
    "COND004",
    "value-out-of-bounds",
    truth="A number is within the bounds of the fact that it is compared with.",
    why="Beyond them the comparison is always true or always false, which hides a mistake.",
)
COND005: Final = Diagnostic(
    "COND005",
    "test-not-allowed",
    truth="A test fits the type of the fact.",
    why="Numbers and ordered values can be compared, tags can be looked for in a set, and only "
    "`detected_at` falls within a calendar.",
)
COND006: Final = Diagnostic(
    "COND006",
    "nothing-tested",
    truth="A test tests something.",
    why="An empty test or an empty list of conditions looks like a restriction and is none.",
)
COND007: Final = Diagnostic(
    "COND007",
    "condition-too-deep",
    truth="Conditions nest at most 50 levels deep.",
    why="Nobody can read, and so approve, deeper ones.",
)

DEC001: Final = Diagnostic(
    "DEC001",
    "hit-policies-differ",
    truth="All documents of one decision have the same hit policy, results and order.",
    why="They are one decision, so that one rule about their rules must hold for all.",
)
DEC002: Final = Diagnostic(
    "DEC002",
    "first-in-two-documents",
    truth="A decision by the first rule that matches is one document.",
    why="With two, the order of their rules would depend on the names of the files.",
)
DEC003: Final = Diagnostic(
    "DEC003",
    "highest-without-order",
    truth="Only a decision with ordered results takes the highest.",
    why="Without `ordered: true`, no result is higher than another.",
)
DEC004: Final = Diagnostic(
    "DEC004",
    "hit-policy-does-not-fit",
    truth="Playbooks are collected; severity has one result, the highest, first or unique one; "
    "escalation has one, the first or unique one.",
    why="Several playbooks may apply to one incident, but it has one severity and one escalation.",
)
DEC005: Final = Diagnostic(
    "DEC005",
    "results-not-declared",
    truth="A decision with a name of your own lists its results.",
    why="Otherwise a misspelt result could not be told from a new one.",
)
DEC006: Final = Diagnostic(
    "DEC006",
    "results-of-a-given-name",
    truth="The results of `severity`, `escalation` and `playbooks` are not listed again.",
    why="They are the severities of the organisation and the ids of the documents.",
)
DEC007: Final = Diagnostic(
    "DEC007",
    "otherwise-missing",
    truth="Every decision that does not collect says what happens otherwise.",
    why="Every mention gets an outcome, also the one that nobody thought of.",
)
DEC008: Final = Diagnostic(
    "DEC008",
    "otherwises-differ",
    truth="All documents of one decision agree on `otherwise`.",
    why="They are one decision, which has one result when no rule matches.",
)
DEC009: Final = Diagnostic(
    "DEC009",
    "unknown-result",
    truth="A result is one that the decision can have.",
    why="A result that leads nowhere is an incident that nobody answers.",
)
DEC010: Final = Diagnostic(
    "DEC010",
    "one-result-expected",
    truth="Only a decision that collects has lists of results.",
    why="Every other hit policy yields exactly one.",
)
DEC011: Final = Diagnostic(
    "DEC011",
    "nobody-without-a-reason",
    truth="Whoever decides to notify nobody says why.",
    why="An escalation of `none` is silence on purpose; without `because` nobody can tell it from "
    "a mistake.",
)
DEC012: Final = Diagnostic(
    "DEC012",
    "rule-id-twice",
    truth="The rules of a decision have different ids.",
    why="A responder is shown the id of the rule that decided, and must find that one.",
)
DEC013: Final = Diagnostic(
    "DEC013",
    "decisions-in-a-circle",
    truth="Decisions do not use each other in a circle.",
    why="Each needs the results of those it uses; in a circle there is no first one.",
)
DEC014: Final = Diagnostic(
    "DEC014",
    "escalation-called-none",
    truth="No escalation is called `none`.",
    why="The word means that nobody is notified, on purpose.",
)
