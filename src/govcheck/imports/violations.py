"""What an import approximates or refuses, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic, Severity

UNREADABLE: Final = Diagnostic(
    "IMPORT001",
    "unreadable-export",
    truth="An export can be read, and has the fields that its tool writes.",
    why="What cannot be read is told with its place; the rest of the export is still looked at.",
)
UNKNOWN_PERSON: Final = Diagnostic(
    "IMPORT002",
    "unknown-on-duty",
    truth="Everybody on duty is a person of the policy or of the export.",
    why="A rota with a member whom no list has would lose a shift silently, so it is not taken.",
)
ROUND_ROBIN: Final = Diagnostic(
    "IMPORT003",
    "round-robin",
    Severity.WARNING,
    truth="A step tells all its targets at once.",
    why="Other tools can tell one of them in turn, a different one each time. Here all of them "
    "are told: nobody is left out, but more people wake up.",
)
LAST_RESORT: Final = Diagnostic(
    "IMPORT004",
    "chosen-last-resort",
    Severity.WARNING,
    truth="Every escalation ends at somebody.",
    why="Other tools may end at nobody. Where nobody is named for it, the targets of the last "
    "step are asked once more, the first of them.",
)
RENDERED: Final = Diagnostic(
    "IMPORT005",
    "rendered-differs",
    truth="The rota has on duty whom the export shows on duty.",
    why="Where the export lists the shifts that its tool has worked out, both are walked and "
    "compared, second by second.",
)
OTHER_CLOCK: Final = Diagnostic(
    "IMPORT006",
    "clock-of-another-zone",
    Severity.WARNING,
    truth="Times of day in an export are by the clock of its schedule.",
    why="Some tools write them by the clock of whoever asked. Where the offsets show that "
    "somebody asked from another zone, and no worked-out shifts tell which clock is meant, the "
    "schedule's is taken.",
)
INEXACT: Final = Diagnostic(
    "IMPORT007",
    "inexact-shifts",
    Severity.WARNING,
    truth="The rota has on duty whom the rules of the export have on duty.",
    why="Hand-overs here are at full minutes, and a layer ends with a day. The difference is "
    "counted.",
)
NO_SUCH_SHIFT: Final = Diagnostic(
    "IMPORT008",
    "no-such-shift",
    truth="A shift is a whole number of hours or days.",
    why="A rotation with another length cannot be said, and is not taken.",
)
AFTER_ANSWER: Final = Diagnostic(
    "IMPORT009",
    "goes-on-after-answer",
    Severity.WARNING,
    truth="An acknowledgement ends an escalation, except for steps with `always: true`.",
    why="A rule that goes on until an alert is closed becomes such a step. It runs at once when "
    "somebody acknowledges, rather than at its own time.",
)
ASKED_AGAIN: Final = Diagnostic(
    "IMPORT010",
    "asked-again",
    Severity.WARNING,
    truth="Whoever has acknowledged is not asked again.",
    why="Other tools can forget who has acknowledged when the list begins again.",
)
NOT_A_PERSON: Final = Diagnostic(
    "IMPORT011",
    "not-a-person-on-shift",
    truth="People are on shift in a rota, not teams.",
    why="A rotation with a team or an escalation among its participants is not taken: nobody "
    "could say whose turn it is.",
)
NO_COUNTERPART: Final = Diagnostic(
    "IMPORT012",
    "no-counterpart",
    truth="What a rule of an export does can be said in the policy.",
    why="What cannot is named, so that somebody decides what is to be done instead.",
)
LISTED_UNTIL: Final = Diagnostic(
    "IMPORT013",
    "listed-until",
    Severity.WARNING,
    truth="A rota goes on.",
    why="Shifts that follow no pattern of days or weeks are written one by one, up to a day; "
    "after it nobody is on duty until the import runs again.",
)
NO_TIME: Final = Diagnostic(
    "IMPORT014",
    "no-time-of-day",
    Severity.WARNING,
    truth="A shift begins and ends at a time of day.",
    why="Where a table has dates alone, the time of the other rows is taken, or midnight.",
)
NAME_ALONE: Final = Diagnostic(
    "IMPORT015",
    "name-alone",
    Severity.WARNING,
    truth="A person is known by more than a name in a calendar.",
    why="Somebody who is in no list of people is written down with the name that the calendar "
    "has, without any way to reach them.",
)
EXCLUDED: Final = Diagnostic(
    "IMPORT016",
    "excluded-turn",
    Severity.WARNING,
    truth="An excluded date has nobody, one that is added is whose turn it is then, and the turns "
    "of others stay where they are.",
    why="Tools differ in whether a date that falls out or comes in uses up a turn.",
)
ABSENCE: Final = Diagnostic(
    "IMPORT017",
    "absence-not-written",
    truth="An absence in a calendar is written down with its person.",
    why="A person whose document was written by hand is not changed by an import, so that the "
    "absence is not known to the policy.",
)
DATE_ORDER: Final = Diagnostic(
    "IMPORT018",
    "unclear-dates",
    truth="It is clear which part of a date is the month.",
    why="`03/04/2026` is in March or in April, and a guess would put somebody on duty on the "
    "wrong day.",
)
CHANGED_TWICE: Final = Diagnostic(
    "IMPORT019",
    "changed-on-both-sides",
    truth="What was changed by hand stays as it is.",
    why="Where both the export and the file have changed since the last import, the file keeps "
    "what it says, and the import tells what the export has now.",
)
BLOCKED: Final = Diagnostic(
    "IMPORT020",
    "blocked-person",
    Severity.WARNING,
    truth="Whoever is on duty can be told.",
    why="A user who is blocked or deleted in the export is taken as active, with no last day, "
    "because the export does not say since when.",
)
