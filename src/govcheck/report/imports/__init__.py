"""What an import took, approximated and left out, as text or JSON."""

from collections.abc import Sequence
from typing import Final

from govcheck.imports.importing import ImportResult
from govcheck.tongue import Tongue

FORMATS: Final = ("text", "json")


def render(format_: str, imported: ImportResult, allowed: Sequence[str], tongue: Tongue) -> str:
    """The result in one of the formats."""
    if format_ == "json":
        from govcheck.report.imports import json

        return json.render(imported, allowed)
    from govcheck.report.imports import text

    return text.render(imported, allowed, tongue)
