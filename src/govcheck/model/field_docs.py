"""What the docstrings below the fields of models say: meaning, unit, examples.

A docstring is the meaning, and after an empty line `Unit: …` and one or more `Example: …` with a
value in JSON. It is read from the text of the module, so that loading a policy does not pay for it.
"""

import ast
import inspect
import json
import sys
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from govcheck.model.base import Model

_UNIT: Final = "Unit: "
_EXAMPLE: Final = "Example: "


class FieldDoc(NamedTuple):
    """What a field means, in what it is counted, and values that it may have."""

    meaning: str
    unit: str | None = None
    examples: tuple[Any, ...] = ()


@cache
def field_docs(model: type[Model]) -> dict[str, FieldDoc]:
    """What is said of each field of a model, by its name in YAML; a subclass has the last word."""
    found: dict[str, FieldDoc] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Model) and base.__module__.startswith("govcheck."):
            found |= _class_docs(base)
    aliases = {name: field.alias or name for name, field in model.model_fields.items()}
    return {aliases.get(name, name): doc for name, doc in found.items()}


def parsed(text: str) -> FieldDoc:
    """A docstring in its parts. Raises ValueError where an example is not JSON."""
    meaning, _, rest = inspect.cleandoc(text).partition("\n\n")
    unit, examples = None, []
    for line in _unwrapped(rest):
        if line.startswith(_UNIT):
            unit = line.removeprefix(_UNIT)
        elif line.startswith(_EXAMPLE):
            examples.append(json.loads(line.removeprefix(_EXAMPLE)))
        else:
            raise ValueError(f"`{line}` is neither a unit nor an example")
    return FieldDoc(" ".join(meaning.split()), unit, tuple(examples))


def _unwrapped(text: str) -> list[str]:
    """The lines of a text, with those that are indented joined to the one before."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(" "):
            lines[-1] += f" {line.strip()}"
        elif line:
            lines.append(line)
    return lines


def _class_docs(model: type[Model]) -> dict[str, FieldDoc]:
    """The string that follows each annotated field of a class, read."""
    body = next(
        node.body
        for node in ast.walk(_module_tree(model.__module__))
        if isinstance(node, ast.ClassDef) and node.name == model.__name__
    )
    return {
        field.target.id: parsed(after.value.value)
        for field, after in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and isinstance(after.value.value, str)
    }


@cache
def _module_tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[module]))
