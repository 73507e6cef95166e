"""A tongue: the language in which people read, with its sentences, numbers, dates and durations.

Code says whole sentences in English, with named places for what varies; the catalogues below
`catalogues/` have them in other languages. JSON and other machine formats never ask a tongue.
"""

from typing import Final

from govcheck.tongue.tongue import LANGUAGES, Tongue, tongue

__all__ = ["ENGLISH", "LANGUAGES", "Tongue", "tongue"]

ENGLISH: Final = tongue("en")
