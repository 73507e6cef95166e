"""`log`: a program writes what happened as the command does."""

import json
import shutil
from pathlib import Path

import pytest

import govcheck
from govcheck.errors import IncidentError
from govcheck.library.entries import LogEntry
from govcheck.library.refusals import IncompleteEntry
from govcheck.time.clock import parse_instant

ROOT = Path(__file__).parents[2]
AT = parse_instant("2026-11-14T22:47:00+01:00")


@pytest.fixture
def policy(tmp_path: Path) -> govcheck.OpenPolicy:
    for name in ("policies", "incidents", "schemas", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return govcheck.open(tmp_path)


def test_a_line_is_appended_and_what_is_due_is_told(policy: govcheck.OpenPolicy) -> None:
    due = policy.log("airbag-video", LogEntry("fact", "mei", ("injury=none",), at=AT))
    (found,) = due
    assert (found.incident, found.state) == ("airbag-video", "open")
    path = Path(policy.tree.root, "incidents", "airbag-video.log.jsonl")
    (line,) = (json.loads(one) for one in path.read_text("utf-8").splitlines())
    assert line["facts"] == {"injury": "none"}
    assert line["at"] == "2026-11-14T22:47:00+01:00"


@pytest.mark.parametrize(
    ("entry", "error", "message"),
    [
        (LogEntry("told", "mei"), IncompleteEntry, "`told` of what?"),
        (LogEntry("handover", "mei"), IncompleteEntry, "say who takes over: `--to PERSON`"),
        (LogEntry("acknowledged", "zed"), IncidentError, "there is no person `zed`"),
    ],
)
def test_what_does_not_say_enough_is_not_written(
    policy: govcheck.OpenPolicy, entry: LogEntry, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match="^" + message.replace("?", r"\?")):
        policy.log("airbag-video", entry)
    assert not Path(policy.tree.root, "incidents", "airbag-video.log.jsonl").exists()
