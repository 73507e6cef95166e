"""The libraries that only some imports need."""

from importlib import import_module
from typing import Any

from govcheck.errors import GovcheckError


def library(name: str) -> Any:
    """A library of the extra `import`.

    Raises:
        GovcheckError: It is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise GovcheckError(
            "this import needs `{package}`: install the program with its extra `import`",
            package=name.partition(".")[0],
        ) from None
