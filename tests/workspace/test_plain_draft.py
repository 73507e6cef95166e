"""Drafts checked without the models: to the same findings, or the slower way looks."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govcheck.cache.snapshot import Snapshot
from govcheck.load.file import Loaded, load_file
from govcheck.load.repository import load_repository
from govcheck.load.tree import FOLDERS, TreeEntry
from govcheck.model.post import Post
from govcheck.opening.opened import compile_as_read
from govcheck.report.findings import FORMATS, Report, render
from govcheck.tongue import LANGUAGES, tongue
from govcheck.workspace.draft_rules import draft_places, draft_rules
from govcheck.workspace.plain_draft import DraftPlaces, DraftRules, plain_draft, plain_drafts
from govcheck.workspace.posts import drafted
from govcheck.workspace.validate import FindingsAnswer

ROOT = Path(__file__).parents[2]
AT = 1_795_000_000
DAY = 86_400
POLICY = """\
{kind: organization, id: acme, format: 1, name: Acme, timezone: Europe/Berlin, languages: [en, de],
 severities: [{id: low, name: Low, means: Little}], size: startup}
---
{kind: training, id: media, name: Media, valid_for: 365d}
---
{kind: role, id: editor, name: Editor, permissions: [approve, publish], requires_training: [media]}
---
{kind: role, id: guest, name: Guest, permissions: []}
---
{kind: person, id: ana, name: Ana, roles: [editor],
 trainings: [{training: media, completed_on: 2026-06-01}]}
---
{kind: person, id: bo, name: Bo, roles: [editor],
 trainings: [{training: media, completed_on: 2026-10-01}]}
---
{kind: person, id: cy, name: Cy, roles: [guest]}
---
{kind: person, id: dee, name: Dee, roles: [editor], active: {until: 2026-12-01},
 trainings: [{training: media, completed_on: 2026-10-01}]}
---
{kind: team, id: care, name: Care, lead: ana, members: [{person: ana}]}
---
{kind: goal, id: trust, company_objective: Trust, social_goal: Trust, metric: Answers, target: 9,
 due: 2027-09-30, owner: ana}
---
{kind: calendar, id: tokyo, timezone: Asia/Tokyo, hours: {mon-fri: ["09:00-17:00"]}}
---
{kind: network, id: tiny, folds_at: 12, limits: [{field: text, at_most: 9, unit: graphemes,
 source: s, checked_on: 2026-11-01, disputed: [7]}, {field: title, at_most: 3, source: s,
 checked_on: 2026-11-01}, {field: alt_text, at_most: 4, source: s, checked_on: 2026-11-01},
 {field: media, at_most: 1, source: s, checked_on: 2026-11-01}]}
---
{kind: channel, id: help, network: x, handle: acme, owner: care, admins: [ana], languages: [de, en],
 standards: {hashtags: {at_most: 1}, alt_text: required, posts: {at_most: 1, per: day,
 hours: ["08:00-20:00"]}, approvals: {drafts: 1, by: ["role:editor"]},
 content: {allowed: [fit, seats], forbidden: [war, {pattern: "(?i)always"}]}}}
---
{kind: channel, id: small, network: tiny, handle: acme, owner: care, admins: [ana], languages: [en],
 standards: {calendar: tokyo, alt_text: recommended, posts: {at_most: 2, per: 2h,
 hours: "00:00-23:00"}, approvals: {drafts: 2, by: ["person:ana", "person:bo"]}}}
---
{kind: channel, id: sky, network: bluesky, handle: acme, owner: care, admins: [ana],
 languages: [en]}
---
{kind: channel, id: town, network: mastodon, handle: acme, owner: care, admins: [ana],
 languages: [en, pt], standards: {length: {at_most: 30}}}
