"""What `to_json()` gives is what its type says: all keys in order, and no others."""

from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints

import pytest

import govcheck
from govcheck.briefing.logbook.json import DueJson, ReviewsJson
from govcheck.briefing.simulation.v1 import SimulationJson
from govcheck.papers.replay.json import ReplayJson
from govcheck.report.agenda.json import AgendaJson
from govcheck.report.findings.json import FindingsJson
from govcheck.report.posts.json import PostCalendarJson
from govcheck.report.scenarios import json as scenarios

ROOT = Path(__file__).parents[2]
AT = "2026-12-01T09:00:00Z"


def faults(kind: Any, value: Any, path: str = "") -> list[str]:
    """Where a value is not of a type."""
    origin, kinds = get_origin(kind), get_args(kind)
    if kind is Any:
        return []
    if origin is NotRequired:
        return faults(kinds[0], value, path)
    if origin in (Union, UnionType):
        return min((faults(one, value, path) for one in kinds), key=len)
    if origin is list:
        if not isinstance(value, list):
            return [f"{path}: {value!r} is no list"]
        return [
            fault
            for number, one in enumerate(value)
            for fault in faults(kinds[0], one, f"{path}/{number}")
        ]
    if origin is dict:
        return [fault for key in value for fault in faults(kinds[1], value[key], f"{path}/{key}")]
    if hasattr(kind, "__total__") and isinstance(value, dict):
        hints = get_type_hints(kind, include_extras=True)
        optional = [key for key, hint in hints.items() if get_origin(hint) is NotRequired]
        expected = [key for key in hints if key in value or key not in optional]
        if list(value) != expected:
            return [f"{path}: {list(value)} instead of {expected}"]
        return [fault for key in value for fault in faults(hints[key], value[key], f"{path}/{key}")]
    accepted: dict[Any, Any] = {
        float: (int, float),
        int: (int,),
        str: (str,),
        bool: (bool,),
        NoneType: NoneType,
    }
    is_fine = (
        not hasattr(kind, "__total__")
        and isinstance(value, accepted.get(kind, object))
        and (kind is bool or not isinstance(value, bool))
    )
    return [] if is_fine or origin is not None else [f"{path}: {value!r} is no {kind}"]


@pytest.fixture(scope="module")
def policy() -> govcheck.OpenPolicy:
    return govcheck.open(ROOT)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (AgendaJson, lambda policy: policy.agenda(at=AT)),
        (DueJson, lambda policy: policy.due("airbag-video", "brakes-at-night", at=AT)),
        (FindingsJson, lambda policy: policy.findings(at=AT, prove=False)),
        (PostCalendarJson, lambda policy: policy.posts(at=AT)),
        (
            ReplayJson,
            lambda policy: policy.replay(
                str(ROOT / "archive" / "mentions-2026-autumn.csv"), against=policy
            ),
        ),
        (ReviewsJson, lambda policy: policy.review(str(ROOT / "incidents"))),
        (SimulationJson, lambda policy: policy.simulate(ROOT / "incidents" / "airbag-video.yaml")),
        (scenarios.TestJson, lambda policy: policy.test()),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_to_json_is_of_its_type(policy: govcheck.OpenPolicy, kind: Any, answer: Any) -> None:
    found = answer(policy).to_json()
    assert len(found) > 1
    assert faults(kind, found) == []
