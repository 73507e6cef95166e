"""What a reader of all of it sees, in which order."""

from govcheck.briefing.simulation.consent import approvals, forbidden, quorum
from govcheck.briefing.simulation.doubts import if_absent, remarks, still_unknown
from govcheck.briefing.simulation.duties import do_now, missed
from govcheck.briefing.simulation.sheet import Sheet
from govcheck.briefing.simulation.timeline import timeline
from govcheck.briefing.simulation.verdict import headline, subtitle, why
from govcheck.briefing.simulation.view import OutcomeView

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


def full(view: OutcomeView) -> Sheet:
    """Everything there is to say; sections that have nothing to say are left out."""
    sections = (section(view) for section in SECTIONS)
    return Sheet(headline(view), subtitle(view), tuple(one for one in sections if one.rows))
