"""What a field says about itself beside its type, as marks within `Annotated`.

A list is `InOrder`, `AnyOrder`, or marked `OrderedWhere`; a test refuses one of which this is not
said. `KeyedBy` tells its items apart. `Declares` says that a text is the name of something that
other documents may refer to, `ForReaders` that no answer of the program depends on the field, and
`DecidesApprovals` that whoever changes it changes whose approvals count.
"""

from typing import Annotated, Any, Final, TypeVar, get_args

from govcheck.named_tuples import NamedTuple

T = TypeVar("T")


class Order(NamedTuple):
    """Whether the order of a list counts: which item comes first, or is higher."""

    counts: bool


class OrderedWhere(NamedTuple):
    """The order of a list counts in documents in which a field beside it has one of the values."""

    field: str
    values: tuple[Any, ...] = (True,)


class KeyedBy(NamedTuple):
    """The items of a list have a name of their own, in the field called so."""

    field: str


class Declares(NamedTuple):
    """The texts of a field, or of a part of it, are names in this namespace."""

    namespace: str


class ForReaders(NamedTuple):
    """People and checks read the field; no incident, deadline or approval depends on it."""

    why: str
    """What it is for, as docs/diff.md says it."""


class DecidesApprovals(NamedTuple):
    """It depends on the field whose approval of a change counts."""


InOrder = Annotated[tuple[T, ...], Order(counts=True)]
"""A list whose order counts."""
AnyOrder = Annotated[tuple[T, ...], Order(counts=False)]
"""A list without an order, in which saying a thing twice is saying it once."""

EXPLAINS: Final = ForReaders("names and explanations")
ASKS: Final = ForReaders("questions of `triage`")
QUALIFIES: Final = ForReaders(
    "when to look again, and whether somebody is qualified: `validate` reports it"
)
AIMS: Final = ForReaders("size, staff and aims")
SITUATES: Final = ForReaders("where people and channels are at home")
STYLES: Final = ForReaders("style of posts")
DRAFTS: Final = ForReaders("drafts, and what networks allow: `post` and `validate` check them")
PAUSES: Final = ForReaders("which posts an action stops: `post --during` says it")
DECIDES_APPROVALS: Final = DecidesApprovals()

M = TypeVar("M")


def marks(annotation: Any, kind: type[M]) -> list[M]:
    """Every mark of a kind in an annotation, the outermost first, without those in models."""
    metadata = getattr(annotation, "__metadata__", ())
    inner = get_args(annotation)[:1] if metadata else get_args(annotation)
    found = [mark for mark in reversed(metadata) if isinstance(mark, kind)]
    return found + [mark for part in inner for mark in marks(part, kind)]


def mark(annotation: Any, kind: type[M]) -> M | None:
    """The outermost mark of a kind in an annotation; None where there is none."""
    return next(iter(marks(annotation, kind)), None)
