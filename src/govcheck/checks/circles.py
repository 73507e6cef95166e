"""Circles in who follows whom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_MOST_SHOWN: Final = 7


def circles(following: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Cycles of a directed graph, found depth-first; without their last edges none is left.

    Each is a path whose last member leads back to its first. Names that lead nowhere are skipped.
    """
    done: set[str] = set()
    for start in following:
        if start in done:
            continue
        path = [start]
        depth = {start: 0}
        waiting = [iter(following[start])]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                left = path.pop()
                del depth[left]
                done.add(left)
            elif step in depth:
                yield tuple(path[depth[step] :])
            elif step in following and step not in done:
                depth[step] = len(path)
                path.append(step)
                waiting.append(iter(following[step]))


def around(circle: Sequence[str]) -> str:
    """A circle in words; a long one is cut short."""
    names = [f"`{name}`" for name in (*circle, circle[0])]
    if len(names) > _MOST_SHOWN:
        names[4:-2] = ["…"]
    return " → ".join(names)
