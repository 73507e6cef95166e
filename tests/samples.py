"""Less and more than a usual run: `pytest -m quick`, and `pytest -m sweep`.

The quick sample looks into every package within half a minute. A file is in it as a whole, or with
every so manieth of its tests. What is slow, or starts programs, is not.

A sweep is for the tests that compare with something independent over a sample of fixed seeds: it
runs these alone, and over all that there is, or much more of it.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).resolve().parent
QUICK: Final = {
    "agreement": 4,
    "change/test_consent.py": 1,
    "change/test_implication.py": 1,
    "catalogue/test_catalogue.py": 3,
    "authority/test_change_control.py": 1,
    "standards/test_channels.py": 1,
    "checks/test_council.py": 1,
    "checks/test_examples.py": 8,
    "checks/test_people.py": 2,
    "checks/test_references.py": 1,
    "cli/test_explain.py": 1,
    "cli/test_instants.py": 1,
    "duty/test_compile.py": 1,
    "duty/test_intervals.py": 1,
    "duty/test_now.py": 1,
    "duty/test_resolve.py": 1,
    "duty/test_wall.py": 1,
    "engine/compile": 1,
    "engine/test_case.py": 1,
    "engine/test_cells.py": 1,
    "engine/test_evaluate.py": 1,
    "engine/test_shares.py": 1,
    "gate/test_fields.py": 1,
    "gate/test_reviews.py": 2,
    "layout/test_links.py": 1,
    "layout/test_mend.py": 1,
    "load/test_comments.py": 1,
    "load/test_repository.py": 2,
    "load/test_scalar.py": 1,
    "load/test_targets.py": 1,
    "load/test_yaml.py": 1,
    "logbook/test_read.py": 1,
    "model": 1,
    "opening/test_findings.py": 12,
    "posts/test_counting.py": 4,
    "horizon/test_works.py": 1,
    "regions/test_cover.py": 1,
    "regions/test_shares.py": 1,
    "regions/test_solver.py": 1,
    "report/findings/test_concise_and_json.py": 1,
    "report/findings/test_full.py": 1,
    "report/findings/test_order.py": 1,
    "report/test_explanation.py": 1,
    "scenarios": 1,
    "simulate/test_approvals.py": 1,
    "simulate/test_compile.py": 1,
    "simulate/test_escalation.py": 1,
    "simulate/test_play.py": 1,
    "simulate/test_playbooks.py": 1,
    "simulate/test_quorum.py": 1,
    "simulate/test_untold.py": 1,
    "test_explanations.py": 10,
    "test_nearest.py": 1,
    "test_source.py": 1,
    "test_translation.py": 1,
    "tongue/test_tongue.py": 1,
    "triage/test_incident.py": 1,
}
"""Files and folders below `tests/`, each with its step."""


SWEPT: Final = (
    "engine/test_masked_policies.py",
    "engine/test_masks.py",
    "logbook/test_oracle.py",
    "logbook/test_oracle_consent.py",
    "logbook/test_oracle_deputies.py",
    "mutations/test_loosening.py",
    "mutations/test_shipped.py",
    "prove/oracle/test_policies.py",
    "prove/rules/test_oracle.py",
    "suggest/test_suggest.py",
    "replay/test_cells.py",
)
WHOLE: Final = {
    "GOVCHECK_MUTATIONS": "all",
    "MASKED_MENTIONS": "5000",
    "MASK_EXAMPLES": "5000",
    "ORACLE_EXAMPLES": "2000",
    "ORACLE_LOGS": "2000",
    "ORACLE_POLICIES": "500",
    "REPLAY_ROWS": "2000",
}
"""How much a sweep takes, where the environment does not say otherwise."""


class Samples:
    """Marks both, and, where only one of them is asked for, reads no other file."""

    def __init__(self, config: pytest.Config) -> None:
        self._alone = config.option.markexpr if config.option.markexpr in _STEPS else None
        if self._alone == "sweep":
            for name, value in WHOLE.items():
                os.environ.setdefault(name, value)

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Leave out a file that has nothing of what is asked for."""
        is_test = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
        if self._alone is None or not is_test:
            return None
        return True if step_of(collection_path, _STEPS[self._alone]) is None else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Mark every so manieth test of each file."""
        seen: dict[Path, int] = {}
        for item in items:
            number = seen.get(item.path, 0)
            seen[item.path] = number + 1
            for mark, steps in _STEPS.items():
                step = step_of(item.path, steps)
                if step is not None and number % step == 0:
                    item.add_marker(mark)


def step_of(path: Path, steps: Mapping[str, int]) -> int | None:
    """Of how many tests of a file one is in a sample; None where none is."""
    if not path.is_relative_to(TESTS):
        return None
    parts = path.relative_to(TESTS)
    return next((steps[one] for one in map(str, (parts, *parts.parents)) if one in steps), None)


_STEPS: Final[Mapping[str, Mapping[str, int]]] = {
    "quick": QUICK,
    "sweep": dict.fromkeys(SWEPT, 1),
}
