"""pydantic without plugins, in a process that is this program's own.

pydantic looks through every package that is installed for plugins, with a part of the standard
library that takes longer to import than all of govcheck's models; and a plugin could change what a
policy means.
"""

import os
import sys
from types import ModuleType
from typing import Any, Final

_LOADER: Final = "pydantic.plugin._loader"


class _NoPlugins(ModuleType):
    """The module that looks for plugins, which finds none; the rest of it is imported if asked."""

    def __getattr__(self, name: str) -> Any:
        from importlib.util import module_from_spec, spec_from_file_location

        package = sys.modules["pydantic.plugin"].__path__[0]
        spec = spec_from_file_location(_LOADER, os.path.join(package, "_loader.py"))
        if name.startswith("__") or spec is None or spec.loader is None:
            raise AttributeError(name)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return getattr(module, name)


def without_plugins() -> None:
    """Let pydantic have no plugins; before it is imported."""
    module = _NoPlugins(_LOADER)
    module.__dict__["get_plugins"] = tuple
    sys.modules.setdefault(_LOADER, module)
