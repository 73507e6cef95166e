"""Linear instants: a play whose detection may be moved, and by how much without a difference.

An instant here is a number that moves with the detection, once for each second of it. Whatever is
asked of it is answered for the detection as it is, and the answer is written down: for which shifts
of the detection it stays the same. When a play has ended, what was written down is the room around
its detection in which all goes just as it went. What cannot be asked of a linear instant raises
TypeError, so that nothing is overlooked.
"""

from typing import Final

FAR: Final = 1 << 60


class Room:
    """The shifts of the detection for which every answer so far stays the same."""

    __slots__ = ("high", "low")

    def __init__(self) -> None:
        self.low = -FAR
        """The least shift, itself in."""
        self.high = FAR
        """The shift from which on something differs."""

    def keep(self, low: int, high: int) -> None:
        """Leave only the shifts from `low` up to `high`, the end out."""
        self.low = max(self.low, low)
        self.high = min(self.high, high)


class Linear:
    """A number `value + slope * shift`; the slope is never 0."""

    __slots__ = ("room", "slope", "value")
    __hash__ = None  # type: ignore[assignment] # what is remembered by a number is not shifted

    def __init__(self, value: int, room: Room, slope: int = 1) -> None:
        self.value = value
        self.room = room
        self.slope = slope

    def stay(self, start: int, end: int) -> int:
        """The number, which has to stay from `start` up to `end`, the end out."""
        value = self.value
        if self.slope == 1:
            self.room.keep(start - value, end - value)
        else:
            # so that start <= value + slope * shift < end
            slope, low, high = self.slope, start - value, end - 1 - value
            if slope < 0:
                slope, low, high = -slope, -high, -low
            self.room.keep(-(-low // slope), high // slope + 1)
        return value

    def __add__(self, other: "int | Linear") -> "int | Linear":
        if isinstance(other, int):
            return Linear(self.value + other, self.room, self.slope)
        if isinstance(other, Linear):
            return self._made(self.value + other.value, self.slope + other.slope)
        return NotImplemented

    __radd__ = __add__

    def __neg__(self) -> "Linear":
        return Linear(-self.value, self.room, -self.slope)

    def __sub__(self, other: "int | Linear") -> "int | Linear":
        if isinstance(other, int):
            return Linear(self.value - other, self.room, self.slope)
        if isinstance(other, Linear):
            return self._made(self.value - other.value, self.slope - other.slope)
        return NotImplemented

    def __rsub__(self, other: int) -> "Linear":
        if isinstance(other, int):
            return Linear(other - self.value, self.room, -self.slope)
        return NotImplemented

    def __floordiv__(self, other: "int | Linear") -> int:
        if not isinstance(other, int) or other <= 0:
            return NotImplemented
        found = self.value // other
        self.stay(found * other, (found + 1) * other)
        return found

    def __mod__(self, other: int) -> "int | Linear":
        return self - (self // other) * other

    def __divmod__(self, other: int) -> "tuple[int, int | Linear]":
        found = self // other
        return found, self - found * other

    def __lt__(self, other: "int | Linear") -> bool:
        return self._below(other, 0)

    def __le__(self, other: "int | Linear") -> bool:
        return self._below(other, 1)

    def __gt__(self, other: "int | Linear") -> bool:
        return not self._below(other, 1)

    def __ge__(self, other: "int | Linear") -> bool:
        return not self._below(other, 0)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, int | Linear):
            return NotImplemented
        return self._below(other, 1) and not self._below(other, 0)

    def __bool__(self) -> bool:
        return self != 0

    def _made(self, value: int, slope: int) -> "int | Linear":
        return Linear(value, self.room, slope) if slope else value

    def _below(self, other: "int | Linear", more: int) -> bool:
        """Whether it is less than another number and `more`."""
        if isinstance(other, int):
            value, slope = self.value - other - more, self.slope
        elif isinstance(other, Linear):
            value, slope = self.value - other.value - more, self.slope - other.slope
        else:
            raise TypeError
        room = self.room
        if slope == 1:
            if value < 0:
                room.high = min(room.high, -value)
                return True
            room.low = max(room.low, -value)
            return False
        if slope:
            Linear(value, room, slope).stay(*((-FAR, 0) if value < 0 else (0, FAR)))
        return value < 0
