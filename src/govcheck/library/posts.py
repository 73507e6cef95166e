"""The calendar of posts, and drafts that are not in it yet."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from govcheck.errors import GovcheckError
from govcheck.nearest import did_you_mean
from govcheck.time.clock import DAY
from govcheck.translation import advised, said

if TYPE_CHECKING:  # each answer imports what it needs
    from govcheck.library.loaded import LoadedPolicy
    from govcheck.library.results import Findings
    from govcheck.posts.calendar import Scheduled
    from govcheck.report.posts import PostCalendar
    from govcheck.report.posts.json import PostCalendarJson

USUAL_DAYS: Final = 31


class PostQuestion(NamedTuple):
    """Which posts are meant; without anything those of the next 31 days, and those without a time.

    In an incident all that are still to come are meant.
    """

    at: int
    start: int | None = None
    until: int | None = None
    channels: Sequence[str] = ()
    share: str | None = None
    """Somebody: only what they are asked to share."""
    incident: tuple[str, bytes] | None = None
    """An incident's path and content: only what has to be paused in it."""


@dataclass(frozen=True, slots=True)
class PostPlan:
    """The posts that are meant, in the order in which they go out."""

    report: "PostCalendar"
    assumed: tuple[str, ...] = ()
    """The facts of the incident that are not known, so that posts of every one are meant."""

    def __iter__(self) -> "Iterator[Scheduled]":
        return iter(self.report.scheduled)

    def __len__(self) -> int:
        return len(self.report.scheduled)

    def to_json(self) -> "PostCalendarJson":
        """The object of `post --format json` without files."""
        from govcheck.report.posts.json import calendar_json

        return calendar_json(self.report)


def planned(policy: "LoadedPolicy", asked: PostQuestion) -> PostPlan:
    """The calendar that is asked for.

    Raises:
        GovcheckError: There is no such channel or person.
        IncidentError: The incident cannot be read.
    """
    from govcheck.render.page.names import PageNames
    from govcheck.report.posts import PostCalendar
    from govcheck.tongue import ENGLISH
    from govcheck.workspace.post_calendar import open_calendar

    opened = open_calendar(policy.tree, policy.cache)
    _must_know(asked.channels, opened.channels, lambda one: said("no channel `{name}`", name=one))
    _must_know(
        [asked.share] if asked.share else [],
        opened.people,
        lambda one: said("no person `{name}`", name=one),
    )
    begin = asked.at if asked.start is None else asked.start
    played = None
    if asked.incident is not None:
        played = opened.during(asked.incident)
        begin = max(played.detected_at, begin) if asked.start is None else begin
    end = begin + USUAL_DAYS * DAY if asked.until is None else asked.until
    posts = opened.posts(begin, asked.until, asked.channels, share=asked.share)
    if played is None:  # in an incident, whatever is still to come has to be paused
        posts = [one for one in posts if one.at is None or one.at < end]
    whole = played is None and asked.share is None
    lacks = opened.lacks(posts, begin, end, asked.channels) if whole else None
    names = PageNames(opened.program, ENGLISH)
    shown = PostCalendar(posts, begin, opened.timezone, names, lacks=lacks)
    if played is None:
        return PostPlan(shown)
    shown = shown._replace(incident=played.title, stopping=played.pauses)
    return PostPlan(shown, played.assumed)


def checked(
    policy: "LoadedPolicy",
    files: Sequence[tuple[str, bytes]],
    at: int,
    columns: Mapping[str, str],
    constants: Mapping[str, str],
) -> "Findings":
    """What is wrong with drafts as of an instant; `files` are paths from the root, and bytes.

    Raises:
        GovcheckError: No post has a field of `columns` or `constants`.
    """
    from govcheck.library.results import Findings
    from govcheck.load.post_table import FIELDS
    from govcheck.report.findings import Report
    from govcheck.workspace.drafts import check_drafts

    _must_know((*columns, *constants), FIELDS, lambda one: said("no field `{name}`", name=one))
    found = check_drafts(policy.tree, files, at, columns, constants, policy.cache)
    return Findings(Report(found.findings, found.sources, found.documents))


def path_within(root: str, name: str) -> str:
    """A file as findings name it: from the repository's root, where it lies within."""
    path = os.path.relpath(os.path.realpath(name), os.path.realpath(root))
    inside = not path.startswith(os.pardir) and os.path.exists(name)
    return path.replace(os.sep, "/") if inside else name


def _must_know(names: Iterable[str], known: Sequence[str], missing: Callable[[str], str]) -> None:
    for name in names:
        if name not in known:
            raise GovcheckError(advised(missing(name), did_you_mean(name, known)))
