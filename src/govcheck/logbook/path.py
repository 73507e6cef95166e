"""Where the log of an incident stands: beside the incident's file."""

import os
from typing import Final

SUFFIX: Final = ".log.jsonl"


def log_path_of(path: str) -> str:
    """The log of an incident's file."""
    return os.path.splitext(path)[0] + SUFFIX
