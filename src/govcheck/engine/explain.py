"""Why an incident is decided as it is, and what would have to be different."""

from govcheck.engine.boundaries import boundaries
from govcheck.engine.near_misses import near_misses
from govcheck.engine.questions import Trials, assumptions, most_decisive, questions

__all__ = [
    "Trials",
    "assumptions",
    "boundaries",
    "most_decisive",
    "near_misses",
    "questions",
]
