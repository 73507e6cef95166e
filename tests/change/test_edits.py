import json
import random
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Annotated, Any, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.change.edit import Edit
from govcheck.change.edits import edits
from govcheck.change.nodes import meaning, node_of
from govcheck.load.policy import Policy
from govcheck.load.repository import load_repository
from govcheck.model.base import Model
from govcheck.model.kinds import ALL_KINDS
from govcheck.model.marks import Order, OrderedWhere
from govcheck.modelling.model_type import hints
from tests.change.apply import apply, plain_documents
from tests.change.policies import Documents, policy_of, shipped_documents
from tests.load.trees import MemoryTree
from tests.mutations.mutations import mutations, shipped


def lists_of(model: type[Model], seen: set[Any]) -> Iterator[tuple[str, bool]]:
    if model in seen:
        return
    seen.add(model)
    for name, hint in hints(model).items():
        field = model.model_fields.get(name)
        if field is not None:
            yield from lists_in(f"{model.__name__}.{field.alias or name}", hint, seen)
        elif name == "__pydantic_extra__" and model.__name__ == "Condition":
            yield from lists_in(f"{model.__name__}.*", get_args(hint)[1], seen)


def lists_in(
    name: str, hint: Any, seen: set[Any], marked: bool = False
) -> Iterator[tuple[str, bool]]:
    """Every list in an annotation, and whether it is said if its order counts."""
    if isinstance(hint, type) and issubclass(hint, Model):
        yield from lists_of(hint, seen)
    elif get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        marked = marked or any(isinstance(mark, Order | OrderedWhere) for mark in marks)
        yield from lists_in(name, inner, seen, marked)
    elif get_origin(hint) is tuple:
        yield name, marked
        yield from lists_in(f"{name}[]", get_args(hint)[0], seen)
    elif get_origin(hint) is dict:
        yield from lists_in(f"{name}{{}}", get_args(hint)[1], seen)
    else:
        for argument in get_args(hint):
            yield from lists_in(name, argument, seen, marked)


def models_of(kinds: Iterable[Any]) -> list[type[Model]]:
    """Every model of which documents of some kinds are made."""
    seen: set[Any] = set()
    for kind in kinds:
        list(lists_of(kind, seen))
    return sorted(seen, key=lambda model: model.__name__)


def test_it_is_known_of_every_list_whether_its_order_counts() -> None:
    seen: set[Any] = set()
    found = {item for kind in ALL_KINDS for item in lists_of(kind, seen)}
    assert len(found) > 60
    assert [name for name, marked in sorted(found) if not marked] == []


def alike(one: Policy, other: Policy) -> bool:
    ours = {document.ref: document for document in one.documents}
    theirs = {document.ref: document for document in other.documents}
    return ours.keys() == theirs.keys() and all(
        meaning(node_of(document)) == meaning(node_of(theirs[ref]))
        for ref, document in ours.items()
    )


def assert_lawful(base: Policy, head: Policy) -> None:
    found = edits(base, head)
    assert (found == ()) == alike(base, head)
    made = policy_of(
        {ref: with_kind(ref, each) for ref, each in apply(plain_documents(base), found).items()}
    )
    assert edits(made, head) == ()


def with_kind(ref: str, document: Any) -> Any:
    return {"kind": ref.partition("/")[0], **document}


def test_nothing_changes_between_a_policy_and_itself() -> None:
    assert edits(policy_of(shipped_documents()), policy_of(shipped_documents())) == ()
    assert edits(load_repository(shipped()).policy, load_repository(shipped()).policy) == ()


def test_other_files_and_another_layout_are_no_edits() -> None:
    tree = shipped()
    together = b"\n---\n".join(
        content for path, content in reversed(tree.files.items()) if path.startswith("policies/")
    )
    others = {p: c for p, c in tree.files.items() if not p.startswith("policies/")}
    moved = MemoryTree({**others, "policies/everything.yaml": together})
    assert edits(load_repository(tree).policy, load_repository(moved).policy) == ()


def shuffled(value: Any, name: str, chance: random.Random) -> Any:
    """The value with its sets in another order; `name` is the key under which it stands."""
    if isinstance(value, dict):
        entries = list(value.items())
        chance.shuffle(entries)
        return {key: shuffled(below, key, chance) for key, below in entries}
    if isinstance(value, list):
        below = [shuffled(each, name, chance) for each in value]
        if name in {"languages", "roles", "members", "notify", "any_of", "all_of", "channels"}:
            chance.shuffle(below)
        return below
    return value


def test_the_order_of_what_has_none_is_no_edit() -> None:
    chance = random.Random(7)
    documents = {
        ref: document
        if document["kind"] in ("rota", "organization")  # whose members and languages have an order
        else shuffled(document, "", chance)
        for ref, document in shipped_documents().items()
    }
    assert json.dumps(documents) != json.dumps(shipped_documents())
    assert edits(policy_of(shipped_documents()), policy_of(documents)) == ()


RULES = {
    "kind": "decision",
    "id": "severity",
    "decides": "severity",
    "hit_policy": "first",
    "otherwise": "low",
    "rules": [
        {"id": "a", "when": {"followers": {"at_least": 10_000}}, "then": "high"},
        {"id": "b", "when": {}, "then": "low", "because": "x"},
    ],
}


def both(change: Any) -> tuple[Edit, ...]:
    head = deepcopy(RULES)
    change(head)
    return edits(policy_of({"decision/severity": RULES}), policy_of({"decision/severity": head}))


def test_a_threshold_is_one_edit() -> None:
    def raise_it(rules: Any) -> None:
        rules["rules"][0]["when"]["followers"]["at_least"] = 50_000

    pointer = "/rules/0/when/followers/at_least"
    assert both(raise_it) == (Edit("changed", "decision/severity", pointer, 10_000, 50_000),)


