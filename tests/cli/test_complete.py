"""Tests of what the shell completes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def completed(*words: str, folder: Path = ROOT, shell: str = "bash") -> list[str]:
    """What a shell is told when Tab is pressed behind the last word."""
    line = " ".join(("govcheck", *words))
    done = subprocess.run(
        [sys.executable, "-m", "govcheck"],
        cwd=folder,
        env={
            **os.environ,
            "_GOVCHECK_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return [row.partition(",")[2] for row in done.stdout.split()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["simu"], ["simulate"]),
        (["simulate", "--absent", "an"], ["ana"]),
        (["simulate", "--ack", "an"], ["ana@"]),
        (["simulate", "--ack", "ana@+1"], ["ana@+10m", "ana@+15m", "ana@+1h"]),
        (["simulate", "--ack", "nobody@"], []),
        (["simulate", "--set", "follow"], ["followers="]),
        (["simulate", "--set", "injury=cl"], ["injury=claimed"]),
        (["simulate", "--set", "our_own_post="], ["our_own_post=true", "our_own_post=false"]),
        (["simulate", "--set", "topics=press,sa"], ["topics=press,safety"]),
        (["simulate", "--set", "topics=safety,sa"], []),
        (["duty", "rota:exec"], ["rota:executive-duty"]),
        (["rename", "person/an"], ["person/ana"]),
        (["rename", "fact/foll"], ["fact/followers"]),
        (["rename", "value/injury/cl"], ["value/injury/claimed"]),
        (["rename", "rule/escalation/ser"], ["rule/escalation/serious"]),
        (["rename", "action/data-leak/hold"], ["action/data-leak/holding"]),
        (["explain", "TEAM002"], ["TEAM002"]),
        (["explain", "lead-out"], ["lead-outside-team"]),
    ],
)
def test_ids_of_the_policy(words: list[str], expected: list[str]) -> None:
    assert completed(*words) == expected


def test_without_a_policy_nothing_is_completed(tmp_path: Path) -> None:
    assert completed("simulate", "--absent", "a", folder=tmp_path) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_a_script(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "govcheck"],
        env={**os.environ, "_GOVCHECK_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "_GOVCHECK_COMPLETE" in done.stdout
