"""The exception tree: what ends a command, and with which exit code.

Findings are values, never exceptions; an exception here means that the request cannot be served.
"""

from typing import Final

from govcheck.translation import SaidText, said, told


class GovcheckError(Exception):
    """A request that cannot be served; its text is one line for the user (exit code 2).

    It is a sentence that a tongue can say, with the values in its named places.
    """

    exit_code = 2

    def __init__(self, sentence: str = "", **values: object) -> None:
        # what others have made up already may have braces of its own
        done = isinstance(sentence, SaidText) or ("{" in sentence and not values)
        super().__init__(sentence if done else said(sentence, **values))


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


def cannot_read(path: str, error: OSError | ValueError) -> str:
    """That a file cannot be read, and why."""
    return said("`{path}` cannot be read: {error}", path=path, error=reason_of(error))


def cannot_write(path: str, error: OSError) -> str:
    """That a file or a folder cannot be written, and why."""
    return said("`{path}` cannot be written: {error}", path=path, error=reason_of(error))


def reason_of(error: OSError | ValueError) -> str:
    """Why a file cannot be read or written, in lower case."""
    reason = getattr(error, "strerror", None) or told(error)
    return reason if isinstance(reason, SaidText) else _REASONS.get(reason.lower(), reason.lower())


_REASONS: Final = {
    "no such file or directory": said("no such file or directory"),
    "permission denied": said("permission denied"),
    "is a directory": said("is a directory"),
    "not a directory": said("not a directory"),
    "file exists": said("file exists"),
    "file name too long": said("file name too long"),
    "no space left on device": said("no space left on device"),
    "read-only file system": said("read-only file system"),
    "too many levels of symbolic links": said("too many levels of symbolic links"),
    "bad file descriptor": said("bad file descriptor"),
    "broken pipe": said("broken pipe"),
    "address already in use": said("address already in use"),
}
"""What systems say most often."""
