"""Which tests one worker runs, so that what they share is made once; the largest begin.

A table, since marks of groups are lost on the way from pytest 9.2 to xdist 3.8.
"""

from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = {
    "tests/agenda/test_shipped.py": "agenda",
    "tests/checks/test_examples.py": "examples",
    "tests/checks/test_good.py": "examples",
    "tests/docs/test_adoption.py": "first steps",
    "tests/docs/test_first_steps.py": "first steps",
    "tests/gate/test_shipped.py": "seat",
    "tests/gate/test_wording.py": "seat",
    "tests/hooks/test_pre_commit.py": "hooks",
    "tests/papers/change/test_changes.py": "changes",
    "tests/papers/change/test_levels.py": "changes",
    "tests/report/test_names_not_ids.py": "names",
    "tests/site/test_browser.py": "site",
    "tests/site/test_engine.py": "site",
    "tests/site/test_handbook.py": "site",
    "tests/site/test_responder.py": "site",
}
"""Files, each with what its tests share."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "LoadScopeScheduling | None":
    """Hand out the tests of a group together, and others one by one."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return TOGETHER.get(nodeid.partition("::")[0], nodeid)

    return Scheduling(config, log)
