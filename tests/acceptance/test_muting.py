"""One fault hides no other one, and mending faults one by one brings up none that was hidden."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

import pytest

from govcheck.finding import Finding
from govcheck.workspace.examine import examine
from tests.load.trees import MemoryTree
from tests.mutations.mutations import Mutation, mutations, shipped

SHIPPED = shipped()
Told = Counter[tuple[str, str, str]]
Edit = tuple[str, Callable[[str], str]]


def keyed(found: Iterable[Finding]) -> Told:
    """Findings by code, document and message."""
    return Counter((one.code, one.document or one.span.path, one.message) for one in found)


def told(tree: MemoryTree) -> Told:
    return keyed(examine(tree).findings)


@cache
def before() -> Told:
    """What is found of the shipped repository, all of it accepted or of a later day."""
    return told(SHIPPED)


@cache
def faulty() -> MemoryTree:
    return edited(SHIPPED, *FAULTS.values())


@cache
def told_of_faulty() -> Told:
    return told(faulty())


def edited(tree: MemoryTree, *edits: Edit) -> MemoryTree:
    for path, edit in edits:
        old = tree.files[path].decode()
        after = edit(old)
        assert after != old
        tree = tree.with_files({path: after.encode()})
    return tree


def put(pattern: str, text: str) -> Callable[[str], str]:
    return lambda old: re.sub(pattern, text, old, count=1, flags=re.MULTILINE)


FAULTS: dict[str, Edit] = {
    "TEAM002": ("policies/teams/social.yaml", put(r"^lead: .*$", "lead: lena")),
    "CHAN002": ("policies/channels/x-global.yaml", put(r"^mfa:.*\n", "")),
    "CHAN001": ("policies/channels/instagram-global.yaml", put("^admins:.*$", "admins: [ana]")),
    "COND001": ("policies/decisions/reach.yaml", put("followers:", "folowers:")),
    "REF001": ("policies/playbooks/legal-threat.yaml", put("role:legal-c", "role:illegal-c")),
    "CNCL": ("policies/councils/social-council.yaml", put("^quorum:.*$", "quorum: 99")),
}
CIRCLES = [("ana",), ("ana", "ben"), ("ana", "ben", "mei"), ("lena", "grace"), ("eva", "ana")]


def deputy(name: str) -> Callable[[str], str]:
    def edit(old: str) -> str:
        return re.sub(r"^deputies: .*\n", "", old, flags=re.MULTILINE) + f"\ndeputies: [{name}]\n"

    return edit


@pytest.mark.parametrize("people", CIRCLES, ids="-".join)
def test_a_circle_of_deputies_hides_nothing(people: tuple[str, ...]) -> None:
    circle = [
        (f"policies/people/{who}.yaml", deputy(following))
        for who, following in zip(people, (*people[1:], people[0]), strict=True)
    ]
    alone, both = told(edited(SHIPPED, *circle)), told(edited(faulty(), *circle))
    assert len(told_of_faulty() - before()) >= len(FAULTS)
    assert not told_of_faulty() - before() - both
    code = "PERS005" if len(people) == 1 else "PERS006"
    assert code in {one[0] for one in alone - before()}


def test_a_faulty_person_hides_no_template() -> None:
    missing = (
        "policies/playbooks/legal-threat.yaml",
        put("within:", "template: no.md\n    within:"),
    )
    person = ("policies/people/ana.yaml", put("^name: .*$", "name: [a]"))
    codes = {one[0] for one in told(edited(SHIPPED, missing, person)) - before()}
    assert {"PLAY016", "DOC004"} <= codes


@pytest.mark.parametrize("seed", range(3))
def test_mending_one_by_one_brings_up_nothing_new(seed: int) -> None:
    """Whatever is reported first is mended, until all is as it was.

    Only a document that could not be read may have hidden something, about itself or what it is
    compared with.
    """
    chance = random.Random(seed)
    broken: dict[str, Mutation] = {}
    while len(broken) < 3:
        one = chance.choice(MUTATIONS)
        broken[one.path] = one
    left: dict[str, str | bytes] = {path: one.text.encode() for path, one in broken.items()}
    found = examine(SHIPPED.with_files(left)).findings
    while left:
        new = [one for one in found if not before()[next(iter(keyed([one])))]]
        first = next((one for one in new if one.span.path in left), None)
        left.pop(next(iter(left)) if first is None else first.span.path)
        after = examine(SHIPPED.with_files(left)).findings
        appeared = keyed(after) - keyed(found) - before()
        assert not appeared or (first is not None and first.blocks), (broken, appeared)
        found = after
    assert keyed(found) == before()


MUTATIONS = list(mutations(SHIPPED))
