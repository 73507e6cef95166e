"""The shipped incidents, decided, played and shown in every format."""

import json
from pathlib import Path

import pytest

from govcheck.cli.main import run
from govcheck.render.width import display_width
from govcheck.time.clock import parse_instant
from tests.briefing.simulation.readers import MERMAID_LINE, read_calendar

ROOT = Path(__file__).parents[3]
INCIDENTS = sorted(path.name for path in (ROOT / "incidents").glob("*.yaml"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def simulated(
    name: str, format_: str, capfdbinary: pytest.CaptureFixture[bytes], *more: str
) -> str:
    assert run(["simulate", f"incidents/{name}", "--format", format_, *more]) == 0
    return capfdbinary.readouterr().out.decode()


@pytest.fixture(autouse=True)
def in_the_repository(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", str(cache))


@pytest.mark.parametrize("name", INCIDENTS)
def test_text(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = simulated(name, "text", capfdbinary, "--full").splitlines()
    assert max(map(display_width, lines)) <= 80
    page = simulated(name, "text", capfdbinary).splitlines()
    assert lines[: len(page)] == page
    brief = simulated(name, "text", capfdbinary, "--brief").splitlines()
    assert page[: len(brief)] == brief


@pytest.mark.parametrize("name", INCIDENTS)
def test_json_agrees_with_itself(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    outcome = json.loads(simulated(name, "json", capfdbinary))
    detected = parse_instant(outcome["incident"]["detected_at"])
    offsets = [row["offset_seconds"] for row in outcome["timeline"]]
    assert offsets == sorted(offsets)
    due = {row["obligation"]: row for row in outcome["timeline"] if row["event"] == "due"}
    assert sorted(due) == sorted(owed["id"] for owed in outcome["obligations"])
    for owed in outcome["obligations"]:
        row = due[owed["id"]]
        assert (row["met"], row["slack_seconds"]) == (owed["met"], owed["slack_seconds"])
        assert parse_instant(owed["due"]) - detected == row["offset_seconds"]
    assert outcome["missed"] == [owed["id"] for owed in outcome["obligations"] if not owed["met"]]
    for decision in outcome["decisions"].values():
        results = decision["result"]
        chosen = results if isinstance(results, list) else [results]
        assert set(chosen) <= set(decision["possible"])
    for row in outcome["timeline"]:
        for person in row.get("people", ()):
            assert parse_instant(person["local"]) == parse_instant(row["at"])


@pytest.mark.parametrize("name", INCIDENTS)
def test_every_deadline_is_in_the_text(
    name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    owed = json.loads(simulated(name, "json", capfdbinary))["obligations"]
    words = " ".join(simulated(name, "text", capfdbinary, "--full").split())
    called = {"acknowledge": "somebody on duty is told"}
    ids = [called.get(one["id"], one["id"]) for one in owed]
    assert [name for name in ids if f"DUE {name}: " not in words] == []


@pytest.mark.parametrize("name", INCIDENTS)
def test_calendar_and_diagram(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    outcome = json.loads(simulated(name, "json", capfdbinary))
    parts = read_calendar(simulated(name, "ics", capfdbinary))[2]
    assert len(parts) == 1 + len(outcome["obligations"])
    first, *rest = simulated(name, "mermaid", capfdbinary).splitlines()
    assert first == "sequenceDiagram"
    assert [line for line in rest if MERMAID_LINE.fullmatch(line) is None] == []


def test_the_last_resort_is_none_of_those_who_are_called_at_once(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    page = simulated("stolen-account.yaml", "text", capfdbinary).splitlines()
    (arrow,) = (number for number, line in enumerate(page) if "-> all of these at once" in line)
    assert "if nobody but Mei or Wei answered" in page[arrow + 1]
    page = simulated("brakes-at-night.yaml", "text", capfdbinary).splitlines()
    (arrow,) = (number for number, line in enumerate(page) if "-> all of these at once" in line)
    assert "at once if Mei answers earlier" in page[arrow]
    assert page[arrow + 1].startswith(
        "  02:45 winter time  Clara Weiss  +49 30 23125 005  chat @clara - only if"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("customer-list", "Privacy officer (Wei) must agree"),  # for Sofia, who is away
        ("celebrity-praise", "FIRST Managing editor (Eva Lindqvist +49 30 23125 004) must agree"),
        ("thank-you-letter", "DO NOT, until these agree: Managing editor (Eva Lindqvist +49"),
        ("authority", "Chief executive (Lena) OR on duty: Executive (Clara)"),
        ("fitting-question", "12:00 if nobody answered, write to Eva Lindqvist chat @eva"),
        ("retailer-question", "Community manager: nobody - all 3 are outside working hours"),
        ("stolen-account", "(Spokesperson OR Clara (in command)) AND (2 of Security"),
        ("brakes-at-night", "agree: (Spokesperson OR Clara (in command)) AND Legal counsel"),
        ("advert-meme", "Clara cannot agree: conflict of interest"),
        ("advert-meme", "our own post, our channel: larkling.dach (Facebook)"),
        ("airbag-video", "without Mei, Clara takes over"),
        ("lawsuit", 'or confirmed": also playbook data leak IF SOMEBODY'),
    ],
)
def test_whoever_is_meant_is_named(
    name: str, said: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = simulated(f"{name}.yaml", "text", capfdbinary)
    assert said in " ".join(page.split())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "supposing Ana Keller is absent; supposing Mei Tan answered 22:47"),
        ("de", "angenommen, Ana Keller fehlt; angenommen, Mei Tan antwortet 22:47"),
    ],
)
def test_what_is_supposed_stands_on_top(
    language: str, said: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    more = ("--absent", "ana", "--ack", "mei@+7m", "--lang", language)
    assert said in simulated("airbag-video.yaml", "text", capfdbinary, *more).splitlines()
    plain = simulated("airbag-video.yaml", "text", capfdbinary, "--lang", language)
    assert said.partition(" ")[0] not in plain


def test_whoever_stands_in_for_the_first_is_called_again(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    page = simulated("airbag-video.yaml", "text", capfdbinary, "--absent", "mei")
    assert "  22:45  Clara again (on duty: Executive) - only if still silent\n" in page
    assert "only if Clara is silent" not in page


def test_other_clocks_have_no_seconds(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    at = ("--at", "2026-11-14T22:40:17+01:00")
    page = simulated("airbag-video.yaml", "text", capfdbinary, *at)
    assert "there Sun 05:40\n" in page
