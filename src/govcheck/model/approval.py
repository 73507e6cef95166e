"""Who must agree: targets joined by `all_of`, `any_of` and `count … of`."""

from collections.abc import Mapping
from typing import Annotated, Any

from govcheck.model.base import Model
from govcheck.model.marks import AnyOrder
from govcheck.model.scalars import Positive, Target
from govcheck.modelling.declared import Discriminator, Tag
from govcheck.nearest import nearest


class AllOf(Model):
    """Each of them."""

    all_of: AnyOrder["By"]
    """Each of them must agree.

    Example: ["role:legal-counsel", "role:privacy-officer"]
    """


class AnyOf(Model):
    """One of them."""

    any_of: AnyOrder["By"]
    """One of them must agree.

    Example: ["role:spokesperson", "chain:social-council"]
    """


class CountOf(Model):
    """So many different people from among them."""

    count: Positive
    """So many different people must agree.

    Unit: people
    Example: 2
    """
    of: AnyOrder["By"]
    """Whose agreement counts; nobody is counted twice.

    Example: ["role:legal-counsel", "council:social-council"]
    """


def branch(data: Any, named_by: Mapping[str, str]) -> str:
    """The tag of the shape that a mapping has, by the key that names it, be it misspelt."""
    if not isinstance(data, dict):
        return "<target>"
    for key, tag in named_by.items():
        if key in data:
            return tag
    for key in data:
        close = nearest(str(key), named_by)
        if close is not None:
            return named_by[close]
    return next(iter(named_by.values()))


_SHAPES = {"all_of": "<all_of>", "any_of": "<any_of>", "count": "<count>", "of": "<count>"}


def _shape(data: Any) -> str:
    for model, tag in ((AllOf, "<all_of>"), (AnyOf, "<any_of>"), (CountOf, "<count>")):
        if isinstance(data, model):
            return tag
    return branch(data, _SHAPES)


By = Annotated[
    Annotated[Target, Tag("<target>")]
    | Annotated[AllOf, Tag("<all_of>")]
    | Annotated[AnyOf, Tag("<any_of>")]
    | Annotated[CountOf, Tag("<count>")],
    Discriminator(_shape),
]
"""A target, or a nesting of `all_of`, `any_of` and `count … of`."""
