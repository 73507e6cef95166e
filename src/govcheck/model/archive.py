"""Archives: what the columns of past mentions mean, once for each tool that exports them."""

from typing import ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder
from govcheck.model.scalars import FactName, Id, Scalar, Text, Zone

ArchiveValue = Scalar | AnyOrder[Scalar] | None
"""What a cell means: None and `unknown` say that it tells nothing."""


class ArchiveInstant(Model):
    """The column that says when a mention was detected."""

    column: Text
    format: Text | None = None
    """As of Python's `strptime`; without, a date and time by ISO 8601."""
    timezone: Zone | None = None
    """Of readings without an offset; without, that of the organisation."""


class ArchiveColumn(Model):
    """Where a fact, or what was decided, is read: in a column, or the same in every row."""

    column: Text | None = None
    constant: ArchiveValue = None
    values: dict[Text, ArchiveValue] = Field(default_factory=dict)
    """What the texts of the column mean; what is not listed means itself."""
    otherwise: ArchiveValue = None
    """What is taken where a text is neither listed nor a value of the fact."""
    split: Text | None = None
    """What stands between the tags of a text; without, `;`."""


class Archive(Document):
    """Past mentions, one a row, in files of CSV, JSON Lines or Parquet."""

    kind_name: ClassVar[str] = "archive"
    kind: Literal["archive"]
    id: Id
    files: AnyOrder[Text] = ()
    """Where they are, as paths or globs from the root of the repository."""
    detected_at: ArchiveInstant
    id_column: Text | None = None
    facts: dict[FactName, ArchiveColumn] = Field(default_factory=dict)
    outcome: dict[FactName, ArchiveColumn] = Field(default_factory=dict)
    """What was really done, by decision, where it is known."""
