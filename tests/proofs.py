"""What many tests ask of the same policies, for those whose subject is how the answer is said."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcheck.gate import sides
from govcheck.load.policy import Policy
from govcheck.prove.prove import prove
from govcheck.prove.verdict import Query, Verdict
from govcheck.simulate.program import Program
from govcheck.workspace import prove as of_trees

_PROVED: list[tuple[tuple[Program, list[object], Query], list[Verdict]]] = []


def _proved_once(program: Program, policy: Policy, query: Query) -> Iterator[Verdict]:
    asked = (program, list[object](policy.documents), query)
    for known, verdicts in _PROVED:
        if known == asked:
            return iter(verdicts)
    verdicts = list(prove(program, policy, query))
    _PROVED.append((asked, verdicts))
    return iter(verdicts)


@pytest.fixture
def proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a policy is proved to keep, `prove`, `diff`, `approvers` and `gate` work out once."""
    for module in (sides, of_trees):
        monkeypatch.setattr(module, "prove", _proved_once)


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of answers for all tests of a run, whichever worker runs them."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared-cache"
