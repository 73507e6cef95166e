"""How much processor time the tests take: printed at the end of a run, and held to a budget.

A machine that is busy makes a run longer, but hardly its processor time: user and system time of
the tests, of the programs that they start, and of xdist's workers.
"""

import os
import resource
import tomllib
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
_MARGIN: Final = 1.5
"""A slower machine takes longer over the same work: only beyond this does a run fail, and in CI."""
_SHOWN: Final = 5
_NAME: Final = "cpu seconds"


def seconds() -> float:
    """The processor time of this process and of those children that have ended, in seconds."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def budget() -> float:
    """How many seconds the whole suite may take, as pyproject.toml says."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return float(stated["tool"]["suite"]["cpu-seconds"])


class CpuTime:
    """Counts the processor time of a run, in all and by test file."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._workers: list[float] = []
        self._files: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Note what a test took; the note travels with its last report."""
        start = seconds()
        item.user_properties.append((_NAME, lambda: seconds() - start))
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put the seconds in place of the note."""
        report = yield
        took = [value() for name, value in item.user_properties if name == _NAME]
        report.user_properties = [
            *((name, value) for name, value in report.user_properties if name != _NAME),
            *((_NAME, value) for value in took if call.when == "teardown"),
        ]
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a test to its file."""
        self._files[report.nodeid.partition("::")[0]] += sum(
            value for name, value in report.user_properties if name == _NAME
        )

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker of xdist says that it took."""
        self._workers.append(getattr(node, "workeroutput", {}).get(_NAME, 0.0))

    @property
    def total(self) -> float:
        """All of it so far. Workers count by what they say, once they have ended."""
        if not self._workers:
            return seconds()
        own = resource.getrusage(resource.RUSAGE_SELF)
        return own.ru_utime + own.ru_stime + sum(self._workers)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the controller, as a worker; fail, where the budget is enforced and exceeded."""
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_NAME] = seconds()
        elif self._fails() and not session.exitstatus:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it."""
        line = f"{self.total:,.0f} s of processor time"
        if self._is_whole:
            line += f", of {budget():,.0f} s that are budgeted"
            for path, took in self._files.most_common(_SHOWN):
                terminalreporter.write_line(f"{took:8,.1f} s  {path}")
        over = self._is_whole and self.total > budget()
        terminalreporter.write_line(line, yellow=over)

    def _fails(self) -> bool:
        enforced = os.environ.get("CPU_BUDGET") == "enforced"
        return enforced and self._is_whole and self.total > _MARGIN * budget()

    @property
    def _is_whole(self) -> bool:
        """Whether nothing was left out of the suite."""
        options = self._config.option
        chosen = (options.markexpr, options.keyword, options.collectonly)
        return self._config.args == self._config.getini("testpaths") and not any(chosen)
