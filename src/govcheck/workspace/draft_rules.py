"""What is kept of a policy so that drafts can be checked without loading it."""

from collections.abc import Iterable

from govcheck.duty.resolve import everybody
from govcheck.load.repository import Repository
from govcheck.model.base import Document
from govcheck.model.post import Post
from govcheck.posts.networks import limits_of
from govcheck.posts.shadow import Shadow, shadow
from govcheck.simulate.program import Program
from govcheck.standards.post_drafters import unfit
from govcheck.workspace.plain_draft import DraftPlaces, DraftRules


def draft_rules(repository: Repository, program: Program) -> DraftRules | None:
    """What drafts are checked against; None where two posts have one id, or none can be read."""
    policy = repository.policy
    taken: dict[str, str] = {}
    for path, loaded in repository.files.items():
        for title in loaded.titles:
            kind, _, name = (title or "").partition("/")
            if kind == Post.kind_name and taken.setdefault(name, path) != path:
                return None
    networks = {channel.network for channel in policy.channels}
    found = {name: limits for name in networks if (limits := limits_of(policy, name)) is not None}
    targets = {
        target
        for channel in policy.channels
        if channel.standards is not None and channel.standards.approvals is not None
        for target in channel.standards.approvals.by
    }
    return DraftRules(
        policy.timezone,
        policy.read_languages,
        {
            one.id: _part(one, ("id", "network", "languages", "standards"))
            for one in policy.channels
        },
        {one.id: _part(one, ("timezone",)) for one in policy.calendars},
        {name: _at(limits, shadow(limits)) for name, limits in found.items()},
        frozenset(goal.id for goal in policy.goals),
        frozenset(person.id for person in policy.people),
        unfit(policy, policy.people),
        {target: everybody(program.roster, target) for target in targets},
        tuple(
            _part(post, ("id", "channels", "publish_at", "status"))
            for post in policy.posts
            if post.publish_at is not None and post.status != "withdrawn"
        ),
        taken,
        frozenset("/".join(one.subject.split("/")[:2]) for one in policy.waivers),
    )


def draft_places(repository: Repository) -> DraftPlaces:
    """The files of the channels and of the networks, which findings about drafts point at."""
    documents = (*repository.policy.channels, *repository.policy.networks)
    paths = {one.place().path for one in documents}
    return DraftPlaces({path: tuple(repository.files[path].roots) for path in paths})


def _part(document: Document, fields: Iterable[str]) -> Shadow:
    return _at(document, Shadow({name: shadow(getattr(document, name)) for name in fields}))


def _at(document: Document, said: Shadow) -> Shadow:
    place = document.place()
    said.origin = place.path, place.index
    return said
