"""The repository's own copy of the schemas: enforced where it is stricter than the models.

A copy that equals the built-in schema says nothing that the models do not, so only a changed one is
run, and only what it refuses beyond the built-in one is told. One that would let through what the
models refuse, or that knows other fields, is reported.
"""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple, NoReturn

from govcheck.errors import reason_of
from govcheck.finding import Diagnostic, Finding, pointer
from govcheck.load.file import shape_finding
from govcheck.load.names import name_of
from govcheck.load.nodes import Mapping, Node, Scalar, locate, plain
from govcheck.load.patience import OutOfPatience, patience
from govcheck.load.repository import NOT_FILES, Repository
from govcheck.load.schema_drift import Drift, bare, drifts
from govcheck.load.schema_faults import faults_of
from govcheck.load.shape import ShapeFault
from govcheck.load.targets import advised
from govcheck.load.tree import SCHEMAS, Tree, TreeEntry
from govcheck.load.yaml import parse
from govcheck.load.yaml_limits import MOST_BYTES, MOST_FAULTS
from govcheck.model.json_schema import ANY_KIND, all_schemas
from govcheck.source import Source
from govcheck.translation import said, told

UNREADABLE_SCHEMA: Final = Diagnostic(
    "SCHEMA001",
    "unreadable-schema",
    truth="Every file of `schemas/` is a JSON Schema.",
    why="Editors and other tools follow it; where it cannot be read they check nothing.",
)
SCHEMA_DISAGREES: Final = Diagnostic(
    "SCHEMA002",
    "schema-disagrees",
    truth="The repository's schemas are as strict as the program, or stricter.",
    why="A looser one lets an editor approve what `validate` refuses. `govcheck schema` writes "
    "them anew.",
)
ENDLESS_SCHEMA: Final = Diagnostic(
    "SCHEMA003",
    "endless-schema",
    truth="The repository's schemas can be checked in a reasonable time.",
    why="A pattern or a reference that runs without end would keep everybody from merging.",
)

_Schema = dict[str, Any]
_ENDING: Final = ".schema.json"
_PATIENCE: Final = 5.0
"""Seconds for all documents; only a schema made to take for ever takes longer."""


class OwnSchemas(NamedTuple):
    """The changed schemas by kind (`policy` for any), and what is wrong with the copies."""

    changed: dict[str, _Schema]
    sources: dict[str, Source]
    findings: tuple[Finding, ...]


class _Refused(ValueError):
    """A schema that cannot be used, with the place in its text."""

    def __init__(self, message: str, start: int = 0) -> None:
        super().__init__(message)
        self.start = start


def read_own_schemas(repository: Repository) -> OwnSchemas:
    """Read `schemas/`; without it the built-in schemas apply, and there is nothing to do."""
    changed: dict[str, _Schema] = {}
    sources: dict[str, Source] = {}
    findings: list[Finding] = []
    for entry in repository.tree.entries():
        name = entry.path.removeprefix(f"{SCHEMAS}/")
        if name == entry.path or name not in all_schemas():
            continue
        source, own = _copy(repository.tree, entry)
        if isinstance(own, _Refused):
            sources[entry.path] = source
            message = said("the schema {reason}", reason=told(own))
            findings.append(_finding(UNREADABLE_SCHEMA, source, message, own.start))
            continue
        if bare(own) == bare(all_schemas()[name]):
            continue
        sources[entry.path] = source
        changed[name.removesuffix(_ENDING)] = own
        findings += _disagreements(source, drifts(own, all_schemas()[name]))
    return OwnSchemas(changed, sources, tuple(findings))


