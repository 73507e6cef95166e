"""What a reader sees, in which order: all of it, or the dozen lines of `--brief`."""

from govcheck.report.simulation.consent import approvals, forbidden, quorum
from govcheck.report.simulation.doubts import if_absent, remarks, still_unknown
from govcheck.report.simulation.duties import act, do_now, missed, tell_first
from govcheck.report.simulation.sheet import Row, Section, Sheet
from govcheck.report.simulation.timeline import timeline
from govcheck.report.simulation.verdict import headline, subtitle, why
from govcheck.report.simulation.view import OutcomeView

SECTIONS = (
    missed,
    do_now,
    why,
    timeline,
    approvals,
    forbidden,
    quorum,
    if_absent,
    still_unknown,
    remarks,
)
BRIEF_SUBTITLE = 3
BRIEF_ROWS = 2
BRIEF_DEADLINES = 3


def full(view: OutcomeView) -> Sheet:
    """Everything there is to say; sections that have nothing to say are left out."""
    sections = (section(view) for section in SECTIONS)
    return Sheet(headline(view), subtitle(view), tuple(one for one in sections if one.rows))


def brief(view: OutcomeView) -> Sheet:
    """The verdict, what is missed, who is told first, the next deadlines, the first question."""
    late = missed(view).rows
    shown = late if len(late) <= BRIEF_ROWS else late[: BRIEF_ROWS - 1]
    rows = [row._replace(text=f"MISSED {row.text}") for row in shown]
    if len(late) > len(rows):
        rows.append(Row(f"MISSED {len(late) - len(rows)} more", ("", ""), tone="alarm"))
    rows += tell_first(view)[:BRIEF_ROWS]
    rows += [row._replace(below=()) for row in act(view)[:BRIEF_DEADLINES]]
    rows += [Row(f"ask: {asked.question}", ("", "")) for asked in view.outcome.ask_next[:1]]
    section = Section("", tuple(rows), ("when", "after"))
    return Sheet(headline(view), subtitle(view)[:BRIEF_SUBTITLE], (section,) if rows else ())
