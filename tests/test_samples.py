"""The samples name what there is, and the budget of processor time is one."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests import cpu_time
from tests.cpu_time import CpuTime, budget, seconds
from tests.samples import QUICK, SWEPT, TESTS, step_of
from tests.together import TOGETHER


@pytest.mark.parametrize("name", [*QUICK, *SWEPT])
def test_what_is_in_a_sample_exists(name: str) -> None:
    assert (TESTS / name).exists()


def test_a_file_is_in_a_sample_by_its_name_or_by_its_folder() -> None:
    assert step_of(TESTS / "model" / "test_fields.py", QUICK) == 1
    assert step_of(TESTS / "checks" / "test_examples.py", QUICK) == QUICK["checks/test_examples.py"]
    assert step_of(TESTS / "hooks" / "test_pre_commit.py", QUICK) is None
    assert step_of(TESTS.parent / "tools" / "generate.py", QUICK) is None


def test_processor_time_grows() -> None:
    before = seconds()
    sum(number * number for number in range(300_000))
    assert seconds() > before
    assert 100 < budget() < 10_000


@pytest.mark.parametrize(
    ("took", "enforced", "arguments", "fails"),
    [
        (1.4, "enforced", ["tests"], False),
        (1.6, "enforced", ["tests"], True),
        (1.6, "", ["tests"], False),
        (1.6, "enforced", ["tests/model"], False),
    ],
)
def test_only_a_whole_run_in_ci_fails_and_only_far_beyond_the_budget(
    took: float,
    enforced: str,
    arguments: list[str],
    fails: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CPU_BUDGET", enforced)
    monkeypatch.setattr(cpu_time, "seconds", lambda: took * budget())
    option = SimpleNamespace(markexpr="", keyword="", collectonly=False)
    config = SimpleNamespace(option=option, args=arguments, getini=lambda _name: ["tests"])
    session = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    counted = CpuTime(cast("Any", config))
    counted.pytest_sessionfinish(cast("Any", session))
    assert (session.exitstatus == pytest.ExitCode.TESTS_FAILED) is fails


def test_what_one_worker_runs_is_there() -> None:
    assert [path for path in TOGETHER if not (TESTS.parent / path).is_file()] == []
