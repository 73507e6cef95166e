"""JSON Schemas (draft 2020-12) of the kinds, generated from the models.

Descriptions and examples are the docstrings below the fields. Each is the meaning, and after an
empty line `Unit: …` and one or more `Example: …` with a value in JSON. It is read from the text of
the module, so that loading a policy does not pay for it.
"""

import ast
import inspect
import json
import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from pydantic.json_schema import models_json_schema

from govcheck.model.base import Document, Model
from govcheck.model.kinds import KINDS
from govcheck.modelling.twins import twin

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


_Schema = dict[str, Any]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ANY_KIND: Final = "policy"
_OF_KIND: Final = "What the document is, which says what fields it has."


def kind_schema(kind: str, names: Mapping[str, list[str]] | None = None) -> _Schema:
    """The schema of one kind; `names` adds the repository's own ids, by namespace."""
    model = KINDS[kind]
    schema = _tidy(twin(model).model_json_schema(by_alias=True))
    _describe([model], schema)
    _state_kind(schema, kind)
    if names:
        from govcheck.model.completion import add_names

        add_names(schema, names)
    return {"$schema": DIALECT, "title": f"govcheck {kind}", **schema}


def policy_schema(names: Mapping[str, list[str]] | None = None) -> _Schema:
    """The schema of any kind, for files that hold several."""
    models = list(KINDS.values())
    _, combined = models_json_schema(
        [(twin(model), "validation") for model in models], by_alias=True
    )
    schema = _tidy(combined)
    _describe(models, schema)
    branches = []
    for kind, model in KINDS.items():
        definition = schema["$defs"][model.__name__]
        _state_kind(definition, kind)
        branches.append(
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"$ref": f"#/$defs/{model.__name__}"},
            }
        )
    if names:
        from govcheck.model.completion import add_names

        add_names(schema, names)
    return {
        "$schema": DIALECT,
        "title": "govcheck document of any kind",
        "description": "One document of a policy repository.",
        "type": "object",
        "properties": {
            "kind": {"enum": list(KINDS), "description": _OF_KIND, "examples": ["person"]}
        },
        "required": ["kind"],
        "allOf": branches,
        "$defs": schema["$defs"],
    }


@lru_cache(maxsize=1)
def all_schemas() -> dict[str, _Schema]:
    """Every schema by file name, as `schemas/` holds them."""
    files = {f"{kind}.schema.json": kind_schema(kind) for kind in KINDS}
    files[f"{ANY_KIND}.schema.json"] = policy_schema()
    return files


def _state_kind(schema: _Schema, kind: str) -> None:
    """Let the field `kind` come first, which is always the same."""
    others = {name: value for name, value in schema["properties"].items() if name != "kind"}
    stated = {"const": kind, "description": _OF_KIND, "examples": [kind]}
    schema["properties"] = {"kind": stated, **others}


_KEYWORDS: Final = {"oneOf": "anyOf", "gt": "exclusiveMinimum", "ge": "minimum"}
"""pydantic's words that are to be read differently, or that it leaves untranslated on unions."""


def _tidy(node: Any) -> Any:
    """Less noise: no generated titles, no nulls for what may be left out, `anyOf` throughout."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidied: _Schema = {
        str(_KEYWORDS.get(key, key)): _tidy(value)
        for key, value in node.items()
        if key not in ("title", "discriminator") or (isinstance(value, dict) and key == "title")
    }
    if isinstance(tidied.get("properties"), dict):
        tidied["properties"] = {
            name: _without_null(value) for name, value in tidied["properties"].items()
        }
        if "type" in tidied:
            tidied.setdefault("patternProperties", {"^x-": {}})
    elif "patternProperties" in tidied:  # names of the policy's own as keys
        tidied["additionalProperties"] = False
    if tidied.get("additionalProperties") is True:
        del tidied["additionalProperties"]
    if "enum" in tidied or "const" in tidied:
        tidied.pop("type", None)  # which they imply
    if isinstance(tidied.get("anyOf"), list):
        tidied |= _joined(tidied.pop("anyOf"))
    return tidied


def _joined(options: list[Any]) -> _Schema:
    """Options in one list; those that are mere types in one `type`."""
    flat: list[Any] = []
    for option in options:
        flat += option["anyOf"] if list(option) == ["anyOf"] else [option]
    types = [option["type"] for option in flat if list(option) == ["type"]]
    names = {name for named in types for name in ([named] if isinstance(named, str) else named)}
    if "number" in names:
        names.discard("integer")
    typed = [{"type": sorted(names) if len(names) > 1 else names.pop()}] if names else []
    rest = [option for option in flat if list(option) != ["type"]]
    return (typed or rest)[0] if len(typed + rest) == 1 else {"anyOf": typed + rest}


def _without_null(field: Any) -> Any:
    if not isinstance(field, dict):
        return field
    slim = {key: value for key, value in field.items() if key != "default"}
    default = field.get("default")
    written = not (isinstance(default, int) and field.get("type") == "string")
    if default not in (None, [], {}) and written:  # a duration's default is seconds, not as written
        slim["default"] = default
    if isinstance(slim.get("type"), list):
        types = [name for name in slim["type"] if name != "null"]
        slim["type"] = types[0] if len(types) == 1 else types
    options = slim.get("anyOf")
    if not isinstance(options, list):
        return slim
    kept = [_without_null(option) for option in options if option != {"type": "null"}]
    if len(kept) == 1:
        del slim["anyOf"]
        return {**kept[0], **slim}
    return {**slim, "anyOf": kept}


def _describe(models: list[type[Document]], schema: _Schema) -> None:
    """Put what is said of fields into the schema's definitions."""
    known = {model.__name__: model for model in _reachable(models)}
    definitions = dict(schema.get("$defs", {}))
    if len(models) == 1:
        definitions[models[0].__name__] = schema
    for name, definition in definitions.items():
        if name not in known:
            continue
        for field, doc in field_docs(known[name]).items():
            if field in definition.get("properties", {}):
                described = definition["properties"][field]
                described.setdefault("description", doc.meaning)
                if doc.examples:
                    described.setdefault("examples", list(doc.examples))


def _reachable(models: list[type[Document]]) -> set[type[Model]]:
    """The models of every module that the kinds come from."""
    modules = {model.__module__ for model in models}
    found: set[type[Model]] = set()
    for module in list(sys.modules):
        if module.startswith("govcheck.model.") or module in modules:
            for value in vars(sys.modules[module]).values():
                if isinstance(value, type) and issubclass(value, Model):
                    found.add(value)
    return found
