"""What is kept of a policy so that drafts can be checked without loading it."""

from typing import Final

from govcheck.duty.resolve import everybody
from govcheck.load.policy import Policy
from govcheck.load.repository import Repository
from govcheck.model.post import Post
from govcheck.posts.networks import limits_of
from govcheck.posts.shadow import Shadow, shadow
from govcheck.simulate.program import Program
from govcheck.standards.post_drafters import drafter_without_right
from govcheck.workspace.plain_draft import DraftLapse, DraftRules

_OF_CHANNELS: Final = ("id", "network", "languages", "standards")


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
        {
            one.id: _part(one, ("id", "network", "languages", "standards"))
            for one in policy.channels
        },
        {one.id: _part(one, ("timezone",)) for one in policy.calendars},
        {name: shadow(limits) for name, limits in found.items()},
        frozenset(goal.id for goal in policy.goals),
        _drafters(policy),
        {target: everybody(program.roster, target) for target in targets},
        tuple(
            _part(post, ("id", "channels", "publish_at", "status"))
            for post in policy.posts
            if post.publish_at is not None and post.status != "withdrawn"
        ),
        taken,
    )


def _part(document: object, fields: tuple[str, ...]) -> Shadow:
    return Shadow({name: shadow(getattr(document, name)) for name in fields})


def _drafters(policy: Policy) -> dict[str, tuple[DraftLapse, ...]]:
    """Everybody, with when the check of drafters would find something."""
    imagined = [
        Post.model_validate(
            {"kind": "post", "id": person.id, "channels": ["none"], "drafted_by": person.id}
        )
        for person in policy.people
    ]
    for number, post in enumerate(imagined):
        post.placed(Post.kind_name, number)
    others = (document for document in policy.documents if not isinstance(document, Post))
    found: dict[int, list[DraftLapse]] = {}
    for problem in drafter_without_right.look_alone(Policy((*others, *imagined))):
        found.setdefault(problem.at.index, []).append((problem.expires, problem.heals))
    return {person.id: tuple(found.get(number, ())) for number, person in enumerate(policy.people)}
