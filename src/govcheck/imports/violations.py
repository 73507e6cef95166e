"""What an import approximates or refuses, with what that means."""

from typing import Final

from govcheck.finding import Diagnostic, Severity

_W: Final = Severity.WARNING

UNREADABLE: Final = Diagnostic("IMPORT001", "unreadable-export")
UNKNOWN_PERSON: Final = Diagnostic("IMPORT002", "unknown-on-duty")
ROUND_ROBIN: Final = Diagnostic("IMPORT003", "round-robin", _W)
LAST_RESORT: Final = Diagnostic("IMPORT004", "chosen-last-resort", _W)
RENDERED: Final = Diagnostic("IMPORT005", "rendered-differs")
OTHER_CLOCK: Final = Diagnostic("IMPORT006", "clock-of-another-zone", _W)
INEXACT: Final = Diagnostic("IMPORT007", "inexact-shifts", _W)
NO_SUCH_SHIFT: Final = Diagnostic("IMPORT008", "no-such-shift")
AFTER_ANSWER: Final = Diagnostic("IMPORT009", "goes-on-after-answer", _W)
ASKED_AGAIN: Final = Diagnostic("IMPORT010", "asked-again", _W)
NOT_A_PERSON: Final = Diagnostic("IMPORT011", "not-a-person-on-shift")
NO_COUNTERPART: Final = Diagnostic("IMPORT012", "no-counterpart")
LISTED_UNTIL: Final = Diagnostic("IMPORT013", "listed-until", _W)
NO_TIME: Final = Diagnostic("IMPORT014", "no-time-of-day", _W)
NAME_ALONE: Final = Diagnostic("IMPORT015", "name-alone", _W)
EXCLUDED: Final = Diagnostic("IMPORT016", "excluded-turn", _W)
ABSENCE: Final = Diagnostic("IMPORT017", "absence-not-written")
DATE_ORDER: Final = Diagnostic("IMPORT018", "unclear-dates")
CHANGED_TWICE: Final = Diagnostic("IMPORT019", "changed-on-both-sides")
BLOCKED: Final = Diagnostic("IMPORT020", "blocked-person", _W)

MEANINGS: Final = (
    (
        UNREADABLE,
        "An export can be read, and has the fields that its tool writes.\n\n"
        "What cannot be read is told with its place; the rest of the export is still looked at.",
    ),
    (
        UNKNOWN_PERSON,
        "Everybody on duty is a person of the policy or of the export.\n\n"
        "A rota with a member whom no list has would lose a shift silently, so it is not taken. "
        "Add the list of people, or say who is meant: `--map PGONE05=ana`, or `=nobody` for a "
        "gap.",
    ),
    (
        ROUND_ROBIN,
        "A step tells all its targets at once.\n\n"
        "Other tools can tell one of them in turn, a different one each time. Here all of them "
        "are told: nobody is left out, but more people wake up.",
    ),
    (
        LAST_RESORT,
        "Every escalation ends at somebody.\n\n"
        "Other tools may end at nobody. Where `--last-resort` does not say who, the targets of "
        "the last step are asked once more, the first of them.",
    ),
    (
        RENDERED,
        "The rota has on duty whom the export shows on duty.\n\n"
        "Where the export lists the shifts that its tool has worked out, both are walked and "
        "compared, second by second.",
    ),
    (
        OTHER_CLOCK,
        "Times of day in an export are by the clock of its schedule.\n\n"
        "Some tools write them by the clock of whoever asked. Where the offsets show that "
        "somebody asked from another zone, and no worked-out shifts tell which clock is meant, "
        "the schedule's is taken.",
    ),
    (
        INEXACT,
        "The rota has on duty whom the rules of the export have on duty.\n\n"
        "Hand-overs here are at full minutes, and a layer ends with a day. The difference is "
        "counted.",
    ),
    (
        NO_SUCH_SHIFT,
        "A shift is a whole number of hours or days.\n\n"
        "A rotation with another length cannot be said, and is not taken.",
    ),
    (
        AFTER_ANSWER,
        "An acknowledgement ends an escalation, except for steps with `always: true`.\n\n"
        "A rule that goes on until an alert is closed becomes such a step. It runs at once when "
        "somebody acknowledges, rather than at its own time.",
    ),
    (
        ASKED_AGAIN,
        "Whoever has acknowledged is not asked again.\n\n"
        "Other tools can forget who has acknowledged when the list begins again.",
    ),
    (
        NOT_A_PERSON,
        "People are on shift in a rota, not teams.\n\n"
        "A rotation with a team or an escalation among its participants is not taken; say who "
        "is meant: `--map team-support=ben`.",
    ),
    (
        NO_COUNTERPART,
        "What a rule of an export does can be said in the policy.\n\n"
        "What cannot is named, so that somebody decides what is to be done instead.",
    ),
    (
        LISTED_UNTIL,
        "A rota goes on.\n\n"
        "Shifts that follow no pattern of days or weeks are written one by one, up to a day; "
        "after it nobody is on duty until the import runs again.",
    ),
    (
        NO_TIME,
        "A shift begins and ends at a time of day.\n\n"
        "Where a table has dates alone, the time of the other rows is taken, or midnight.",
    ),
    (
        NAME_ALONE,
        "A person is known by more than a name in a calendar.\n\n"
        "Somebody who is in no list of people is written down with the name that the calendar "
        "has, without any way to reach them.",
    ),
    (
        EXCLUDED,
        "An excluded date has nobody, and the turns of others stay where they are.\n\n"
        "Tools differ in whether a date that falls out uses up a turn.",
    ),
    (
        ABSENCE,
        "An absence in a calendar is written down with its person.\n\n"
        "A person whose document was written by hand is not changed by an import: add the "
        "absence there.",
    ),
    (
        DATE_ORDER,
        "It is clear which part of a date is the month.\n\n"
        "`03/04/2026` is in March or in April. Where no date of the table tells, say so: "
        "`--dates mdy` or `--dates dmy`.",
    ),
    (
        CHANGED_TWICE,
        "What was changed by hand stays as it is.\n\n"
        "Where both the export and the file have changed since the last import, the file keeps "
        "what it says, and the import tells what the export has now.",
    ),
    (
        BLOCKED,
        "Whoever is on duty can be told.\n\n"
        "A user who is blocked or deleted in the export is taken with the last day of their "
        "activity left open; set `active` where they are gone.",
    ),
)
