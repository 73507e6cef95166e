"""A difference between what a scenario expects and what comes out."""

from typing import NamedTuple

from govcheck.finding import Key


class Mismatch(NamedTuple):
    """What is different, and the keys of the scenario's document that say otherwise."""

    keys: tuple[Key, ...]
    message: str
    help: str | None = None
