"""`govcheck post`: places in front matter and body, tables, and the calendar."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from govcheck.cli.main import run
from govcheck.load.file import load_file
from govcheck.model.post import Post

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"
AT = "2026-11-29T10:00:00Z"

DRAFT = """---
kind: post
id: draft
channels: [xiaohongshu-apac]
publish_at: 2026-12-08T10:00:00+08:00
drafted_by: mei
language: zh
---

冬天乘车。
我们的座椅最安全。
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("policies", "posts", "incidents", "schemas", "templates", "scenarios"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in (tmp_path / "posts").iterdir():
        if file.name > "2026-12-07":  # one week is enough to see what is shown
            file.unlink()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    run(["post", *arguments, "--at", AT, "--format", "json"])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["findings"]
    return found


def test_a_post_in_markdown_has_its_body_as_its_text() -> None:
    loaded = load_file("posts/draft.md", DRAFT.encode())
    assert loaded.findings == ()
    (post,) = loaded.documents
    assert isinstance(post, Post)
    assert post.text == "冬天乘车。\n我们的座椅最安全。"


def test_what_is_forbidden_is_shown_in_the_body(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "draft.md").write_text(DRAFT, encoding="utf-8")
    (found,) = findings(capsys, "draft.md")
    assert found["code"] == "POST012"
    assert (found["line"], found["column"], found["end_column"]) == (11, 6, 9)


def test_what_is_forbidden_is_found_in_the_title_and_alt_texts_too(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = "title: 最安全\nmedia: [{file: a.png, alt: 很最安全}]\n---\n\n冬"
    draft = DRAFT.replace("最安全", "很好").replace("---\n\n冬", more)
    (repository / "draft.md").write_text(draft, encoding="utf-8")
    found = findings(capsys, "draft.md")
    assert [(one["code"], one["line"]) for one in found] == [("POST012", 8), ("POST012", 9)]


def test_a_fault_of_the_front_matter_has_its_place(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "draft.md").write_text(DRAFT.replace("drafted_by", "draftedby"), encoding="utf-8")
    found = findings(capsys, "draft.md")
    assert {(one["code"], one["line"]) for one in found} >= {("DOC002", 6)}


@pytest.mark.parametrize("text", ["No front matter", "---\nkind: post\nid: endless\n", ""])
def test_a_file_without_front_matter_is_a_finding(text: str) -> None:
    (found,) = load_file("posts/a.md", text.encode()).findings
    assert found.code == "DOC013"


def test_readmes_beside_posts_are_no_posts(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "posts/README.md").write_text("What stands here")
    assert run(["validate", "--no-prove", "--at", AT]) == 0


def test_validate_checks_all_posts(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "posts/draft.md").write_text(DRAFT, encoding="utf-8")
    assert run(["validate", "--no-prove", "--at", AT, "--format", "concise"]) == 1
    assert "posts/draft.md:11:6: error[POST012]" in capsys.readouterr().out


def test_the_drafter_never_approves(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = repository / "posts/2026-12-01-winter-fit.md"
    file.write_text(file.read_text().replace("approved_by: [eva]", "approved_by: [ben]"))
    (found,) = findings(capsys, str(file))
    assert found["code"] == "POST016"
    assert "`ben` cannot give one" in found["message"]


@pytest.mark.parametrize(
    ("label", "codes"),
    [("Werbung: ", []), ("Anzeige | ", []), ("", ["POST013"]), ("Bewerbung: ", ["POST013"])],
)
def test_german_posts_that_were_paid_for_say_so_in_front(
    repository: Path, capsys: pytest.CaptureFixture[str], label: str, codes: list[str]
) -> None:
    file = repository / "posts/2026-12-02-familie-unterwegs.md"
    file.write_text(file.read_text().replace("Werbung: ", label), encoding="utf-8")
    assert [one["code"] for one in findings(capsys, str(file))] == codes


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_an_export_of_excel_in_german_is_read(
    repository: Path, capsys: pytest.CaptureFixture[str], bom: bytes
) -> None:
    content = (DATA / "content-calendar-de.csv").read_bytes().removeprefix(b"\xef\xbb\xbf")
    (repository / "plan.csv").write_bytes(bom + content)
    (found,) = findings(capsys, "plan.csv", "--default", "drafted_by=ana")
    assert (found["code"], found["line"]) == ("POST016", 2)


@pytest.mark.parametrize(
    ("name", "at_once"),
    [("hootsuite-bulk.csv", {"POST019"}), ("socialplanner-bulk.csv", set[str]())],
)
def test_exports_of_schedulers_are_read(
    repository: Path, capsys: pytest.CaptureFixture[str], name: str, at_once: set[str]
) -> None:
    constants = ("--default", "drafted_by=ana", "--default", "channels=x")
    found = findings(capsys, str(DATA / name), *constants)
    assert {one["code"] for one in found} - {"POST006"} == at_once


def test_columns_are_named(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "Wer;Was;Wo\nana;" + "中" * 141 + ";x-global\n"
    (repository / "plan.csv").write_text(rows, encoding="utf-8")
    pairs = ("text=Was", "channels=Wo", "drafted_by=Wer")
    options = [part for pair in pairs for part in ("--column", pair)]
    codes = [one["code"] for one in findings(capsys, "plan.csv", *options)]
    assert codes == ["POST001", "POST005"]
    (found,) = findings(capsys, "plan.csv", "--column", "text=Wass")
    assert (found["code"], found["message"]) == ("DOC014", "the table has no column `Wass`")


def test_half_of_a_text_is_never_checked(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, options = repository / "plan.csv", ("--default", "drafted_by=ana")
    cut = "text;channels\nOne;x-global\nA sale; today;x-global\nTwo;x-global;;\n"
    file.write_text(cut + "中" * 141 + ";x-global\n", encoding="utf-8")
    told = [
        (one["code"], one["line"], one["column"]) for one in findings(capsys, "plan.csv", *options)
    ]
    assert told == [("DOC014", 3, 15), ("POST001", 5, 1), ("POST005", 5, 1)]
    file.write_text("Beitrag;text;channels\nOne;Two;x-global\n")
    (found,) = findings(capsys, "plan.csv", *options)
    assert (found["message"], found["column"], found["end_column"]) == (
        "several columns of the table may be the text", 1, 13
    )  # fmt: skip
    assert findings(capsys, "plan.csv", "--column", "text=Beitrag", *options) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_tables_are_read_as_excel_writes_them(
    repository: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    rows = "text\tchannels\r\n" + "ü" * 281 + "\tx-global\r\n"
    (repository / "plan.csv").write_bytes(rows.encode(encoding))
    found = findings(capsys, "plan.csv", "--default", "drafted_by=ana")
    assert [one["message"].partition(";")[0] for one in found if one["code"] == "POST001"] == [
        "the text of post `row-2` has 281 weighted characters"
    ]


@pytest.mark.parametrize("text", ["", '"', 'a;"b"c\n', ";;;\n", "\x00", "text\n\n\n", "a\r\rb"])
def test_hostile_tables_are_findings_and_no_bug(repository: Path, text: str) -> None:
    (repository / "plan.csv").write_text(text, newline="")
    assert run(["post", "plan.csv", "--at", AT]) in (0, 1)


def calendar(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["post", *arguments, "--at", AT, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_calendar_leaves_out_what_is_withdrawn(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = calendar(capsys)["posts"]
    assert [(one["post"], one["channel"]) for one in posts] == [
        ("winter-fit", "instagram-global"),
        ("winter-fit", "x-global"),
        ("familie-unterwegs", "facebook-dach"),
        ("viaje", "instagram-global"),
        ("safety-results", "linkedin-corporate"),
        ("dongji", "xiaohongshu-apac"),
    ]
    assert posts[2]["approvals"] == {"needed": 1, "approved_by": [], "could_still": ["eva"]}
    bounded = calendar(capsys, "--from", "2026-12-02", "--until", "2026-12-03")["posts"]
    assert [one["post"] for one in bounded] == ["familie-unterwegs"]


def test_an_incident_stops_posts(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = calendar(capsys, "--during", "incidents/airbag-video.yaml")
    assert len(found["posts"]) == 6
    assert {tuple(one["paused_by"]) for one in found["posts"]} == {("product-safety/pause",)}
    file = repository / "policies/playbooks/product-safety.yaml"
    file.write_text(file.read_text().replace("pauses: all", "pauses: channel"))
    unknown = calendar(capsys, "--during", "incidents/airbag-video.yaml")
    assert len(unknown["posts"]) == 6, "where the channel is not known every channel is meant"
    incident = repository / "incidents/airbag-video.yaml"
    stated = incident.read_text().replace("  topics:", "  channel: x-global\n  topics:")
    incident.write_text(stated)
    (one,) = calendar(capsys, "--during", "incidents/airbag-video.yaml")["posts"]
    assert (one["post"], one["channel"]) == ("winter-fit", "x-global")
    file.write_text(file.read_text().replace("pauses: channel", "pauses: topics"))
    for file in (repository / "posts").iterdir():
        if "topics:" not in file.read_text():
            file.write_text(file.read_text().replace("language:", "topics: [travel]\nlanguage:"))
    assert calendar(capsys, "--during", "incidents/airbag-video.yaml")["posts"] == []
    post = repository / "posts/2026-12-05-dongji.yaml"
    post.write_text(post.read_text().replace("topics: [travel]", "topics: [safety]"))
    (one,) = calendar(capsys, "--during", "incidents/airbag-video.yaml")["posts"]
    assert one["post"] == "dongji"


def test_a_post_that_states_no_topics_is_looked_at_where_topics_are_stopped(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = repository / "policies/playbooks/product-safety.yaml"
    file.write_text(file.read_text().replace("pauses: all", "pauses: topics"))
    during = ("--during", "incidents/airbag-video.yaml")
    unclear = calendar(capsys, *during)
    assert [(one["post"], one["paused_by"]) for one in unclear["posts"]] == [
        ("familie-unterwegs", []),
        ("dongji", []),
    ]
    assert [one["action"] for one in unclear["pauses"]] == ["product-safety/pause"]
    assert run(["post", *during, "--at", AT]) == 0
    text = capsys.readouterr().out
    assert text.startswith("2 posts state no topics: look whether they have to be paused. ")
    assert "no post has to be paused" not in text
    post = repository / "posts/2026-12-05-dongji.yaml"
    post.write_text(post.read_text() + "topics: [safety]\n")
    found = calendar(capsys, *during)["posts"]
    assert [one["paused_by"] for one in found] == [[], ["product-safety/pause"]]
    assert run(["post", *during, "--at", AT]) == 0
    text = capsys.readouterr().out
    assert text.startswith("1 post has to be paused. ")
    assert text.count("topics not stated: look at it\n") == 1


def test_whoever_stops_the_posts_is_named_once(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    during = ("--during", "incidents/airbag-video.yaml")
    assert calendar(capsys, *during)["pauses"] == [
        {
            "action": "product-safety/pause",
            "owed_by": ["person:mei"],
            "due": "2026-11-14T22:50:00+01:00",
        }
    ]
    assert "pauses" not in calendar(capsys)
    assert run(["post", *during, "--at", AT]) == 0
    text = capsys.readouterr().out
    assert "Pause every scheduled post: Mei Tan, by Sat 14 Nov 2026 22:50 at the latest\n" in text
    assert text.count("Pause every scheduled post") == 1
    file = repository / "policies/playbooks/product-safety.yaml"
    more = "do: Stop what is about safety, owed_by: person:ben, within: 5m, pauses: topics}"
    file.write_text(
        file.read_text().replace("actions:\n", f"actions:\n  - {{id: also, {more}\n", 1)
    )
    post = repository / "posts/2026-12-05-dongji.yaml"
    post.write_text(post.read_text() + "topics: [safety]\n")
    assert run(["post", *during, "--at", AT]) == 0
    text = capsys.readouterr().out
    assert text.count("stopped by: Pause every scheduled post\n") == 5
    assert text.count("stopped by: Stop what is about safety and Pause every scheduled post\n") == 1


def test_posts_without_a_time_and_far_ones_are_to_be_paused(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stated = (repository / "posts/2026-12-05-dongji.yaml").read_text()
    line = next(one for one in stated.splitlines() if one.startswith("publish_at"))
    for name, other in (("far", "publish_at: 2027-11-05T10:00:00+08:00"), ("undated", "")):
        changed = stated.replace(line, other).replace("id: dongji", f"id: {name}")
        (repository / f"posts/{name}.yaml").write_text(changed)
    during = ("--during", "incidents/airbag-video.yaml")
    names = [one["post"] for one in calendar(capsys, *during)["posts"]]
    assert names[-2:] == ["far", "undated"]
    until = calendar(capsys, *during, "--until", "2026-12-31T00:00:00Z")["posts"]
    assert not {"far", "undated"} & {one["post"] for one in until}
    assert [one["post"] for one in calendar(capsys)["posts"]][-2:] == ["dongji", "undated"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.md", DRAFT.replace("最安全", "\x1b[2J")),
        ("a.yaml", DRAFT.split("---")[1] + 'text: "a\\x00"\n'),
        ("a.csv", "text,channels,drafted_by\na\x00b,xiaohongshu-apac,mei\n"),
    ],
)
def test_control_characters_are_found_wherever_a_post_stands(
    repository: Path, capsys: pytest.CaptureFixture[str], file: str, text: str
) -> None:
    (repository / file).write_text(text, encoding="utf-8")
    (found,) = findings(capsys, file)
    assert found["code"] == "DOC005"
    assert found["message"].endswith(" holds a control character")


@pytest.mark.parametrize(
    "moment", ["11/16/2026 9:30 AM", "16.11.2026 09:30:00", "11/16/2026 09:30:00", "16.11.26 9:30"]
)
def test_times_are_read_as_spreadsheets_write_them(
    repository: Path, capsys: pytest.CaptureFixture[str], moment: str
) -> None:
    (repository / "a.csv").write_text(
        f"text,channels,drafted_by,publish_at\nHi,x-global,ben,{moment}\n"
    )
    assert findings(capsys, "a.csv") == []


def test_what_a_table_lacks_can_be_said_on_the_command_line(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "a.csv").write_text("11/16/2026 09:30,Hello,\n")
    found = findings(capsys, "a.csv")
    assert [one["message"] for one in found] == [
        "a post has no `channels`",
        "a post has no `drafted_by`",
    ]
    assert all("`--default FIELD=VALUE`" in one["help"] for one in found)


def test_a_table_with_a_heading_alone_is_empty(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "a.csv").write_text("text,channels,drafted_by\n")
    assert [one["message"] for one in findings(capsys, "a.csv")] == ["the table is empty"]


def test_what_is_over_a_disputed_limit_is_taken_out_down_to_the_least(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "policies/networks.yaml").write_text(
        "kind: network\nid: x\nname: X\nlimits:\n  - {field: text, at_most: 500, unit: code-points,"
        " source: https://x.example, checked_on: 2026-11-01, disputed: 300}\n"
    )
    (repository / "a.csv").write_text(f"text,channels,drafted_by\n{'a' * 310},x-global,ben\n")
    (found,) = [one for one in findings(capsys, "a.csv") if one["code"] == "POST002"]
    assert found["help"].startswith("take out 10, or ")


@pytest.mark.parametrize(
    ("more", "body", "codes"),
    [
        ("", "", ["POST017"]),
        ("title: Coats\n", "", ["POST017"]),  # neither network has one
        ("texts: {x-global: Hi}\n", "", ["POST017"]),  # nothing for the other
        ("texts: {x-global: ' '}\n", "Hi", ["POST017"]),
        ("", "\u200b\u2060\u3164\u2800\ufeff", ["POST017"]),  # nothing that anybody sees
        ("", "\u2764\ufe0f", []),
        ('media: [{file: a.png, alt: "\\u200b"}]\n', "Hi", ["POST006"]),
        ("texts: {x-global: Hi, instagram-global: Hi}\n", "", []),
        ("media: [{file: a.png, alt: A seat}]\n", "", []),
        ("status: withdrawn\n", "", []),
        ("texts: {linkedin-corporate: Hello}\n", "Hi", ["POST018"]),
        ("texts: {linkedin-corporate: Hello}\n", "", ["POST017", "POST018"]),
        ("texts: {linkedin-corp: Hello}\n", "Hi", ["REF001"]),
    ],
)
def test_a_post_says_something_on_each_of_its_channels_and_on_no_other(
    repository: Path, capsys: pytest.CaptureFixture[str], more: str, body: str, codes: list[str]
) -> None:
    front = "kind: post\nid: a\nchannels: [x-global, instagram-global]\ndrafted_by: ben\n"
    (repository / "a.md").write_text(f"---\n{front}{more}---\n\n{body}\n")
    assert sorted(one["code"] for one in findings(capsys, "a.md")) == codes


def test_a_row_of_a_table_without_a_text_says_nothing(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "a.csv").write_text("text,channels,drafted_by\nHi,x-global,ben\n,x-global,ben\n")
    (found,) = findings(capsys, "a.csv")
    assert (found["code"], found["line"]) == ("POST017", 3)


@pytest.mark.parametrize(("until", "codes"), [("2026-12-06", ["POST014"]), ("2026-12-10", [])])
def test_what_a_drafter_lacks_after_the_post_is_out_is_nothing(
    repository: Path, capsys: pytest.CaptureFixture[str], until: str, codes: list[str]
) -> None:
    file = next(
        one for one in (repository / "policies").rglob("*.yaml") if "id: mei\n" in one.read_text()
    )
    person = file.read_text()
    at = person.index("id: mei\n")
    file.write_text(person[:at] + f"id: mei\nactive: {{until: {until}}}\n" + person[at + 8 :])
    draft = DRAFT.replace("最安全", "很好")
    (repository / "draft.md").write_text(draft, encoding="utf-8")
    run(["post", "draft.md", "--at", "2026-12-20T00:00:00Z", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["code"] for one in found] == codes


def test_advocates_are_asked_to_share(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shared = {
        name: [(one["post"], one["channel"]) for one in calendar(capsys, "--share", name)["posts"]]
        for name in ("ines", "yusuf", "nadia", "ben")
    }
    assert shared == {
        "ines": [("winter-fit", "instagram-global")],
        "yusuf": [("winter-fit", "x-global")],
        "nadia": [],  # her channels have posts, which nobody asks her to share
        "ben": [],
    }


def test_the_shipped_month_has_all_channels_and_languages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    posts = calendar(capsys, "--until", "2027-01-01T00:00:00+01:00")["posts"]
    channels = {file.stem for file in (ROOT / "policies/channels").iterdir()}
    assert {one["channel"] for one in posts} == channels
    assert {one["language"] for one in posts} == {"en", "de", "es", "zh"}
    files = [file.read_text(encoding="utf-8") for file in (ROOT / "posts").iterdir()]
    assert sum("disclosure: paid" in one for one in files) == 2
    assert sum("status: withdrawn" in one for one in files) == 1


@pytest.mark.parametrize("form", ["text", "csv", "ics", "markdown"])
def test_the_calendar_is_written_in_every_form(
    repository: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    capsys.readouterr()
    assert run(["post", "--at", AT, "--format", form]) == 0
    text = capsys.readouterr().out
    called = "instagram-global" if form in ("csv", "ics") else "larkling (Instagram)"
    assert text.count(called) >= 2
    assert "seat-challenge" not in text


def test_unknown_names_are_refused(repository: Path) -> None:
    assert run(["post", "--channel", "instagram-globl"]) == 2
    assert run(["post", "--share", "lenna"]) == 2
    assert run(["post", "nowhere.md"]) == 2
    assert run(["post", "posts/2026-12-01-winter-fit.md", "--during", "x"]) == 2


def test_a_post_without_a_kind_is_told_what_it_is() -> None:
    found = load_file("posts/a.md", b"---\nchannel: x-global\n---\nHello\n").findings
    assert [one.help for one in found] == [
        "begin with `kind: post`; its channels, drafter and texts go below it"
    ]