def enforce(repository: Repository, own: OwnSchemas) -> list[Finding]:
    """What the changed schemas find beyond what the models have found."""
    found: list[Finding] = []
    if not own.changed:
        return found
    validators = {kind: _validator(schema) for kind, schema in own.changed.items()}
    try:
        with patience(_PATIENCE):
            for loaded in repository.files.values():
                known = {(finding.document, finding.pointer) for finding in loaded.findings}
                for index, root in enumerate(loaded.roots):
                    for fault in _faults(validators, root):
                        name = name_of(root)
                        if fault.is_of_parent or (name, pointer(fault.keys)) not in known:
                            found.append(shape_finding(loaded.source, root, index, fault))
    except OutOfPatience:
        first = own.sources[f"{SCHEMAS}/{next(iter(own.changed))}{_ENDING}"]
        message = said("the schemas take too long to check")
        found.append(_finding(ENDLESS_SCHEMA, first, message, 0))
    sources = repository.sources
    return [
        advised(repository.policy, finding, sources[finding.span.path])
        if finding.span.path in sources
        else finding
        for finding in found
    ]


def _faults(validators: dict[str, Any], root: Node) -> list[ShapeFault]:
    """What the own schemas refuse in a document and the built-in ones do not."""
    entry = root.entries.get("kind") if isinstance(root, Mapping) else None
    kind = entry.node.value if entry is not None and isinstance(entry.node, Scalar) else None
    document = plain(root)
    unique: dict[object, ShapeFault] = {}
    for name in (kind, ANY_KIND):
        if name not in validators:
            continue
        found = list(faults_of(validators[name], document, str(kind)))
        if found:
            known = {fault.subject for fault in faults_of(built_in(name), document, str(kind))}
            for fault in found:
                if fault.subject not in known:
                    unique.setdefault(fault.subject, fault)
    return list(unique.values())[:MOST_FAULTS]


@cache
def built_in(kind: str) -> Any:
    """The validator of a kind's built-in schema."""
    return _validator(all_schemas()[kind + _ENDING])


def _validator(schema: _Schema) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry

    return Draft202012Validator(schema, registry=Registry())  # which fetches nothing from afar


def _copy(tree: Tree, entry: TreeEntry) -> tuple[Source, "_Schema | _Refused"]:
    """A copy's text and the schema in it, or why there is none."""
    source = Source(entry.path, "")
    try:
        if entry.kind != "file":
            return source, _Refused(f"cannot be read: {NOT_FILES[entry.kind]}")
        if entry.size > MOST_BYTES:
            return source, _Refused(said("has more than {most} bytes", most=MOST_BYTES))
        source = Source(entry.path, tree.read(entry.path).decode("utf-8", "replace"))
        return source, _read(source.text)
    except _Refused as refusal:
        return source, refusal
    except OSError as error:
        return source, _Refused(said("cannot be read: {error}", error=reason_of(error)))


def _read(text: str) -> _Schema:
    try:
        schema = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _Refused(said("is not JSON: {error}", error=error.msg.lower()), error.pos) from None
    except (ValueError, RecursionError) as error:
        raise _Refused(said("is not JSON: {error}", error=error)) from None
    if not isinstance(schema, dict):
        raise _Refused(said("is not a JSON object"))
    if schema == {} or bare(schema) not in _bare_built_ins():
        _check(schema, text)
    return schema


def _check(schema: _Schema, text: str) -> None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        roots, _ = parse(Source("", text))
        start = locate(roots[0], tuple(error.absolute_path))[0] if roots else 0
        raise _Refused(said("is not a JSON Schema: {error}", error=error.message), start) from None
    except RecursionError:
        raise _Refused(said("is nested too deeply")) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(said("{name} is not a value of JSON", name=name))


@lru_cache(maxsize=1)
def _bare_built_ins() -> list[object]:
    return [bare(schema) for schema in all_schemas().values()]


def _disagreements(source: Source, found: Iterator[Drift]) -> Iterator[Finding]:
    roots: list[Node] | None = None
    for keys, message in found:
        if roots is None:
            roots, _ = parse(source)
        span = source.span(*(locate(roots[0], keys) if roots else (0, 0)))
        advice = said("`govcheck schema` writes what the program knows; tighten that")
        yield Finding(span, SCHEMA_DISAGREES, message, pointer(keys), help=advice)


def _finding(rule: Diagnostic, source: Source, message: str, start: int) -> Finding:
    return Finding(source.span(start, min(start + 1, len(source.text))), rule, message)
