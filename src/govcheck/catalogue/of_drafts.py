"""The checks that look at posts, their channels and the networks alone, and need no models."""

from typing import Final

from govcheck.checks.check import PolicyCheck
from govcheck.standards import post_content, post_limits, post_schedule, post_standards

OF_DRAFTS: Final[tuple[PolicyCheck, ...]] = (
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
    post_content.post_says_nothing,
    post_content.text_for_other_channel,
    post_schedule.posts_at_once,
)
"""In the order of the whole tables."""
