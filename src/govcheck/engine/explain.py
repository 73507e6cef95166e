"""Why an incident is decided as it is, and what would have to be different."""

from govcheck.engine.boundaries import boundaries
from govcheck.engine.near_misses import near_misses
from govcheck.engine.questions import assumptions, questions

__all__ = ["assumptions", "boundaries", "near_misses", "questions"]
