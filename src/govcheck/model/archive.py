"""Archives: what the columns of past mentions mean, once for each tool that exports them."""

from typing import Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder
from govcheck.model.scalars import FactName, Id, PlainValue, Text, Zone
from govcheck.modelling.declared import field

ArchiveValue = PlainValue | AnyOrder[PlainValue] | None
"""What a cell means: None and `unknown` say that it tells nothing."""


class ArchiveInstant(Model):
    """The column that says when a mention was detected."""

    column: Text
    """The name of the column.

    Example: "Date"
    """
    format: Text | None = None
    """As of Python's `strptime`; without, a date and time by ISO 8601.

    Example: "%Y-%m-%d %H:%M"
    """
    timezone: Zone | None = None
    """Of readings without an offset; without, that of the organisation.

    Example: "Europe/Berlin"
    """


class ArchiveColumn(Model):
    """Where a fact, or what was decided, is read: in a column, or the same in every row."""

    column: Text | None = None
    """The name of the column; a fact has this, or a `constant`.

    Example: "Author Followers"
    """
    constant: ArchiveValue = None
    """The value in every row, where no column has it.

    Example: "customer"
    """
    values: dict[Text, ArchiveValue] = field(default_factory=dict)
    """What the texts of the column mean; what is not listed means itself.

    Example: {"Twitter": "x", "Facebook Page": "facebook"}
    """
    otherwise: ArchiveValue = None
    """What is taken where a text is neither listed nor a value of the fact.

    Example: "unknown"
    """
    split: Text | None = None
    """What stands between the tags of a text; without, `;`.

    Example: ";"
    """


class Archive(Document):
    """Past mentions, one a row, in files of CSV, JSON Lines or Parquet."""

    kind: Literal["archive"]
    id: Id
    """The archive's id.

    Example: "listening-tool"
    """
    files: AnyOrder[Text] = ()
    """Where they are, as paths or globs from the root of the repository.

    Example: ["archive/*.csv"]
    """
    detected_at: ArchiveInstant
    """When a mention was detected.

    Example: {"column": "Date", "format": "%Y-%m-%d %H:%M", "timezone": "Europe/Berlin"}
    """
    id_column: Text | None = None
    """The column whose texts tell rows apart.

    Example: "Resource Id"
    """
    facts: dict[FactName, ArchiveColumn] = field(default_factory=dict)
    """Where each fact is read; one that is not listed stays unknown.

    Example: {"followers": {"column": "Author Followers"}, "author": {"constant": "customer"}}
    """
    outcome: dict[FactName, ArchiveColumn] = field(default_factory=dict)
    """What was really done, by decision, where it is known.

    Example: {"severity": {"column": "Handled As"}}
    """
