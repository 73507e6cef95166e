"""The calendar of posts as CSV, for spreadsheets."""

import csv
import io
from typing import Final

from govcheck.render.escape import csv_cell
from govcheck.report.posts import PostCalendar
from govcheck.time.clock import format_instant

_COLUMNS: Final = (
    "publish_at", "channel", "post", "title", "status", "drafted_by", "approved_by",
    "approvals_missing", "paused_by", "could_approve",
)  # fmt: skip


def render(shown: PostCalendar) -> str:
    """One row a post and channel, below the headings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in shown.scheduled:
        asked = one.consent
        missing = 0 if asked is None else max(0, asked.needed - len(asked.given))
        could = [who for who in asked.can if who not in asked.given] if asked and missing else []
        row = (
            "" if one.at is None else format_instant(one.at, one.timezone),
            one.channel, one.post.id, one.title, one.post.status, one.post.drafted_by,
            ";".join(one.post.approved_by), str(missing), ";".join(one.pauses),
            ";".join(could),
        )  # fmt: skip
        writer.writerow(map(csv_cell, row))
    return text.getvalue()
