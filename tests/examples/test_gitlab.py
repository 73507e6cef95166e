"""GitLab's cases overlap in two pairs and leave nothing out."""

from collections.abc import Iterator
from itertools import product

from govcheck.engine.ruleset import Ruling, Value
from tests.examples.repositories import EXAMPLES, decided, program_of


def test_two_pairs_of_cases_overlap() -> None:
    pairs = {tuple(rule.id for rule in verdict.clash) for verdict in _every_post()}
    assert pairs == {
        (),
        ("named-without-tag", "breaks-rules"),
        ("product-expert", "paying-customer"),
    }


def test_every_post_has_a_case() -> None:
    assert all(verdict.matched for verdict in _every_post())


def _every_post() -> Iterator[Ruling]:
    program = program_of(EXAMPLES / "gitlab-social-engagement")
    facts = program.ruleset.facts
    for tags, post, customer in product(
        (True, False), facts["post"].values, facts["customer"].values
    ):
        stated: dict[str, Value] = {"tags_brand": tags, "post": post, "customer": customer}
        yield decided(program, "engagement", stated)
