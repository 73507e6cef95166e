"""The reference of the policy language: every kind and every field, as the models say they are."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from govcheck.model import texts
from govcheck.model.base import Model
from govcheck.model.json_schema import FieldDoc, field_docs, policy_schema
from govcheck.model.kinds import KINDS, POLICY_KINDS
from govcheck.modelling.model_type import hints
from govcheck.time import clock, working_days
from tools.looks import looks, models_of

Schema = dict[str, Any]

_HOMES: Final = {
    "scenario": "`scenarios/`",
    "incident": "`incidents/`",
    "archive": "`archives/`",
    "post": "`posts/`, as YAML or as Markdown with front matter",
}
_INTRODUCTION: Final = """\
# The policy language

What a policy is written in: every kind of document with its fields. A field in bold is required.
[Concepts](concepts.md) explains how it all works together; the words in the column *form, unit* are
explained [below](#forms). The column *checks* names those that read the field or report it; what
[`prove`](prove.md) shows is about all fields together.

A document is one YAML mapping with `kind`, most have an `id`; a file may hold several, with `---`
between them. Keys that begin with `x-` are yours, and nothing reads them.
"""
_FORMS: Final = """\
## Forms

| form | means |
|---|---|
| id | lower-case letters, digits and `-`, no `-` in front; unique among the documents of a kind |
| id of … | the id of such a document, or of such an entry, which has to exist |
| target | `type:id`: `person:ana`, `role:legal-counsel`, `rota:community-duty`, `next:community-duty`, `team:social`, `council:social-council`, `chain:social-council`, `representative:support` ([who that is](concepts.md#targets)) |
| words | what people read: one text, or one in each of some languages, `{en: Pause the posts, de: Beiträge anhalten}` ([languages](concepts.md#languages)) |
| duration | `90s`, `15m`, `2h30m`, `3d` |
| time allowed | a duration; with a `calendar` also working days, `2wd` ([deadlines](concepts.md#deadlines)) |
| instant | RFC 3339 with an offset: `2026-03-14T22:40:00+01:00` |
| date | a day: `2026-03-14` |
| time of day | `"09:00"`, by the clock on the wall |
| hours | `"09:00-17:30"`; `"22:00-06:00"` crosses midnight and belongs to the day on which it starts; `"24:00"` ends a day |
| days | `sat`, `mon-fri` |
| zone | an IANA time zone: `Europe/Berlin` |
| language | a language tag: `en`, `pt-BR` |
| name of a fact | lower-case letters, digits, `_` and `-`, a letter in front |
| value | true or false, a number, or text |
"""  # noqa: E501 - a row of a table is one line
_OF_PATTERN: Final = {
    texts.ID: "id",
    texts.WHO: "id",
    texts.FACT: "name of a fact",
    texts.TARGET: "target",
    texts.PERSON: "`person:id`",
    texts.CLOCK: "`detected`, `published`, `aware` or `action:id`",
    texts.TIME: "time of day",
    texts.HOURS: "hours",
    texts.DAYS: "days",
    texts.LANGUAGE: "language",
    texts.SHOWN: "text",
    texts.ZONE: "zone",
    texts.DAY_OR_INSTANT: "date or instant",
    clock.DURATION_PATTERN: "duration",
    clock.DATE_PATTERN: "date",
    clock.INSTANT_PATTERN: "instant",
    working_days.DEADLINE_PATTERN: "time allowed",
}
_OF_TYPE: Final = {
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "string": "text",
    "null": "nothing",
}
_BOUNDS: Final = {"minimum": "at least", "exclusiveMinimum": "more than", "minItems": "at least"}
_PLAIN: Final = re.compile(r"[^\W_][\w ./@+()*-]*(:(?=\w)[\w ./@+()*-]*)*(?<! )")
_SPECIAL: Final = re.compile(
    r"[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?|true|false|null|0[xo]\w+|\d\d:\d\d.*", re.IGNORECASE
)
"""What would not be text, and times of day, which people quote."""
_REFERENCES: Final = "REF001"


def reference() -> str:
    """The whole page."""
    definitions: Schema = policy_schema()["$defs"]
    shared = _shared(definitions)
    parts = [_INTRODUCTION, _contents(), _FORMS]
    told: set[str] = set()
    for kind, model in KINDS.items():
        parts.append(_kind(kind, model, definitions))
        for name in _below(model.__name__, definitions):
            if name not in shared and name not in told:
                told.add(name)
                parts.append(_part(name, definitions, "###"))
    parts.append("## Parts of several kinds\n")
    parts += [_part(name, definitions, "###") for name in shared]
    return "\n".join(parts)


def flow(value: object) -> str:
    """A value in the flow style of YAML, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and not _SPECIAL.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def least(kind: str) -> Schema:
    """The smallest document of a kind, made of the examples of what is required."""
    docs = field_docs(KINDS[kind])
    required = (
        field.alias or name
        for name, field in KINDS[kind].model_fields.items()
        if field.is_required() and name != "kind"
    )
    return {"kind": kind, **{name: docs[name].examples[0] for name in required}}


def title(name: str) -> str:
    """What a part of a document is called: the name of its model, in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _contents() -> str:
    lines = ["## Kinds", "", "| kind | what it is |", "|---|---|"]
    lines += [f"| [`{kind}`](#{kind}) | {_said(model)} |" for kind, model in KINDS.items()]
    return "\n".join(lines) + "\n"


def _kind(kind: str, model: type[Model], definitions: Schema) -> str:
    of_policy = model in POLICY_KINDS
    home = "`policies/`" if of_policy else _HOMES[kind]
    block = "\n".join(f"{key}: {flow(value)}" for key, value in least(kind).items())
    return (
        f"## {kind}\n\n{_said(model)} Stands in {home}. The least that it needs:\n\n"
        f"```yaml\n{block}\n```\n\n{_table(model, definitions)}"
    )


def _part(name: str, definitions: Schema, level: str) -> str:
    model = _models()[name]
    where = ", ".join(f"`{field}` of {owner}" for owner, field in _owners(name, definitions))
    stands = f" Stands in {where}." if where else ""
    return f"{level} {title(name)}\n\n{_said(model)}{stands}\n\n{_table(model, definitions)}"


def _table(model: type[Model], definitions: Schema) -> str:
    lines = [
        "| field | meaning | form, unit | default | example | checks |",
        "|---|---|---|---|---|---|",
    ]
    docs = field_docs(model)
    schema = definitions[model.__name__]
    required = schema.get("required", [])
    for name, field in model.model_fields.items():
        written = field.alias or name
        if written == "kind" and model in KINDS.values():
            continue
        described = schema["properties"][written]
        doc = docs[written]
        shown = f"**`{written}`**" if written in required else f"`{written}`"
        cells = (
            shown,
            doc.meaning,
            _measured(_form(described, definitions), doc),
            "" if written in required else _default(field.value()),
            "<br>".join(f"`{flow(one)}`" for one in doc.examples),
            _checks(model, written, described),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    if isinstance(schema.get("additionalProperties"), dict):
        doc = docs["__pydantic_extra__"]
        examples = "<br>".join(f"`{flow(one)}`" for one in doc.examples)
        form = _form(schema["additionalProperties"], definitions)
        lines.append(f"| *a fact* | {doc.meaning} | {form} |  | {examples} |  |")
    return "\n".join(lines) + "\n"


def _measured(form: str, doc: FieldDoc) -> str:
    if doc.unit is None or doc.unit.startswith("a duration"):
        return form
    return f"{form}; {doc.unit}"


def _form(schema: Schema, definitions: Schema) -> str:
    """What may be written in a field, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{title(name)}](#{_anchor(title(name))})"
    if "x-refers-to" in schema:
        space = schema["x-refers-to"]
        return "target" if space == "target" else f"id of {_article(space)} {space}"
    if "anyOf" in schema:
        return _either(schema["anyOf"], definitions)
    if "enum" in schema:
        return _or([f"`{value}`" for value in schema["enum"]])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("format") == "regex":
        return "regular expression"
    if "pattern" in schema:
        return _OF_PATTERN[schema["pattern"]]
    if schema["type"] == "array":
        return f"list of: {_form(schema['items'], definitions)}"
    if schema["type"] == "object":
        return _mapping(schema, definitions)
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if {"boolean", "number", "string"} <= {*types}:
        return "value" if "null" not in types else "value, or nothing"
    bounds = (f", {word} {schema[key]:g}" for key, word in _BOUNDS.items() if key in schema)
    return _or([_OF_TYPE[one] for one in types]) + "".join(bounds)


def _either(options: list[Schema], definitions: Schema) -> str:
    lists_last = sorted(options, key=lambda option: option.get("type") == "array")
    forms = [_form(option, definitions) for option in lists_last]
    if forms == ["text", "mapping of language to text"]:
        return "words"
    return _or(list(dict.fromkeys(forms)))


def _mapping(schema: Schema, definitions: Schema) -> str:
    keys, values = "text", schema.get("additionalProperties")
    for pattern, of_pattern in schema.get("patternProperties", {}).items():
        keys, values = _OF_PATTERN[pattern], of_pattern
    if "propertyNames" in schema:
        keys = _form({"type": "string", **schema["propertyNames"]}, definitions)
    return f"mapping of {keys} to {_form(values or {'type': 'string'}, definitions)}"


def _default(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | dict):
        return f"`{flow(list(value))}`" if value else "none"
    if isinstance(value, int) and not isinstance(value, bool) and value == 0:
        return "0"
    return f"`{flow(value)}`" if value != "" else "empty"


def _checks(model: type[Model], name: str, schema: Schema) -> str:
    codes = set(looks().get((model, name), []))
    for base in model.__mro__[1:]:
        codes |= set(looks().get((base, name), []))
    if any("x-refers-to" in one for one in _inner(schema)):
        codes.add(_REFERENCES)
    return ", ".join(f"[{code}](checks/{code}.md)" for code in sorted(codes))


def _below(name: str, definitions: Schema) -> list[str]:
    """The parts that a definition is made of, however deep, in the order of their fields."""
    found: list[str] = []
    waiting = [name]
    while waiting:
        for below in _refs(definitions[waiting.pop(0)]):
            if below not in found and below != name:
                found.append(below)
                waiting.append(below)
    return found


def _shared(definitions: Schema) -> list[str]:
    """The parts that stand in several kinds, in the order in which they are met."""
    counts: dict[str, int] = {}
    for model in KINDS.values():
        for name in _below(model.__name__, definitions):
            counts[name] = counts.get(name, 0) + 1
    return [name for name, count in counts.items() if count > 1]


def _owners(name: str, definitions: Schema) -> Iterator[tuple[str, str]]:
    kinds = {model.__name__: kind for kind, model in KINDS.items()}
    for owner, definition in definitions.items():
        fields = {
            **definition.get("properties", {}),
            "a fact": definition.get("additionalProperties"),
        }
        for field, described in fields.items():
            if name in _refs(described) and owner != name:
                shown = kinds.get(owner) or title(owner)
                yield f"[{shown}](#{_anchor(shown)})", field


def _refs(node: Any) -> Iterator[str]:
    for one in _inner(node):
        if isinstance(one.get("$ref"), str):
            yield one["$ref"].rpartition("/")[2]


def _inner(node: Any) -> Iterator[Schema]:
    """Every mapping in a schema, in order, without those of examples."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key != "examples":
                yield from _inner(value)
    elif isinstance(node, list):
        for item in node:
            yield from _inner(item)


def _models() -> dict[str, type[Model]]:
    found: dict[str, type[Model]] = {}
    waiting: list[type[Model]] = [*KINDS.values()]
    while waiting:
        model = waiting.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            for annotation in hints(model).values():
                waiting += models_of(annotation)
    return found


def _said(model: type[Model]) -> str:
    return " ".join((model.__doc__ or "").split())


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _or(words: Iterable[str]) -> str:
    *front, last = words
    return f"{', '.join(front)} or {last}" if front else last
