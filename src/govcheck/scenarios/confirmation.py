"""Whether anybody has looked at a scenario: one that was suggested says so until somebody has."""

from typing import Final

UNCONFIRMED: Final = (
    "What is expected is what happens today, and nobody has confirmed it: read it, put right",
    "what should happen instead, and take this comment away.",
)
"""The lines of the comment, without the sign in front."""
WITNESSED: Final = "What is expected is what happens now; write what should happen instead."
"""The line above a scenario that shows what is refuted."""


def is_unconfirmed(comments: str) -> bool:
    """Whether the lines before a scenario say that nobody has looked at it."""
    return any(
        line.strip().startswith("#") and any(one in line for one in (UNCONFIRMED[0], WITNESSED))
        for line in comments.splitlines()
    )
