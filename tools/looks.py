"""Which fields of documents each check looks at, found by letting it look at its bad example."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from tests.checks.example import EXAMPLES, tree_of

from govcheck.catalogue.catalogue import CHECKS
from govcheck.checks.check import Check, PolicyCheck
from govcheck.finding import Key, Place
from govcheck.load.policy import Policy
from govcheck.load.repository import load_repository
from govcheck.model.base import Model
from govcheck.model.fields import models_in
from govcheck.model.kinds import KINDS
from govcheck.modelling.model_type import hints
from govcheck.simulate.compile import compile_program

Field = tuple[type[Model], str]
"""A model and the name of one of its fields as it is written in YAML."""


@cache
def looks() -> dict[Field, list[str]]:
    """The codes of the checks that read a field or report it, sorted."""
    found: dict[Field, set[str]] = {}
    for check in CHECKS:
        for field in _fields_of(check):
            found.setdefault(field, set()).add(check.rule.code)
    return {field: sorted(codes) for field, codes in found.items()}


def _fields_of(check: Check) -> set[Field]:
    text = (EXAMPLES / check.rule.code / "bad.yaml").read_text(encoding="utf-8")
    repository = load_repository(tree_of(text))
    policy = repository.policy
    for kind in KINDS:
        policy.names(kind)  # it reads every id, whatever a check looks at
    program: Any = None
    if not isinstance(check, PolicyCheck):
        program, _ = compile_program(policy, repository.line)
    with _watched() as read:
        problems = list(check.look(policy, program))
    places = (place for problem in problems for place in (problem.at, *problem.see))
    reported = {field for place in places for field in _field_at(policy, place)}
    return {field for field in read if _is_leaf(field)} | reported


@contextmanager
def _watched() -> Iterator[set[Field]]:
    """The fields that are read meanwhile; ids, by which everything is found, are not counted."""
    read: set[Field] = set()

    def get(self: Model, name: str) -> Any:
        fields = type(self).model_fields
        if name != "id" and name in fields:
            read.add((type(self), fields[name].alias or name))
        return object.__getattribute__(self, name)

    Model.__getattribute__ = get  # type: ignore[method-assign,assignment]  # for a while
    try:
        yield read
    finally:
        del Model.__getattribute__


def _field_at(policy: Policy, place: Place) -> Iterator[Field]:
    """The field of the innermost model that the keys of a place lead into."""
    here = (one for one in policy.documents if one.place()[:2] == place[:2])
    best: tuple[Key, ...] | None = None
    found: list[Field] = []
    for document in here:
        for keys, part in models_in(document):
            rest = place.keys[len(keys) :]
            inner = place.keys[: len(keys)] == keys and rest and (best is None or best < keys)
            if inner and any(rest[0] == (f.alias or n) for n, f in type(part).model_fields.items()):
                best, found = keys, [(type(part), str(rest[0]))]
    yield from found


def _is_leaf(field: Field) -> bool:
    """Whether a field holds no models, through which a check would only pass."""
    model, name = field
    annotation = next(
        hints(model)[n] for n, f in model.model_fields.items() if (f.alias or n) == name
    )
    return not any(models_of(annotation))


def models_of(annotation: Any) -> Iterator[type[Model]]:
    """The models that an annotation names, without those in them."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from models_of(part)
