"""The nearest valid name to one that is not known."""

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 100
"""Longer names are not compared."""
MANY: Final = 200
"""So many names are compared at most; comparing is slow, and there may be thousands."""


def nearest(name: str, options: Iterable[str]) -> str | None:
    """The option that `name` was most likely meant to be, or None where nothing is near.

    Case and the choice between `-` and `_` are ignored first; then the closest spelling wins,
    ties in alphabetical order.
    """
    from difflib import get_close_matches

    ordered = sorted(set(options))
    folded = {_fold(option): option for option in reversed(ordered)}
    if _fold(name) in folded:
        return folded[_fold(name)]
    wanted = _fold(name[:LONGEST])
    matches = get_close_matches(wanted, _plausible(wanted, folded), n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def only_near(name: str, options: Iterable[str]) -> str | None:
    """The option that `name` was meant to be, where it is near to that one and to no other."""
    from difflib import get_close_matches

    ordered = sorted(set(options))
    folded = [option for option in ordered if _fold(option) == _fold(name)]
    wanted = _fold(name[:LONGEST])
    matches = folded or get_close_matches(wanted, _plausible(wanted, ordered), n=2, cutoff=0.6)
    return matches[0] if len(matches) == 1 else None


def _plausible(wanted: str, options: Iterable[str]) -> list[str]:
    """The options worth comparing: all of a few; of many those that begin and end alike."""
    short = [option for option in options if len(option) <= LONGEST]
    if len(short) <= MANY:
        return short
    return sorted(short, key=lambda option: -_shared(wanted, option))[:MANY]


def _shared(one: str, other: str) -> int:
    """How many characters two names begin and end with alike."""
    return _alike(one, other) + _alike(one[::-1], other[::-1])


def _alike(one: str, other: str) -> int:
    """How many characters two names begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))


def did_you_mean(name: str, options: Iterable[str]) -> str | None:
    """Help for an unknown name: the nearest one, or the whole list where it is short."""
    known = sorted(set(options))
    match = nearest(name, known)
    if match is not None:
        return f"did you mean `{match}`?"
    if not known:
        return None
    if len(known) <= 12:
        return "known: " + ", ".join(f"`{option}`" for option in known)
    return f"none of the {len(known)} known names is near"


def did_you_mean_target(name: str, options: Iterable[str]) -> str | None:
    """Help for an unknown target: those that it names without their type, or the nearest ones."""
    known = sorted(set(options))
    bare = name.rpartition(":")[2]
    ids = {option.partition(":")[2] for option in known}
    wanted = bare if bare in ids else nearest(bare, ids)
    alike = [option for option in known if option.partition(":")[2] == wanted]
    typed = did_you_mean(name, known) if ":" in name else None
    if typed is not None and typed.startswith("did") and bare not in ids:
        return typed
    if not alike:
        return did_you_mean(name, known)
    return "did you mean " + " or ".join(f"`{option}`" for option in alike) + "?"


def _fold(name: str) -> str:
    return name.lower().replace("_", "-")
