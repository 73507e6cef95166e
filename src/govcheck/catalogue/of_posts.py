"""The checks that can find something in a draft, so that checking one imports no others."""

from typing import Final

from govcheck.checks import references
from govcheck.checks.check import Check
from govcheck.standards import (
    post_approvals,
    post_content,
    post_drafters,
    post_limits,
    post_schedule,
    post_standards,
)

OF_POSTS: Final[tuple[Check, ...]] = (
    post_limits.over_network_limit,
    post_limits.over_disputed_limit,
    post_limits.limit_not_checked_lately,
    post_limits.standard_looser_than_network,
    post_standards.over_channel_standard,
    post_standards.alt_text_missing,
    post_standards.alt_text_recommended,
    post_schedule.outside_posting_hours,
    post_schedule.too_many_posts,
    post_standards.language_not_of_channel,
    post_content.topic_not_allowed,
    post_content.forbidden_content,
    post_content.disclosure_without_label,
    post_drafters.drafter_without_right,
    references.unknown_reference,
    post_approvals.approval_needs_drafter,
    post_approvals.not_approved,
)
"""Those of the families POST and REF, in the order of the whole tables."""
