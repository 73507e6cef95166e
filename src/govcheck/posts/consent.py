"""Who has to approve a post, who can, and who has."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from govcheck.posts.placements import Placement

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.model.channel import DraftApprovals

Answerers = Callable[[str], tuple[str, ...]]
"""Those who answer to a target."""


class DraftConsent(NamedTuple):
    """What a channel asks for, who can give it, and who has given it; never the drafter."""

    needed: int
    can: tuple[str, ...]
    given: tuple[str, ...]
    strangers: tuple[str, ...]
    """Who approved it without being asked: nobody's approval but those of `by` counts."""

    @property
    def is_possible(self) -> bool:
        """Whether enough people can approve."""
        return len(self.can) >= self.needed

    @property
    def is_given(self) -> bool:
        """Whether enough people have approved."""
        return len(self.given) >= self.needed


def consent(placement: Placement, people: Answerers) -> DraftConsent | None:
    """What a post needs on one of its channels; None where the channel asks for no approval."""
    asked = approvals_of(placement)
    if asked is None or asked.drafts == 0 or not asked.by:
        return None
    post = placement.post
    everybody = dict.fromkeys(person for target in asked.by for person in people(target))
    can = tuple(person for person in everybody if person != post.drafted_by)
    given = tuple(person for person in dict.fromkeys(post.approved_by) if person in can)
    strangers = tuple(person for person in dict.fromkeys(post.approved_by) if person not in can)
    return DraftConsent(asked.drafts, can, given, strangers)


def approvals_of(placement: Placement) -> "DraftApprovals | None":
    """What the channel says of approvals."""
    standards = placement.channel.standards
    return standards.approvals if standards is not None else None
