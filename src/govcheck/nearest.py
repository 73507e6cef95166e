"""The nearest valid name to one that is not known."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from govcheck.targets import bare_id, person_id, read_target
from govcheck.translation import in_languages, said

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
        return said("did you mean `{name}`?", name=match)
    if not known:
        return None
    if len(known) <= 12:
        return said("known: {names}", names=", ".join(f"`{option}`" for option in known))
    return said("none of the {count} known names is near", count=len(known))


def did_you_mean_called(
    name: str, options: Iterable[str], labels: Iterable[tuple[str, str]]
) -> str | None:
    """Help for an unknown name that may be what an option is called, in whatever language."""
    words = _fold(name).split()
    called = [(_fold(text), option) for option, label in labels for text in in_languages(label)]
    alike = {option for text, option in called if text == _fold(name)} or {
        option for text, option in called if words and {*words} <= {*text.split()}
    }
    meant = [*alike] if len(alike) == 1 else []
    return _any_of(meant) or did_you_mean(name, options)


def did_you_mean_target(name: str, options: Iterable[str]) -> str | None:
    """Help for an unknown target: those that it names without their type, or the nearest ones."""
    known = sorted(set(options))
    return _any_of(near_targets(name, known)) or did_you_mean(name, known)


def did_you_mean_person(name: str, people: Mapping[str, str]) -> str | None:
    """Help for an unknown person, of whose id a target or a name was given; ids have names."""
    bare = person_id(name)
    called = [id_ for id_, known in people.items() if _fold(bare) in _fold(known).split()]
    return _any_of([bare] if bare in people else sorted(called)) or did_you_mean(bare, people)


def near_targets(name: str, options: Iterable[str]) -> list[str]:
    """The targets that a text may mean: those of its id, whatever their type, else of the nearest.

    The nearest id is that of a target of its own type, where it has one and one is near.
    """
    known = sorted(set(options))
    type_, _, bare = name.rpartition(":")
    same = [option for option in known if read_target(option).id == bare]
    if same:
        return same
    for among in ([one for one in known if read_target(one).kind == type_], known):
        close = nearest(bare, (read_target(option).id for option in among))
        if close is not None:
            return [option for option in among if read_target(option).id == close]
    return []


def meant_target(name: str, options: Iterable[str]) -> str | None:
    """The target that a text must have been meant to be, where it can be only one."""
    known = sorted(set(options))
    near = near_targets(name, known)
    if len(near) != 1:
        return None
    type_, bare = read_target(near[0])
    rivals = [read_target(option).id for option in known if read_target(option).kind == type_]
    certain = bare == bare_id(name) or only_near(bare_id(name), rivals) == bare
    return near[0] if certain else None


def _any_of(names: Sequence[str]) -> str | None:
    """The question whether one of some names was meant; None without any."""
    if len(names) < 2:
        return said("did you mean `{name}`?", name=names[0]) if names else None
    return said("did you mean {names}?", names=_either(names))


def _either(names: Sequence[str]) -> str:
    *others, last = names
    quoted = f"`{last}`"
    return said("{these} or {last}", these=_either(others), last=quoted) if others else quoted


def _fold(name: str) -> str:
    return name.lower().replace("_", "-")
