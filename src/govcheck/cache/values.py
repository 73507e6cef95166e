"""The bytes of values that are kept: of the program's own classes, and of nothing that runs.

Pickle calls whatever the bytes name. Here they may name the classes of values below alone, whose
making does nothing but keep its parts, so that bytes of somebody else's can at worst be wrong.
"""

import io
import sys
from importlib import import_module
from typing import Any, Final

try:  # the module around it takes as long to import as a policy to unpickle
    from _pickle import Pickler, Unpickler, UnpicklingError
except ImportError:  # elsewhere than in CPython
    from pickle import Pickler, Unpickler, UnpicklingError

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
        "govcheck.archives.archive_part",
        "govcheck.archives.meanings",
        "govcheck.duty.roster",
        "govcheck.engine.columns",
        "govcheck.engine.ruleset",
        "govcheck.finding",
        "govcheck.load.comments",
        "govcheck.load.file",
        "govcheck.load.nodes",
        "govcheck.replay.differences",
        "govcheck.replay.parts",
        "govcheck.replay.portion",
        "govcheck.replay.reasons",
        "govcheck.replay.replay",
        "govcheck.replay.tally",
        "govcheck.scenarios.scenario",
        "govcheck.simulate.program",
        "govcheck.simulate.statement",
        "govcheck.time.working_days",
        "govcheck.source",
        "govcheck.translation",
        "govcheck.acceptance.judgement",
        "govcheck.workspace.incident_file",
        "govcheck.workspace.replay",
        "govcheck.cache.pack",
        "govcheck.posts.mentions",
        "govcheck.standards.post_drafters",
        "govcheck.workspace.proven",
        "govcheck.workspace.trial",
    )
)
"""Where the classes of values that are kept stand."""
_PROTOCOL: Final = 5
_PIECE: Final = 4096
"""How many values are written at once."""
_FOREIGN: Final = frozenset((("collections", "Counter"), ("datetime", "date")))


def dump_value(value: object) -> bytes:
    """The bytes of a value.

    The long tuples among its parts follow in pieces: a pickler keeps whatever it has written,
    which of many findings would be as much as they are.
    """
    parts = value if type(value) is tuple else ()
    cuts = [
        range(0, len(part), _PIECE) if type(part) is tuple and len(part) > _PIECE else range(0)
        for part in parts
    ]
    both = [*zip(parts, cuts, strict=True)]
    pieces = [part[start : start + _PIECE] for part, starts in both for start in starts]
    if pieces:
        value = [*map(len, cuts)], [() if starts else part for part, starts in both]
    stream = io.BytesIO()
    for piece in (value, *pieces):
        Pickler(stream, _PROTOCOL).dump(piece)
    return stream.getvalue()


def load_value(content: bytes) -> Any:
    """The value of some bytes. Raises any exception where they are of something else."""
    stream = io.BytesIO(content)
    value = _Reader(stream).load()
    if stream.tell() == len(content):
        return value
    return tuple(
        tuple(one for _ in range(count) for one in _Reader(stream).load()) if count else part
        for count, part in zip(*value, strict=True)
    )


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
