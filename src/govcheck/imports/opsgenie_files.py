"""What stands in the files that Opsgenie and Jira Service Management export."""

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.remark import say


def things_in(batch: Batch, file: Cursor) -> list[Cursor]:
    """What a file holds: `data` or `values`, one or several, or a list without either."""
    more = _further(file)
    if more is not None:
        batch.leave_out(
            more,
            rules.NO_COUNTERPART,
            say("the export has more pages than this file: ask for all of them"),
        )
    held = file.find("data", "values") or file
    try:
        return held.items()
    except Unreadable:
        return [held]


def _further(file: Cursor) -> Cursor | None:
    """Where a file says that there is another page after it."""
    paging = file.find("paging", "links")
    following = None if paging is None else paging.find("next")
    if following is not None and following.value != "":
        return paging
    last = file.find("isLast")
    return last if last is not None and last.value is False else None
