"""Who must agree: targets joined by `all_of`, `any_of` and `count … of`."""

from collections.abc import Callable
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


def shape_among(*models: type[Model]) -> Callable[[Any], str]:
    """What tells the tag of a value's shape, by the key that names it, be it misspelt.

    The tag of a model is its first field, as in `<count>`; that of a text is `<target>`.
    """
    tags = {model: f"<{next(iter(model.model_fields))}>" for model in models}
    named_by = {field: tag for model, tag in tags.items() for field in model.model_fields}

    def shape(data: Any) -> str:
        if not isinstance(data, dict):
            return tags.get(type(data), "<target>")
        stated = next((key for key in named_by if key in data), None)
        close = filter(None, (nearest(str(key), named_by) for key in data))
        return named_by[stated or next(close, next(iter(named_by)))]

    return shape


By = Annotated[
    Annotated[Target, Tag("<target>")]
    | Annotated[AllOf, Tag("<all_of>")]
    | Annotated[AnyOf, Tag("<any_of>")]
    | Annotated[CountOf, Tag("<count>")],
    Discriminator(shape_among(AllOf, AnyOf, CountOf)),
]
"""A target, or a nesting of `all_of`, `any_of` and `count … of`."""
