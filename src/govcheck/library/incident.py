"""Incidents as other programs state them."""

import os
from collections.abc import Mapping
from datetime import datetime

from govcheck.errors import GovcheckError, cannot_read
from govcheck.library.instants import seconds_of
from govcheck.translation import told

IncidentInput = str | os.PathLike[str] | Mapping[str, object]
"""An incident file's path, or the keys of an incident's document."""


def written(incident: IncidentInput) -> tuple[str, bytes]:
    """The path and the bytes of an incident; what is no file is written as JSON, which is YAML."""
    if isinstance(incident, Mapping):
        import json

        from govcheck.time.clock import format_instant

        document = {"kind": "incident", "id": "incident", "title": "Incident", **incident}
        for key in ("detected_at", "published_at", "aware_at"):
            stated = document.get(key)
            if isinstance(stated, int | datetime):
                document[key] = format_instant(seconds_of(stated))
        try:
            return "<incident>", json.dumps(document).encode()
        except (TypeError, ValueError) as error:
            raise GovcheckError(
                "the incident cannot be written as JSON: {error}", error=told(error)
            ) from None
    path = os.fspath(incident)
    return path, read(path)


def read(path: str) -> bytes:
    """The bytes of a file. Raises GovcheckError where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise GovcheckError(cannot_read(path, error)) from None
