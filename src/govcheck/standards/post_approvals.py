"""Approvals of posts: that they can be given without the drafter, and have been."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from govcheck.checks.check import program_check
from govcheck.finding import Problem
from govcheck.posts.consent import Answerers, approvals_of, consent
from govcheck.posts.placements import Placement, placements
from govcheck.translation import all_of, said, together

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.load.policy import Policy
    from govcheck.model.channel import Channel
    from govcheck.simulate.program import Program


@program_check("POST015", "approval-needs-drafter")
def approval_needs_drafter(policy: "Policy", program: "Program") -> Iterator[Problem]:
    """Enough people can approve a post without the one who drafts it.

    The drafter never approves. Where `standards.approvals` of a channel cannot be met without
    them, the post goes out unapproved or never.
    """
    yield from without_drafter(policy, _answerers(program))


def without_drafter(policy: "Policy", people: Answerers) -> Iterator[Problem]:
    """The posts of which too few can approve without their drafter."""
    for placement in placements(policy):
        post, channel = placement.post, placement.channel
        asked = consent(placement, people)
        if asked is None or asked.is_possible:
            continue
        with_drafter = {one for target in _by(placement) for one in people(target)}
        if len(with_drafter) < asked.needed:
            continue  # which is said of the channel
        message = said(
            "{asks} of post `{post}`, and without `{drafter}`, who drafts it, {who} can give one",
            asks=_asks(channel, asked.needed),
            post=post.id,
            drafter=post.drafted_by,
            who=len(asked.can) or said("nobody"),
        )
        see = (channel.place("standards", "approvals", "by", note=said("they are asked")),)
        advice = said("let somebody else draft it, or name more people in `by`")
        yield Problem(post.place("drafted_by"), message, see, advice)


@program_check("POST016", "not-approved")
def not_approved(policy: "Policy", program: "Program") -> Iterator[Problem]:
    """A post that is `approved` or `published` has the approvals that its channels ask for.

    So many different people of `standards.approvals.by` stand in `approved_by`; the drafter and
    whoever is not asked do not count.
    """
    yield from unapproved(policy, _answerers(program))


def unapproved(policy: "Policy", people: Answerers) -> Iterator[Problem]:
    """The posts that are to go out, or have, without enough approvals."""
    for placement in placements(policy):
        post, channel = placement.post, placement.channel
        asked = consent(placement, people) if post.status in ("approved", "published") else None
        if asked is None or asked.is_given:
            continue
        others = [f"`{one}`" for one in asked.strangers]
        lacking = said(
            "post `{id}` is {status}, and {asks}, of which {given}",
            id=post.id,
            status=post.status,
            asks=_asks(channel, asked.needed),
            given=_given(len(asked.given)),
        )
        unasked = said("{others} cannot give one", others=all_of(others)) if others else ""
        message = together((lacking, unasked), "; ")
        see = (channel.place("standards", "approvals", "by", note=said("they are asked")),)
        advice = said("add who has approved to `approved_by`, or make it a `draft` again")
        yield Problem(post.place("status"), message, see, advice)


def _answerers(program: "Program") -> Answerers:
    from govcheck.duty.resolve import everybody

    return cache(lambda target: everybody(program.roster, target))


def _asks(channel: "Channel", needed: int) -> str:
    if needed == 1:
        return said("channel `{id}` asks for 1 approval", id=channel.id)
    return said("channel `{id}` asks for {count} approvals", id=channel.id, count=needed)


def _given(count: int) -> str:
    if count > 1:
        return said("{count} are given", count=count)
    return said("1 is given") if count else said("none is given")


def _by(placement: Placement) -> tuple[str, ...]:
    asked = approvals_of(placement)
    return asked.by if asked is not None else ()
