import gzip
import json
import os
import re
import shutil
import subprocess
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from govcheck.cli.main import govcheck as cli
from govcheck.cli.main import run
from govcheck.papers.replay.plots import MOST_BARS, binned
from govcheck.papers.replay.text import in_capitals
from govcheck.papers.replay.wording import ReplaySection
from govcheck.replay.tally import LoadRow

ROOT = Path(__file__).parents[2]
HEAD = (
    "detected_at,topics,followers,injury,personal_data,reposts_per_hour,mention,sentiment,author\n"
)
ROW = "2026-11-{day:02} 23:40,safety,{followers},none,none,0,question,neutral,customer\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    shutil.copytree(ROOT / "archives", tmp_path / "archives")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    rows = [ROW.format(day=day, followers=10_000 * day) for day in range(3, 9)]
    (tmp_path / "a.csv").write_text(HEAD + "".join(rows))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    monkeypatch.setenv("GOVCHECK_LANG", "en")
    return tmp_path


def commit(folder: Path) -> None:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    plain = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    for arguments in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "first")):
        subprocess.run(["git", *arguments], cwd=folder, check=True, env=plain)


def answer(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["replay", *arguments])
    out, err = capfd.readouterr()
    return code, out, err


def test_json_has_the_keys_of_the_contract(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    commit(folder)
    rules = folder / "policies/decisions/severity-harm.yaml"
    rules.write_text(rules.read_text().replace("at_least: 50000", "at_least: 70000"))
    code, out, err = answer(capfd, "a.csv", "--against", "HEAD", "--format", "json")
    assert code == 0, err
    found = json.loads(out)
    assert list(found) == [
        "format",
        "policy",
        "archive",
        "decisions",
        "rules",
        "undecided",
        "people",
        "load",
        "against",
        "agreement",
    ]
    assert found["archive"]["rows"] == found["archive"]["decided"] == 6
    assert {"rule", "hits", "alone"} <= found["rules"][0].keys()
    assert {"person", "told", "at_night", "nights", "longest_streak"} == found["people"][0].keys()
    assert {"from", "mentions", "told", "untold", "late"} == found["load"][0].keys()
    against = found["against"]
    assert {"revision", "changed", "table", "examples"} <= against.keys()
    assert against["changed"] == 2
    assert against["table"]["severity"] == [{"before": "sev1", "after": "sev2", "rows": 2}]
    first = against["examples"][0]
    assert first["id"] == "a.csv:4"
    assert first["before"]["severity"] == "sev1"
    assert first["because"].startswith("severity: sev1 by severity-harm/product-safety-mass, now")


def test_limits_fail(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    commit(folder)
    rules = folder / "policies/decisions/severity-harm.yaml"
    rules.write_text(rules.read_text().replace("at_least: 50000", "at_least: 70000"))
    asked = ("a.csv", "--against", "HEAD", "--max-changed")
    assert answer(capfd, *asked, "34")[0] == 0
    code, _, err = answer(capfd, *asked, "33")
    assert code == 1
    assert "2 of 6 mentions are decided otherwise, more than 33 %" in err
    assert answer(capfd, "a.csv", "--max-night-pages", "100")[0] == 0
    code, _, err = answer(capfd, "a.csv", "--max-night-pages", "0")
    assert code == 1
    assert "at night, more than 0" in err
    assert answer(capfd, "a.csv", "--max-changed", "5")[0] == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("b.csv", b"", "`b.csv` is empty"),
        ("b.csv", b"Date,Tags\n1,2\n", "`b.csv` has no column `detected_at`"),
        ("b.csv.gz", gzip.compress(HEAD.encode() * 9, mtime=0)[:-9], "the packed file is damaged"),
        ("b.parquet", b"PAR1" + b"\x00" * 64, "`b.parquet` the file is damaged"),
        ("b.csv", b"\x00" * 1000, "`b.csv` has no column"),
        ("b.csv", HEAD.encode("utf-16-le"), "`b.csv` has no column"),
    ],
)
def test_a_bad_file_hides_no_good_one_and_is_no_verdict(
    folder: Path, capfd: pytest.CaptureFixture[str], name: str, content: bytes, words: str
) -> None:
    (folder / name).write_bytes(content)
    code, out, err = answer(capfd, name, "a.csv", "--format", "json")
    assert code == 2
    assert words in err
    assert "Traceback" not in err
    found = json.loads(out)["archive"]
    assert found["decided"] == 6
    assert any(one["example"] == name for one in found["skipped"])


