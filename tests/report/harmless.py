"""An independent judgement of characters."""

import unicodedata

MOVES_OR_HIDES = ("Cc", "Cs", "Zl", "Zp")
REORDERS = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")


def is_harmless(character: str) -> bool:
    """Whether a terminal shows the character where it stands, and does nothing else."""
    return (
        unicodedata.category(character) not in MOVES_OR_HIDES
        and unicodedata.bidirectional(character) not in REORDERS
    )
