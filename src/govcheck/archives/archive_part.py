"""What of an archive is counted apart, and where its rows go."""

from typing import NamedTuple


class RowTarget(NamedTuple):
    """Where the rows of a part go with their results, and what is said of them there."""

    path: str
    about: str
    """Of which policy and file they are, as JSON."""
    digest: str
    """What tells them apart from the rows of other runs."""


class TextSpan(NamedTuple):
    """Some lines of a table of text, as offsets in its bytes once they are unpacked."""

    start: int = 0
    end: int | None = None
    """None up to the end of the file."""
    lines: int = 0
    """How many come before."""


class ArchivePart(NamedTuple):
    """A file, or some row groups or lines of one."""

    name: str
    """As the file is called in reports."""
    path: str
    meanings: int
    """Which of the job's meanings its columns have."""
    first: int = 0
    """How many rows of the file come before."""
    rows: int | None = None
    """None where nobody knows before it is read."""
    groups: tuple[int, int] | None = None
    """Of Parquet; of one group `rows` from `first` on."""
    span: TextSpan = TextSpan()
    target: RowTarget | None = None