def test_what_is_not_there_is_said(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments, words in (
        (("nowhere.csv",), "`nowhere.csv` cannot be read"),
        (("*.jsonl",), "no file matches `*.jsonl`"),
        (("policies",), "`policies` is a folder"),
        ((), "name the files of an archive"),
        (("a.csv", "--map", "listening"), "did you mean `listening-tool`?"),
        (("a.csv", "--against", "nowhere"), "nowhere"),
    ):
        code, _, err = answer(capfd, *arguments)
        assert code == 2, arguments
        assert words in err


def test_a_document_that_is_wrong_is_not_followed(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = folder / "archives/listening-tool.yaml"
    file.write_text(file.read_text().replace("  followers:", "  follower:"))
    code, _, err = answer(capfd, "a.csv", "--map", "listening-tool")
    assert code == 2
    assert "ARCH001" in err
    assert "did you mean `followers`?" in err


def test_the_shipped_archive_by_its_document(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "archive", folder / "archive")
    code, named, err = answer(capfd, "--map", "listening-tool")
    assert code == 0, err
    assert answer(capfd, "archive/*.csv") == (0, named, err)
    assert "240 mentions, Tue 1 Sep 2026 to Tue 3 Nov 2026" in named
    assert "1 row: `followers` is a whole number, not `12k`" in named
    assert max(len(line) for line in named.splitlines()) <= 80
    _, german, _ = answer(capfd, "--map", "listening-tool", "--lang", "de")
    assert "240 Erwähnungen" in german
    _, marked, _ = answer(capfd, "--map", "listening-tool", "--format", "markdown")
    assert marked.startswith("**240 mentions")


def test_standard_input(folder: Path) -> None:
    text = (folder / "a.csv").read_text()
    done = CliRunner().invoke(cli, ["replay", "-", "--stdin-name", "in.csv"], input=text)
    assert "6 mentions" in done.output


class Pictures(HTMLParser):
    """The elements of a page that have a part in what is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def of(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [a for name, a in self.seen if name == tag and attributes.items() <= a.items()]


def test_the_page_has_its_pictures_and_loads_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.csv").write_text(
        "detected_at,id,network,sentiment\n"
        "2026-09-01T10:00:00Z,<script>alert(1)</script>,x,hostile\n"
        "2026-09-20T23:00:00Z,b,x,<b>\n",
        "utf-8",
    )
    code, text, _ = answer(capfd, "a.csv", "--format", "html")
    assert code == 0
    page = Pictures()
    page.feed(text)
    assert not page.of("script")
    assert "&lt;b&gt;" in text
    assert not page.of("b")
    assert not [a for _, a in page.seen if "src" in a or "href" in a]
    pictures = page.of("svg", role="img")
    assert len(pictures) >= 2
    assert all(str(one["viewbox"]).startswith("0 0 360 ") for one in pictures)
    assert len(page.of("title")) == len(pictures) + 1
    assert len(page.of("desc")) == len(pictures)


def test_the_bars_are_as_long_as_the_numbers_say() -> None:
    week = 7 * 86_400
    load = [LoadRow(number * week, number, 2 * number, 0, 0) for number in range(0, 300, 7)]
    bins = binned(load, week)
    assert len(bins) <= MOST_BARS
    assert sum(mentions for mentions, _ in bins) == sum(one.mentions for one in load)
    assert sum(told for _, told in bins) == sum(one.told for one in load)
    assert bins[0] == (0, 0)


def test_a_document_names_regular_files_of_its_repository_alone(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    repository = folder / "inner"
    for name in ("policies", "archives", "templates"):
        shutil.move(folder / name, repository / name)
    (repository / "link.csv").symlink_to(folder / "a.csv")
    os.mkfifo(repository / "pipe.csv")
    document = repository / "archives" / "listening-tool.yaml"
    text = document.read_text("utf-8")
    for named, why in (
        ("../a.csv", "outside of the repository"),
        ("../*.csv", "outside of the repository"),
        (str(folder / "a.csv"), "outside of the repository"),
        ("link.csv", "outside of the repository"),
        ("pipe.csv", "is not a regular file"),
    ):
        document.write_text(text.replace("archive/*.csv", named), "utf-8")
        code, _, err = answer(capfd, "--map", "listening-tool", "--policy", str(repository))
        assert code == 2
        assert why in err


def test_a_desk_says_what_it_answers_in_the_time_that_a_channel_promises(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    busy = "".join(ROW.format(day=3, followers=number) for number in range(30))
    (folder / "busy.csv").write_text(HEAD + busy)
    code, out, err = answer(
        capfd, "busy.csv", "--people", "1", "--within", "1h", "--format", "json"
    )
    assert code == 0, err
    desk = json.loads(out)["staffing"]
    assert desk["answers_per_hour"] == 10
    assert desk["respond_within"] == 3600
    assert (desk["wanted"], desk["late"]) == (30, 10)
    (surge,) = desk["surges"]
    assert (surge["arrivals"], surge["backlog"], surge["late"]) == (30, 20, 10)
    assert sum(one["unanswered"] for one in desk["unanswered"]) == 10
    assert [one["percentile"] for one in desk["live"]] == [50, 95, 100]
    assert desk["live"][2]["erlang_c"] == {"waits": 1.0, "seconds": None, "gives_up": 0.0}
    code, out, _ = answer(capfd, "busy.csv", "--people", "2", "--share", "50")
    assert code == 0
    assert "ANSWERED BY 2 PEOPLE" in out
    assert "20 mentions an hour; 50 % of all want an answer within 2 h" in out
    assert max(map(len, out.splitlines())) <= 80
    code, out, _ = answer(capfd, "busy.csv", "--people", "1", "--within", "1h", "--format", "html")
    assert "What has to stay unanswered" in out


def test_what_parts_add_up_to_is_kept(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first = answer(capfd, "a.csv", "--parts", "kept", "--format", "json")
    (kept,) = (folder / "kept").iterdir()
    assert answer(capfd, "a.csv", "--parts", "kept", "--format", "json") == first
    whole = kept.read_bytes()
    (folder / "b.csv").write_text(HEAD + ROW.format(day=9, followers=1))
    answer(capfd, "b.csv", "--parts", "others", "--format", "json")
    (other,) = (folder / "others").iterdir()
    changed_bit = whole[:99] + bytes([whole[99] ^ 1]) + whole[100:]
    for content in (b"", whole[:-9], changed_bit, other.read_bytes(), b"pickle" * 99):
        kept.write_bytes(content)
        code, out, err = answer(capfd, "a.csv", "--parts", "kept", "--format", "json")
        assert (code, out) == first[:2]
        assert f"`kept/{kept.name}` is damaged, and is counted anew" in err
        assert kept.read_bytes() == whole
    os.utime("a.csv", (1, 1))
    changed = kept.stat().st_mtime_ns
    assert answer(capfd, "a.csv", "--parts", "kept", "--format", "json") == first
    assert kept.stat().st_mtime_ns == changed, "a file that is only touched is the same"
    with (folder / "a.csv").open("a") as file:
        file.write(ROW.format(day=9, followers=1))
    _, out, _ = answer(capfd, "a.csv", "--parts", "kept", "--format", "json")
    assert json.loads(out)["archive"]["rows"] == 7
    assert kept.stat().st_mtime_ns == changed
    code, _, err = answer(capfd, "a.csv", "--parts", "a.csv/x")
    assert code != 0
    assert "cannot be written" in err


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "What has to stay unanswered to keep the time"),
        ("de", "Was unbeantwortet bleiben muss, damit die Frist hält"),
    ],
)
def test_a_heading_is_written_as_its_language_writes_it(
    folder: Path, capfd: pytest.CaptureFixture[str], language: str, heading: str
) -> None:
    busy = "".join(ROW.format(day=3, followers=number) for number in range(30))
    (folder / "busy.csv").write_text(HEAD + busy)
    asked = ("busy.csv", "--people", "1", "--within", "1h", "--lang", language)
    for form, shown in (("text", heading.upper()), ("markdown", heading), ("html", heading)):
        code, out, err = answer(capfd, *asked, "--format", form)
        assert code == 0, err
        assert shown in out


def test_a_revision_is_never_writtenin_capitals() -> None:
    section = ReplaySection("Compared with main:x", keeps="main:x")
    assert in_capitals(section) == "COMPARED WITH main:x"


def test_years_that_cannot_be_meant_are_passed_over_in_each_kind_of_file(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    texts = ["1960-01-01", "1970-01-01", "1971-01-01", "2026-05-01", "2198-12-31", "2199-01-01"]
    named = [f"{text}T00:00:00+00:00" for text in texts]
    lines = [json.dumps({"detected_at": one, "mention": "spam"}) for one in named]
    (folder / "far.jsonl").write_text("\n".join(lines))
    for zone in ("UTC", None):
        kind = arrow.timestamp("us", tz=zone)
        cells = arrow.array([datetime.fromisoformat(one) for one in named], kind)
        parquet.write_table(
            arrow.table({"detected_at": cells, "mention": ["spam"] * len(named)}), "far.parquet"
        )
        for name in ("far.jsonl", "far.parquet"):
            code, out, _ = answer(capfd, name, "--format", "json")
            skipped = json.loads(out)["archive"]["skipped"]
            assert [(one["reason"], one["rows"]) for one in skipped] == [
                ("`detected_at` is outside the years 1971 to 2198", 3)
            ]
            assert code == 0


def test_shares_are_rounded_to_the_nearest_tenth(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [ROW.format(day=3, followers=10)] * 2000
    rows[0] = rows[0].replace(",10,", ",200000,")
    (folder / "many.csv").write_text(HEAD + "".join(rows))
    out = answer(capfd, "many.csv")[1]
    assert "< 0.1 %" in out
    assert "99.9 %" in out
    (folder / "many.csv").write_text(HEAD + "".join(rows[:3]))
    assert "66.7 %" in answer(capfd, "many.csv")[1]


def test_a_rule_of_too_many_alternatives_is_named(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pairs = "\n".join(
        f"        - any: [{{topics: [{one}]}}, {{author: {author}}}, {{mention: {mention}}}]"
        for one, author, mention in zip(
            ("safety", "data-leak", "legal-threat", "press", "service", "staff"),
            ("customer", "influencer", "journalist", "employee", "regulator", "anonymous"),
            ("praise", "question", "complaint", "claim", "threat", "spam"),
            strict=True,
        )
    )
    path = folder / "policies/decisions/severity-reach.yaml"
    rule = f"  - id: tangled\n    when:\n      all:\n{pairs}\n    then: sev3\n    because: A test\n"
    path.write_text(path.read_text().rstrip("\n") + "\n" + rule)
    assert "severity-reach/tangled" not in answer(capfd, "a.csv")[2]
    err = answer(capfd, "a.csv", "-v")[2]
    assert "`severity-reach/tangled` has too many alternatives" in err


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", r"240 mentions in \d+ s, [\d,]+ a minute, at most \d+ MB a process"),
        ("de", r"240 Erwähnungen in \d+ s, [\d.]+ je Minute, höchstens \d+ MB je Prozess"),
    ],
)
def test_how_fast_it_was_is_told_on_request(
    language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = str(ROOT / "archive" / "mentions-2026-autumn.csv")
    asked = ["replay", archive, "--policy", str(ROOT), "--lang", language]
    assert run([*asked, "-v"]) == 0
    assert re.search(said, capsys.readouterr().err)
    assert run(asked) == 0
    assert not re.search(said, capsys.readouterr().err)
