"""Losing a way in which somebody is told, or being told by it later, is weaker."""

from copy import deepcopy
from typing import Any

import pytest

from govcheck.change.comparison import Comparison
from govcheck.change.edits import edits
from govcheck.change.effect import Effect
from govcheck.change.effects.reach import reach
from tests.change.policies import AT, HORIZON, shipped_documents, side

PHONE, CHAT = {"via": "phone", "address": "+1 555"}, {"via": "chat", "address": "@ana"}
BOTH = [PHONE, CHAT]
RINGS, WRITES = {"via": "phone"}, {"via": "chat"}


def effects(*sides: tuple[list[Any], list[Any]]) -> list[Effect]:
    found = []
    for contacts, notification in sides:
        documents = deepcopy(shipped_documents())
        documents["person/ana"].update(contacts=contacts, notification=notification)
        found.append(side(documents))
    base, head = found
    return [*reach(Comparison(base, head, edits(base.policy, head.policy), AT, HORIZON))]


@pytest.mark.parametrize(
    ("before", "after", "kind", "back"),
    [
        ([RINGS], [WRITES], "weaker", "different"),
        ([RINGS], [WRITES, RINGS | {"after": "3h"}], "weaker", "different"),
        ([RINGS, WRITES | {"after": "3m"}], [RINGS], "weaker", "stricter"),
        ([RINGS, WRITES], [RINGS, WRITES | {"after": "3m"}], "weaker", "stricter"),
        ([], [RINGS], "weaker", "stricter"),
        ([], [WRITES], "weaker", "stricter"),
        ([WRITES, RINGS | {"after": "3m"}], [WRITES, RINGS | {"after": "4m"}], "weaker",
         "stricter"),
        ([RINGS], [RINGS | {"after": "3h"}], "different", "different"),  # it is the first way
        ([RINGS, WRITES], [WRITES, RINGS], "different", "different"),
    ],
)  # fmt: skip
def test_the_class_of_a_sequence(before: list[Any], after: list[Any], kind: str, back: str) -> None:
    for sides, expected in (((before, after), kind), ((after, before), back)):
        (found,) = effects(*((BOTH, one) for one in sides))
        assert (found.subject, found.kind) == ("person/ana/notification", expected)
        assert found.before != found.after


def test_a_sequence_is_said_in_words() -> None:
    (found,) = effects((BOTH, []), (BOTH, [RINGS, WRITES | {"after": "3m"}]))
    assert (found.before, found.after) == ("every contact at once", "phone, chat after 3m")


@pytest.mark.parametrize(
    ("after", "kind", "back"),
    [
        ([CHAT], "weaker", "stricter"),
        ([CHAT, PHONE], "different", "different"),
        ([PHONE | {"address": "+2"}, CHAT], "different", "different"),
        ([PHONE, PHONE | {"address": "+2"}, CHAT], "stricter", "weaker"),
    ],
)
def test_the_class_of_contacts(after: list[Any], kind: str, back: str) -> None:
    stated = [WRITES]
    for sides, expected in (((BOTH, after), kind), ((after, BOTH), back)):
        (found,) = effects(*((one, stated) for one in sides))
        assert (found.subject, found.kind) == ("person/ana/contacts", expected)
        assert found.before != found.after
