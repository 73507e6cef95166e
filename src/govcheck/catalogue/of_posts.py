"""The checks that can find something in a draft, so that checking one imports no others."""

from typing import Final

from govcheck.catalogue.of_posts_alone import OF_POSTS_ALONE
from govcheck.checks import references
from govcheck.checks.check import Check
from govcheck.standards import post_approvals

OF_POSTS: Final[tuple[Check, ...]] = (
    *OF_POSTS_ALONE,
    references.unknown_reference,
    post_approvals.approval_needs_drafter,
    post_approvals.not_approved,
)
"""Those of the families POST and REF, in the order of the whole tables."""
