"""The checks of posts that need no program, which both other tables have."""

from typing import Final

from govcheck.catalogue.of_drafts import OF_DRAFTS
from govcheck.checks.check import PolicyCheck
from govcheck.standards import post_drafters

OF_POSTS_ALONE: Final[tuple[PolicyCheck, ...]] = (*OF_DRAFTS, post_drafters.drafter_without_right)
