"""What the library says of scenarios, logs, posts, archives and councils is what commands say."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import govcheck
from govcheck.cli.main import govcheck as command_line
from govcheck.errors import GovcheckError, IncidentError
from govcheck.library.policy import OpenPolicy

ROOT = Path(__file__).parents[2]
AT = "2026-11-14T23:25:00+01:00"
LOGGED = str(ROOT / "incidents/airbag-video.yaml")


@pytest.fixture(scope="module")
def policy() -> OpenPolicy:
    return govcheck.open(ROOT)


def printed(*arguments: str) -> object:
    """What a command prints as JSON, however it ends."""
    whole = [*arguments, "--policy", str(ROOT), "--format", "json"]
    done = CliRunner().invoke(command_line, whole, standalone_mode=False)
    assert done.exception is None, done.output
    return json.loads(done.stdout)


def same(said: object, *arguments: str) -> bool:
    """Whether a result, after a way through text, is what a command prints."""
    assert json.loads(json.dumps(said)) == printed(*arguments)
    return True


def test_scenarios(policy: OpenPolicy) -> None:
    found = policy.test()
    assert same(found.to_json(), "test")
    assert (found.failed, found.blocking, found.percent) == ((), (), 100)
    path = min((ROOT / "scenarios").glob("**/*.yaml"))
    some = policy.test([path.relative_to(ROOT).as_posix()])
    assert 0 < len(some) < len(found)
    assert same(some.to_json(), "test", str(path))


def test_what_is_due(policy: OpenPolicy) -> None:
    found = policy.due(LOGGED, at=AT)
    assert same(found.to_json(), "due", LOGGED, "--at", AT)
    assert [one.incident for one in found] == ["airbag-video"]
    assert found.unread == ()
    with pytest.raises(IncidentError, match="did you mean"):
        policy.due("airbag-vidio")


def test_every_open_incident_is_meant_where_none_is_named(policy: OpenPolicy) -> None:
    assert same(policy.due(at=AT).to_json(), "due", "--at", AT)


def test_reviews(policy: OpenPolicy) -> None:
    found = policy.review(LOGGED, at=AT)
    assert same(found.to_json(), "review", LOGGED, "--at", AT)
    folder = str(ROOT / "incidents")
    every = policy.review(folder)
    assert same(every.to_json(), "review", folder)
    assert every.broken == tuple(
        f"{one['incident']}: {each['obligation']}"
        for one in every.to_json()["reviews"]
        for each in one["verdicts"]
        if each["verdict"] == "broken"
    )


def test_the_calendar_of_posts(policy: OpenPolicy) -> None:
    found = policy.posts(at=AT, until="2027-02-01T00:00:00Z")
    asked = ("post", "--at", AT, "--until", "2027-02-01T00:00:00Z")
    assert same(found.to_json(), *asked)
    assert len(found) > 0
    paused = policy.posts(at=AT, until="2027-02-01T00:00:00Z", during=LOGGED)
    assert same(paused.to_json(), *asked, "--during", LOGGED)
    channel = found.to_json()["posts"][0]["channel"]
    one = policy.posts(at=AT, channels=[channel])
    assert same(one.to_json(), "post", "--at", AT, "--channel", channel)
    with pytest.raises(GovcheckError, match="no person `nobody`"):
        policy.posts(share="nobody")


def test_a_draft(policy: OpenPolicy, tmp_path: Path) -> None:
    draft = tmp_path / "plan.csv"
    draft.write_text("Kanal,Beitrag\ninstagram-global,Hello " + "x" * 3000 + "\n")
    found = policy.check_posts(
        str(draft),
        at=AT,
        columns={"text": "Beitrag", "channels": "Kanal"},
        constants={"drafted_by": "ana"},
    )
    columns = ("--column", "text=Beitrag", "--column", "channels=Kanal")
    asked = ("post", str(draft), "--at", AT, *columns, "--default", "drafted_by=ana")
    assert found.errors
    assert same(found.to_json(), *asked)
    with pytest.raises(GovcheckError, match="did you mean `channels`"):
        policy.check_posts(str(draft), columns={"channel": "Kanal"})
    shipped = min((ROOT / "posts").glob("*.md"))
    assert same(policy.check_posts(str(shipped), at=AT).to_json(), "post", str(shipped), "--at", AT)


def test_a_replay(policy: OpenPolicy, tmp_path: Path) -> None:
    archive = tmp_path / "mentions.jsonl"
    row = {"detected_at": AT, "topics": ["safety"], "followers": 48000, "channel": "x-global"}
    rows = [{"id": str(number), **row, "followers": number * 20000} for number in range(9)]
    archive.write_text("".join(json.dumps(one) + "\n" for one in rows))
    found = policy.replay(str(archive), against=policy, examples=2, by="hour")
    assert found.faults == ()
    assert found.people
    said = found.to_json()
    assert said["archive"]["decided"] == len(rows)
    assert said["against"] is not None
    assert said["against"]["changed"] == 0
    assert same(policy.replay(str(archive)).to_json(), "replay", str(archive))
    since = ("--from", "2026-11-15T00:00:00Z")
    assert same(
        policy.replay(str(archive), start=since[1]).to_json(), "replay", str(archive), *since
    )
    with pytest.raises(GovcheckError, match="name the files"):
        policy.replay()


def test_an_agenda(policy: OpenPolicy) -> None:
    found = policy.agenda(at=AT, until="2026-12-24T00:00:00Z")
    assert same(found.to_json(), "agenda", "--at", AT, "--until", "2026-12-24T00:00:00Z")
    assert len(found) == len([*found]) > 0
