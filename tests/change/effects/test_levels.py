"""A check that is switched off, or milder, is weaker."""

from copy import deepcopy

import pytest

from govcheck.change.comparison import Comparison
from govcheck.change.edits import edits
from govcheck.change.effect import Effect
from govcheck.change.effects.promises import levels
from tests.change.policies import AT, HORIZON, shipped_documents, side

ROOT = "organization/larkling"


def effects(before: dict[str, str], after: dict[str, str]) -> list[Effect]:
    ours, theirs = deepcopy(shipped_documents()), deepcopy(shipped_documents())
    ours[ROOT]["checks"], theirs[ROOT]["checks"] = before, after
    base, head = side(ours), side(theirs)
    return [*levels(Comparison(base, head, edits(base.policy, head.policy), AT, HORIZON))]


@pytest.mark.parametrize(
    ("before", "after", "kind", "texts"),
    [
        ({}, {"CNCL001": "off"}, "weaker", ("CNCL001 error", "CNCL001 off")),
        ({}, {"CNCL001": "note"}, "weaker", ("CNCL001 error", "CNCL001 note")),
        ({"CNCL001": "off"}, {}, "stricter", ("CNCL001 off", "CNCL001 error")),
        (
            {"CNCL001": "off", "TEAM009": "note"},
            {"TEAM009": "off"},
            "weaker",
            ("CNCL001 off, TEAM009 note", "CNCL001 error, TEAM009 off"),
        ),
        ({"CNCL001": "note", "TEAM009": "off"}, {"CNCL001": "warning", "TEAM009": "off"},
         "stricter", ("CNCL001 note", "CNCL001 warning")),
        ({}, {"NONE001": "off"}, "different", ("NONE001 unset", "NONE001 off")),
    ],
)  # fmt: skip
def test_the_class_of_other_levels(
    before: dict[str, str], after: dict[str, str], kind: str, texts: tuple[str, str]
) -> None:
    (found,) = effects(before, after)
    assert (found.kind, (found.before, found.after)) == (kind, texts)
    assert found.subject == f"{ROOT}/checks"


def test_the_own_level_of_a_check_written_out_is_no_effect() -> None:
    assert effects({}, {"CNCL001": "error"}) == []
