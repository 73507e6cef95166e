"""How much processor time the tests take: printed at the end of a run, and held to a budget.

A machine that is busy makes a run longer, but hardly its processor time: user and system time of
the tests, of the programs that they start, and of xdist's workers.
"""

import os
import resource
import tomllib
from collections import defaultdict
from collections.abc import Generator
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
_MARGIN: Final = 1.5
"""A slower machine takes longer over the same work: only beyond this does a run fail, and in CI."""
_SHOWN: Final = 5
_NAME: Final = "cpu seconds"
_BEGUN: Final = pytest.StashKey[float]()


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
        self._files: dict[str, float] = defaultdict(float)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Note when a test begins."""
        item.stash[_BEGUN] = seconds()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Let a test's last report say what it took; xdist sends reports to the controller."""
        report = yield
        if call.when == "teardown":
            report.user_properties.append((_NAME, str(seconds() - item.stash[_BEGUN])))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a test to its file."""
        if report.when == "teardown":
            took = dict(report.user_properties).get(_NAME, 0)
            self._files[report.nodeid.partition("::")[0]] += float(str(took))

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
            most = sorted(self._files.items(), key=itemgetter(1), reverse=True)
            for path, took in most[:_SHOWN]:
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
        return not any(chosen) and list(self._config.args) == self._config.getini("testpaths")
