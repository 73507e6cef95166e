"""The bytes of values that are kept: of the program's own classes, and of nothing that runs.

Pickle calls whatever the bytes name. Here they may name the classes of values below alone, whose
making does nothing but keep its parts, so that bytes of somebody else's can at worst be wrong.
"""

import io
import sys
from importlib import import_module
from typing import Any, Final

try:  # the module around it takes as long to import as a policy to unpickle
    from _pickle import Unpickler, UnpicklingError, dumps
except ImportError:  # elsewhere than in CPython
    from pickle import Unpickler, UnpicklingError, dumps

_MODELS: Final = (
    "approval", "archive", "base", "calendar", "change_control", "channel", "condition", "council",
    "decision", "escalation", "fields", "goal", "guarantee", "incident", "organization", "person",
    "network_limits", "playbook", "post", "representative", "role", "rota", "scenario", "team",
    "training", "vocabulary", "waiver",
)  # fmt: skip
MODULES: Final = frozenset(
    (
        *(f"govcheck.model.{name}" for name in _MODELS),
        "govcheck.agreement.tree",
        "govcheck.duty.roster",
        "govcheck.engine.columns",
        "govcheck.engine.ruleset",
        "govcheck.finding",
        "govcheck.load.comments",
        "govcheck.load.file",
        "govcheck.load.nodes",
        "govcheck.replay.archive_part",
        "govcheck.replay.differences",
        "govcheck.replay.meanings",
        "govcheck.replay.parts",
        "govcheck.replay.portion",
        "govcheck.replay.reasons",
        "govcheck.replay.replay",
        "govcheck.replay.tally",
        "govcheck.scenarios.difference",
        "govcheck.simulate.program",
        "govcheck.simulate.statement",
        "govcheck.time.working_days",
        "govcheck.source",
        "govcheck.translation",
        "govcheck.acceptance.judgement",
        "govcheck.workspace.incident_file",
        "govcheck.workspace.mentions",
        "govcheck.cache.pack",
        "govcheck.posts.mentions",
        "govcheck.posts.shadow",
        "govcheck.standards.post_drafters",
        "govcheck.workspace.proven",
        "govcheck.workspace.trial",
    )
)
"""Where the classes of values that are kept stand."""
_PROTOCOL: Final = 5
_FOREIGN: Final = frozenset((("collections", "Counter"), ("datetime", "date")))


def dump_value(value: object) -> bytes:
    """The bytes of a value."""
    return dumps(value, protocol=_PROTOCOL)


def load_value(content: bytes) -> Any:
    """The value of some bytes. Raises any exception where they are of something else."""
    return _Reader(io.BytesIO(content)).load()


class _Reader(Unpickler):
    """Makes values, and finds no class but theirs."""

    def find_class(self, module_name: str, global_name: str, /) -> type:
        """A class of values. Raises pickle.UnpicklingError for everything else."""
        if module_name in MODULES or (module_name, global_name) in _FOREIGN:
            module = sys.modules.get(module_name) or import_module(module_name)
            found = vars(module).get(global_name)
            if isinstance(found, type) and found.__module__ == module_name:
                return found
        raise UnpicklingError(f"{module_name}.{global_name} is no value")
