"""The exception tree: what ends a command, and with which exit code.

Findings are values, never exceptions; an exception here means that the request cannot be served.
"""


class GovcheckError(Exception):
    """A request that cannot be served; its text is one line for the user (exit code 2)."""

    exit_code = 2


class PolicyNotFound(GovcheckError):
    """No `policies/` here or above."""


class RevisionError(GovcheckError):
    """A git revision that does not exist or cannot be read."""


class PolicyDoesNotLoad(GovcheckError):
    """A policy of which documents or rules cannot be read."""


class IncidentError(GovcheckError):
    """An incident that cannot be read or states something that no vocabulary allows."""


class ScaffoldError(GovcheckError):
    """A new repository that cannot be written."""


def reason_of(error: OSError | ValueError) -> str:
    """Why a file cannot be read or written, in lower case."""
    return str(getattr(error, "strerror", None) or error).lower()
