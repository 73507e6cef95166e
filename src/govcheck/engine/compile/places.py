"""Places below places."""

from govcheck.finding import Key, Place


def child(place: Place, *keys: Key) -> Place:
    """The place of the node that the keys lead to from another node."""
    return Place(place.path, place.index, (*place.keys, *keys))
