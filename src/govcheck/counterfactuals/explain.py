"""Why an incident is decided as it is, and what would have to be different."""

from govcheck.counterfactuals.boundaries import boundaries
from govcheck.counterfactuals.near_misses import near_misses
from govcheck.counterfactuals.questions import Trials, assumptions, most_decisive, questions

__all__ = [
    "Trials",
    "assumptions",
    "boundaries",
    "most_decisive",
    "near_misses",
    "questions",
]
