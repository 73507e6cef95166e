"""Incidents for what no scenario reaches, with what happens in them today."""

from govcheck.suggest.suggest import Suggestion, Suggestions, Unreachable, suggest

__all__ = ["Suggestion", "Suggestions", "Unreachable", "suggest"]