def test_a_rule_in_front_is_one_edit() -> None:
    rule = {"id": "new", "when": {}, "then": "high"}
    (edit,) = both(lambda rules: rules["rules"].insert(0, rule))
    assert (edit.change, edit.pointer, edit.after) == ("added", "/rules/0", rule)


def test_the_order_of_rules_counts_where_the_first_wins() -> None:
    def swap(rules: Any) -> None:
        rules["rules"].reverse()

    (edit,) = both(swap)
    assert edit == Edit("moved", "decision/severity", "/rules", ["a", "b"], ["b", "a"])

    def swap_under_highest(rules: Any) -> None:
        rules["rules"].reverse()
        rules["hit_policy"] = "highest"

    assert [edit.pointer for edit in both(swap_under_highest)] == ["/hit_policy"]


def test_a_default_and_another_spelling_of_a_duration_are_no_edits() -> None:
    step = {"id": "duty", "notify": ["person:ana"], "wait": "30m"}
    base = {"kind": "escalation", "id": "e", "steps": [step], "last_resort": "person:ana"}
    head = {**base, "repeat": 0, "steps": [{**step, "wait": "1800s", "ack": "any"}]}
    assert edits(policy_of({"e": base}), policy_of({"e": head})) == ()


def test_a_pointer_escapes_what_a_pointer_means() -> None:
    base = {"kind": "scenario", "id": "s", "incident": "a", "expect": {"decisions": {"a/b~c": "x"}}}
    head = {**base, "expect": {"decisions": {"a/b~c": "y"}}}
    (edit,) = edits(policy_of({"s": base}), policy_of({"s": head}))
    assert edit.pointer == "/expect/decisions/a~1b~0c"


def test_what_is_added_within_an_item_that_moved_is_added_to_that_item() -> None:
    team = {"kind": "team", "id": "t", "name": "T", "lead": "ana"}
    base = {**team, "members": [{"person": "ana"}, {"person": "ben"}]}
    head = {**team, "members": [{"person": "ben", "role": "x"}, {"person": "ana"}]}
    assert edits(policy_of({"t": base}), policy_of({"t": head})) == (
        Edit("added", "team/t", "/members/1/role", None, "x"),
    )
    assert_lawful(policy_of({"t": base}), policy_of({"t": head}))


def test_the_order_of_ways_counts_where_it_is_the_order_of_telling() -> None:
    person = {"kind": "person", "id": "p", "name": "P"}
    ways = [{"via": "chat", "address": "@p"}, {"via": "phone", "address": "+1"}]
    base, head = (policy_of({"p": {**person, "contacts": each}}) for each in (ways, ways[::-1]))
    names = [["chat", "phone"], ["phone", "chat"]]
    assert edits(base, head) == (Edit("moved", "person/p", "/contacts", *names),)
    assert_lawful(base, head)


def test_one_name_that_comes_twice_is_told_apart() -> None:
    team = {"kind": "team", "id": "t", "name": "T", "lead": "ana"}
    twice = [{"person": "ana", "role": "a"}, {"person": "ana", "role": "b"}]
    base, head = (policy_of({"t": {**team, "members": each}}) for each in (twice, twice[::-1]))
    assert edits(base, head) == ()
    three = policy_of({"t": {**team, "members": [*twice[::-1], {"person": "ana", "role": "c"}]}})
    (edit,) = edits(base, three)
    assert (edit.change, edit.after) == ("added", {"person": "ana", "role": "c"})


def test_true_is_not_one() -> None:
    base, head = (policy_of({"d": _with_test(value)}) for value in (True, 1))
    (edit,) = edits(base, head)
    assert (edit.before, edit.after) == (True, 1)


def _with_test(value: Any) -> Any:
    return {**RULES, "rules": [{"id": "a", "when": {"paid": value}, "then": "high"}]}


@pytest.mark.parametrize("where", [[], ["rules", 1], ["rules", 0, "when", "followers"]])
def test_what_means_nothing_is_an_edit_all_the_same(where: list[Any]) -> None:
    def mark(document: Any) -> None:
        for key in where:
            document = document[key]
        document["x-seen/by"] = ["ana"]

    (edit,) = both(mark)
    pointer = "".join(f"/{key}" for key in where) + "/x-seen~1by"
    assert edit == Edit("added", "decision/severity", pointer, None, ["ana"])
    head = deepcopy(RULES)
    mark(head)
    assert_lawful(policy_of({"d": RULES}), policy_of({"d": head}))


@pytest.mark.parametrize("shard", range(2))
def test_the_base_with_its_edits_is_the_head(shard: int) -> None:
    base = load_repository(shipped()).policy
    for mutation in list(mutations(shipped()))[shard * 100 :: 200]:
        head = load_repository(
            shipped().with_files({mutation.path: mutation.text}), templates=False
        ).policy
        assert_lawful(base, head)


@given(st.data())
def test_edits_of_random_pieces_make_the_head(data: st.DataObject) -> None:
    documents = shipped_documents()
    refs = sorted(documents)
    base = {ref: documents[ref] for ref in data.draw(st.sets(st.sampled_from(refs), max_size=12))}
    head: Documents = {}
    for ref in data.draw(st.sets(st.sampled_from([*base, *refs[:5]]), max_size=12)):
        head[ref] = deepcopy(documents[ref])
        lists = [one for one in head[ref].values() if isinstance(one, list) and len(one) > 1]
        for found in lists:
            kept = data.draw(st.permutations(found))
            found[:] = kept[: data.draw(st.integers(1, len(kept)))]
            for item in found:
                if isinstance(item, dict) and data.draw(st.booleans()):
                    item["x-seen"] = 1
    assert_lawful(policy_of(base), policy_of(head))
