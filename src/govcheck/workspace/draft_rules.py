"""What is kept of a policy so that drafts can be checked without loading it."""

from typing import Final

from govcheck.duty.resolve import everybody
from govcheck.load.repository import Repository
from govcheck.model.post import Post
from govcheck.posts.networks import limits_of
from govcheck.simulate.program import Program
from govcheck.standards.post_drafters import unfit
from govcheck.workspace.plain_draft import DraftPlaces, DraftRules

_OF_OTHERS: Final = ("id", "channels", "publish_at", "status")


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
        {one.id: one for one in policy.channels},
        {one.id: one for one in policy.calendars},
        found,
        frozenset(goal.id for goal in policy.goals),
        frozenset(person.id for person in policy.people),
        unfit(policy, policy.people),
        {target: everybody(program.roster, target) for target in targets},
        tuple(
            _brief(post)
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


def _brief(post: Post) -> Post:
    """As much of a post as others have to do with."""
    brief = Post.made({name: getattr(post, name) for name in _OF_OTHERS}, frozenset(), None)
    place = post.place()
    brief.placed(place.path, place.index)
    return brief