"""
OTHERS = {
    "posts/one.md": "---\nkind: post\nid: one\nchannels: [help, small]\ndrafted_by: ana\n"
    "publish_at: 2026-12-01T10:00:00+01:00\n---\nHi\n",
    "posts/two.yaml": "{kind: post, id: two, channels: [small], drafted_by: bo, text: Hi,"
    ' publish_at: "2026-12-01T10:30:00+01:00"}',
    "posts/gone.yaml": "{kind: post, id: gone, channels: [help], drafted_by: ana, text: Hi,"
    ' status: withdrawn, publish_at: "2026-12-02T10:30:00+01:00"}',
}

usual = {
    "id": st.sampled_from(["a", "a", "a", "one", "gone"]),
    "title": st.sampled_from(["Fit", "A title"]),
    "channels": st.lists(st.sampled_from(["help", "small", "sky", "town"]), min_size=1, max_size=2),
    "publish_at": st.sampled_from(
        [f"2026-12-0{day}T{hour}:00+01:00" for day in (1, 2) for hour in ("07:59", "09:00")]
    ),
    "drafted_by": st.sampled_from(["ana", "bo", "bo", "bo", "cy", "dee"]),
    "language": st.sampled_from(["en", "de", "pt-BR"]),
    "media": st.lists(
        st.fixed_dictionaries(
            {"file": st.just("a.jpg")},
            optional={
                "kind": st.sampled_from(["image", "audio"]),
                "alt": st.sampled_from(["", "Abc", "Seat and belt"]),
            },
        ),
        max_size=2,
    ),
    "topics": st.lists(st.sampled_from(["fit", "seats", "war"]), max_size=2),
    "disclosure": st.sampled_from(["none", "none", "employee", "paid"]),
    "goal": st.sampled_from(["trust", "none"]),
    "share": st.sampled_from(["advocates", ["representatives"], []]),
    "texts": st.dictionaries(
        st.sampled_from(["help", "small"]), st.sampled_from(["Hi", "Werbung: Hi #a #b"]), max_size=1
    ),
    "status": st.sampled_from(["draft", "approved", "published", "withdrawn"]),
    "approved_by": st.lists(st.sampled_from(["ana", "bo", "cy"]), max_size=2),
    "x-more": st.just([1]),
}
needed = {name: usual[name] for name in ("id", "channels", "drafted_by")}
common = st.fixed_dictionaries(
    {"kind": st.just("post"), **needed},
    optional={name: one for name, one in usual.items() if name not in needed},
)
odd_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=4),
    st.sampled_from(["2026-12-01", "no", "~", "nobody", "Ana", "person:ana", "posts", "a b"]),
)
odd = st.builds(
    lambda document, key, value: {**document, key: value},
    common,
    st.sampled_from([*usual, "kind", "text", "more", "x-"]),
    odd_values
    | st.lists(odd_values, max_size=2)
    | st.dictionaries(st.sampled_from(["file", "alt", "x-a", "help"]), odd_values, max_size=2),
)
WORDS = (
    "Hi", "Werbung:", "Ad", "always", "#seat", "#b", "https://a.example/x", "a.de", "👍", "e\u0301",
    "\r\n", "\n", "---", "...", "# govcheck: ignore[POST001] x", "@ana@b.example", "漢字", "\x00",
)  # fmt: skip
bodies = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=5).map(" ".join)


class Files:
    """A tree of a few files."""

    root, revision = "/nowhere", None

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    def entries(self) -> list[TreeEntry]:
        return [TreeEntry(path, "file", len(text)) for path, text in sorted(self.files.items())]

    def read(self, path: str) -> bytes:
        return self.files[path].encode()

    def exists(self, path: str) -> bool:
        return path in self.files


TREE = Files({"policies/all.yaml": POLICY, **OTHERS})
kept = cache(load_file)


@cache
def base() -> tuple[DraftRules, DraftPlaces]:
    repository = load_repository(TREE, load=kept)
    assert repository.findings == ()
    rules = draft_rules(repository, compile_as_read(repository)[0])
    assert rules is not None
    return rules, draft_places(repository)


def written(document: object, body: str) -> bytes:
    """The post in Markdown, each field on a line of its own."""
    assert isinstance(document, dict)
    lines = [f"{key}: {flow(value)}" for key, value in document.items()]
    return "\n".join(["---", *lines, "---", body]).encode("utf-8", "surrogatepass")


def flow(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return json.dumps(value, ensure_ascii=False)


def looked_at(files: Sequence[tuple[str, bytes]], at: int) -> tuple[bool, FindingsAnswer]:
    """Whether the drafts are plain, and what the slower way finds, which then is the same."""
    rules, places = base()
    fast = plain_drafts(rules, files, Snapshot(TREE, FOLDERS), lambda: places)
    slow = drafted(TREE, files, {}, {}, kept).judged(at)
    if fast is not None:
        found = fast.judged(at)
        assert repr(found.findings) == repr(slow.findings)
        assert found.documents == slow.documents
        assert said(found) == said(slow)
    for path, content in files:
        draft = plain_draft(path, content)
        if draft is not None:
            (read,) = alone(kept(path, content))
            assert (repr(draft.post), draft.post.place()) == (repr(read), read.place())
    return fast is not None, slow


def said(found: FindingsAnswer) -> list[str]:
    """What is printed, in every format and both languages."""
    report = Report(found.findings, found.sources, found.documents)
    return [
        render(report._replace(tongue=tongue(language)), form)
        for form in FORMATS
        for language in LANGUAGES
    ]


def alone(loaded: Loaded) -> list[Post]:
    assert not loaded.findings
    return [one for one in loaded.documents if isinstance(one, Post)]


paths = st.sampled_from(["posts/a.md", "posts/a.md", "/elsewhere/a.md", "posts/one.md"])
days = st.sampled_from([AT, AT, AT + 200 * DAY, AT - 400 * DAY])


@settings(max_examples=150, deadline=None)
@given(common, st.sampled_from(["Hi", "Ad: Hi", "Hi #a #b", "always", ""]), paths, days)
def test_usual_drafts_are_plain_unless_a_name_is_wrong_or_taken(
    document: object, body: str, path: str, at: int
) -> None:
    assert isinstance(document, dict)
    assume(document["id"] == path.rpartition("/")[2][:-3] or document["id"] == "a")
    plain, slow = looked_at([(path, written(document, body))], at)
    others = {one.span.path for one in slow.findings} - {path}
    assert plain or others or any(not one.code.startswith("POST") for one in slow.findings)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(paths, common | odd, bodies), min_size=1, max_size=2), days)
def test_whatever_is_plain_has_the_same_findings(
    drafts: list[tuple[str, object, str]], at: int
) -> None:
    try:
        files = [(path, written(document, body)) for path, document, body in drafts]
    except UnicodeEncodeError:
        assume(False)
    looked_at(files, at)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=9).map("\n".join), paths)
def test_hostile_files_are_left_to_the_slower_way(text: str, path: str) -> None:
    looked_at([(path, text.encode("utf-8", "surrogatepass"))], AT)


@pytest.mark.parametrize(
    "change",
    [
        ("text", "...\nkind: post"), ("---\nHi", "--- \nHi\n---\n"), ("---\nHi", "---"),
        ("kind: post", "kind: post\nkind: post"), ("kind: post", "kind: post # a comment"),
        ("channels", "'channels'"), ("[help]", "\n- help"), ("[help]", "&a [help]"), ("\n", "\r\n"),
    ],
)  # fmt: skip
def test_other_ways_to_write_it(change: tuple[str, str]) -> None:
    text = "---\nkind: post\nid: a\nchannels: [help]\ndrafted_by: bo\n---\nHi\n".replace(*change)
    looked_at([("posts/a.md", text.encode()), ("posts/b.yaml", text.encode())], AT)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "no findings in 1 document\n"), ("fr", "1 error in 1 document\n")],
)
def test_a_plain_draft_needs_no_pydantic(tmp_path: Path, language: str, said: str) -> None:
    text = (ROOT / "posts" / "2026-12-01-winter-fit.md").read_text(encoding="utf-8")
    text = text.replace("language: en", f"language: {language}").replace(", x-global]", "]")
    text = re.sub("texts: .*\n", "", text).replace("17:30", "17:10")
    program = (
        "import sys; from govcheck.cli.drafts import plain_post;"
        f"plain_post(['{tmp_path}/a.md', '--policy', '{ROOT}', '--at', '2026-11-20T00:00:00Z'])();"
        "print(sorted({'pydantic', 'ruamel', 'regex', 'click'} & {*sys.modules}))"
    )
    found = []
    for number in range(2):
        ours = text.replace("id: winter-fit", "id: another").replace("#winter", f"#winter{number}")
        (tmp_path / "a.md").write_text(ours, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            text=True,
            env={"GOVCHECK_CACHE_DIR": str(tmp_path / "cache"), "PATH": ""},
        )
        *findings, modules = done.stdout.splitlines()
        found.append((findings, "ruamel" in modules, done.stderr))
    assert [one[1:] for one in found] == [(True, said), (False, said)]
    assert found[0][0] == found[1][0]
    assert modules == "[]"
