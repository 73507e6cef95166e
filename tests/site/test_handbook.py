"""The handbook says what the policy says, links to it, and lets nothing through."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

import pytest

from govcheck.duty.roster import NOBODY
from govcheck.scaffold.plan import SIZES, plan
from govcheck.scaffold.write import write
from govcheck.site.build import build
from govcheck.site.links import PAGE_OF
from govcheck.site.reading import SiteRequest
from govcheck.site.shifts import Shifts
from govcheck.time.clock import parse_instant
from tests.site.conftest import AT, ROOT, OpenedPolicy, opened


class Page(HTMLParser):
    """The links, ids and scripts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)
            if name.startswith("on") or name == "style":
                self.faults.append(f"{tag} {name}")
        if tag == "style" or (tag == "script" and not found.get("src")):
            self.faults.append(f"inline {tag}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def pages(files: dict[str, str]) -> dict[str, Page]:
    return {path: Page(text) for path, text in files.items() if path.endswith(".html")}


def test_every_link_leads_somewhere(handbook: dict[str, str]) -> None:
    found = pages(handbook)
    for path, page in found.items():
        for link in page.links:
            if link.startswith(("http", "tel:", "mailto:")):
                continue
            target, _, anchor = unquote(link).partition("#")
            place = normpath(str(PurePosixPath(path).parent / target)) if target else path
            assert place in handbook, f"{path}: {link}"
            if anchor:
                assert anchor in found[place].ids, f"{path}: {link}"


def test_ids_are_unique(handbook: dict[str, str]) -> None:
    for path, page in pages(handbook).items():
        assert len(page.ids) == len(set(page.ids)), path


def test_nothing_runs_inline(handbook: dict[str, str]) -> None:
    for path, page in pages(handbook).items():
        assert page.faults == [], path
        assert "Content-Security-Policy" in handbook[path], path
        assert "unsafe-inline" not in handbook[path]
        assert "unsafe-eval" not in handbook[path].replace("wasm-unsafe-eval", "")


def test_every_document_stands_on_its_page(policy: OpenedPolicy, handbook: dict[str, str]) -> None:
    found = pages(handbook)
    for folder in ("", "de/"):
        for document in policy.repository.policy.documents:
            if document.kind_name in PAGE_OF:
                page = found[f"{folder}{PAGE_OF[document.kind_name]}.html"]
                assert f"{document.kind_name}-{document.name_in_kind}" in page.ids, document.ref


def test_statements_lead_to_their_line(handbook: dict[str, str]) -> None:
    line = next(
        number
        for number, text in enumerate(
            (ROOT / "policies/councils/social-council.yaml").read_text().splitlines(), start=1
        )
        if text.startswith("quorum:")
    )
    assert (
        f'href="source/policies/councils/social-council.yaml.html#L{line}"'
        in handbook["council.html"]
    )
    source = handbook["source/policies/councils/social-council.yaml.html"]
    assert f'<li id="L{line}"><code>quorum: 5' in source


def test_statements_lead_elsewhere(policy: OpenedPolicy) -> None:
    address = "https://git.example/p/blob/{revision}/{path}#L{line}"
    files = build(*policy, SiteRequest(AT, "en", source=address))
    revision = policy.stamp.revision or "HEAD"
    council = files["council.html"].decode()
    assert (
        f"https://git.example/p/blob/{revision}/policies/councils/social-council.yaml#L" in council
    )
    assert not [path for path in files if path.startswith("source/")]


def test_pages_are_in_their_language(handbook: dict[str, str]) -> None:
    assert '<html lang="en">' in handbook["index.html"]
    assert '<html lang="de">' in handbook["de/index.html"]
    assert "Rat" in handbook["de/council.html"]


@pytest.mark.parametrize(
    ("page", "said", "not_said"),
    [
        ("accepted", "hingenommen von Vorsitz", "chair"),
        ("escalations", "Telefon, Chat", "phone"),
        ("escalations", "Chat, E-Mail", "email"),
        ("escalations", "nicht (innerhalb von Bürozeiten in Berlin)",
         "office berlin"),
        ("severities", "mindestens die Hälfte", "half"),
        ("glossary", "eine Minderheit, die Hälfte", "minority"),
        ("people", "Bürozeiten in Berlin", "office"),
        ("people", "Sicherheit der Kanäle", "channel security"),
        ("people", "Deutsch, Englisch", "de, en"),
        ("channels", "Community-Zeiten", "community hours"),
        ("playbooks", "in den Zeiten Bürozeiten in Berlin", "office berlin"),
        ("duty", "Mo - Fr: 09:00-12:30", "mon-fri"),
        ("speakers", "über Service, Lieferung", "service, delivery"),
        ("speakers", "Vertrieb", "Sales"),
        ("organization", "CRM-Segmentierung", "Crm segmentation"),
        ("organization", "Darf veröffentlichen", "publish"),
        ("goals", "gilt 365 Tage", "nach 365 Tage"),
        ("council", "für: senkt eine Stufe, verlängert eine Frist", "lowers-severity"),
        ("escalations", "Nur wenn Stufe 1:", "Stufe Stufe"),
        ("escalations", "nur wenn Ablaufpläne Datenleck ODER", "(("),
    ],
)  # fmt: skip
def test_what_has_a_name_is_called_by_it(
    handbook: dict[str, str], page: str, said: str, not_said: str
) -> None:
    text = " ".join(" ".join(Page(handbook[f"de/{page}.html"]).text).split())
    assert said in text
    assert not re.search(rf"(?<!\w){re.escape(not_said)}(?!\w)", text)


def test_where_somebody_should_be_on_duty_nobody_is_not_said_to_be_meant(
    policy: OpenedPolicy,
) -> None:
    """The rota of the executives ends, as if nobody had planned the next one."""
    at, end, until = map(
        parse_instant,
        ("2028-12-30T08:00:00+01:00", "2029-01-01T00:00:00+01:00", "2029-01-08T08:00:00+01:00"),
    )
    shifts = Shifts(policy.program, at, until)
    assert shifts.known("executive-duty")[-1] == (end, until, NOBODY)
    assert NOBODY not in [who for _, _, who in shifts.known("support-desk")]


def test_the_mark_of_a_source_stands_beside_what_it_is_of(handbook: dict[str, str]) -> None:
    apart = [
        path
        for path, text in handbook.items()
        if path.endswith(".html") and re.search(r'[ \n]<a class="src"', text)
    ]
    assert apart == []


def test_how_often_something_goes_out_is_said_in_words(handbook: dict[str, str]) -> None:
    assert "2 am Tag" in " ".join(Page(handbook["de/channels.html"]).text)
    assert "4 a week" in " ".join(Page(handbook["channels.html"]).text)


def test_nobody_can_be_reached_without_contacts(
    policy: OpenedPolicy, handbook: dict[str, str]
) -> None:
    for person in policy.repository.policy.people:
        for address in [*(one.address for one in person.contacts), person.email, person.github]:
            for path, text in handbook.items():
                if address and not path.startswith("source/policies/waivers"):
                    assert address not in text, f"{path}: {address}"
    assert "tel:" not in "".join(handbook.values())


def test_contacts_can_be_called(policy: OpenedPolicy) -> None:
    files = build(*policy, SiteRequest(AT, "en", contacts=True))
    assert 'href="tel:+6555500103"' in files["people.html"].decode()
    assert 'href="tel:+6555500103"' in files["wallet.html"].decode()


def test_what_is_searched_for_is_found(handbook: dict[str, str]) -> None:
    script = handbook["words.js"]
    entries = json.loads(script.removeprefix("globalThis.govcheckWords = ").removesuffix(";\n"))
    assert any(one[:2] == ["Social media council", "council"] for one in entries)
    assert any(one[:2] == ["Severity", "word"] for one in entries)
    listed = handbook["search.html"].partition('id="results"')[2].partition("</ul>")[0]
    rows = re.findall(r'<li><a href="([^"]+)">(.*?)</a>', listed)
    assert len(rows) == len(entries)
    assert "council.html#council-social-council" in {href for href, _ in rows}
    (lead,) = (one for one in entries if one[:2] == ["Social media", "team"])
    assert "Ana Keller" in lead[2]  # a team is found by the names of its people


def test_markup_and_hidden_characters_are_only_shown(hostile: dict[str, str]) -> None:
    for path, text in hostile.items():
        if path.endswith(".html"):
            assert "<script>alert" not in text, path
            assert "&lt;a href" not in text, path
            assert Page(text).faults == [], path
        assert "\u202e" not in text, path
        if path.endswith((".js", ".json")) and "/" not in path.removeprefix("de/"):
            assert "</script" not in text, path
    for name in ("index", "duty", "organization", "council", "agenda", "search", "glossary",
                 "channels", "goals", "speakers", "accepted"):  # fmt: skip
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in hostile[f"{name}.html"], name
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in hostile["people.html"]
    assert "\\u202eevil" in hostile["people.html"]
    assert "A" * 200 in hostile["goals.html"]


def test_the_same_policy_makes_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "govcheck", "site", str(out), "--no-engine", "--quiet"]
        command += ["--policy", str(ROOT), "--at", "2026-11-14T22:40:00+01:00"]
        environment = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "GOVCHECK_CACHE_DIR": ""}
        subprocess.run(command, check=True, env=environment, timeout=300)
        made.append(
            {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.*")
             if path.is_file()}
        )  # fmt: skip
    assert made[0] == made[1]


def test_every_page_says_how_old_it_is(handbook: dict[str, str]) -> None:
    for path, page in pages(handbook).items():
        assert "age" in page.ids, path
        if not path.endswith("respond.html"):
            assert "old" in page.ids, path
            scripts = re.findall(r'<script src="([^"]+)"', handbook[path])
            found = {normpath(str(PurePosixPath(path).parent / one)) for one in scripts}
            folder = "de/" if path.startswith("de/") else ""
            assert {f"{folder}copy.js", "page.js"} <= found, path
            assert {*found} <= {*handbook}, path


def test_a_page_that_says_the_same_stays_the_same(
    policy: OpenedPolicy, handbook: dict[str, str]
) -> None:
    """The revision and the age stand in a file of their own, or every change would carry all."""
    made = build(*policy[:2], policy.stamp._replace(revision="feedbeef" * 5), SiteRequest(AT, "en"))
    for name in ("people", "channels", "playbooks", "source/policies/people/mei.yaml"):
        assert made[f"{name}.html"].decode() == handbook[f"{name}.html"], name
    assert made["copy.js"].decode() != handbook["copy.js"]


def test_the_agenda_has_the_next_meeting(handbook: dict[str, str]) -> None:
    assert "Social media council meets on Tue 1 Dec 2026" in handbook["agenda.html"]
    assert "Posts that wait for an approval" in handbook["agenda.html"]
    assert "Not looked at: proofs of a year" in handbook["agenda.html"]
    (nothing,) = re.findall(
        r"Looked at, and nothing to deal with: ([^<]*)", handbook["agenda.html"]
    )
    assert not re.search("proofs|tests", nothing)
    assert "Beiträge, die auf eine Zustimmung warten" in handbook["de/agenda.html"]


def test_without_an_agenda_the_page_says_so(policy: OpenedPolicy) -> None:
    made = build(*policy, SiteRequest(AT, "en"))
    assert "made without the agenda" in made["agenda.html"].decode()


def test_who_approves_a_change_stands_there(handbook: dict[str, str]) -> None:
    assert "two thirds of the council" in handbook["council.html"]
    assert "zwei Drittel des Rats" in handbook["de/council.html"]


def test_a_large_policy_is_made_in_time(tmp_path: Path) -> None:
    """Within ten seconds of a processor for a thousand documents."""
    from benchmarks import enterprise

    assert enterprise.write(tmp_path / "policy") == 1000
    command = [sys.executable, "-m", "govcheck", "site", str(tmp_path / "out"), "--no-engine"]
    command += ["--policy", str(tmp_path / "policy"), "--at", "2026-11-23T00:00:00Z", "--quiet"]
    environment = {"PATH": "/usr/bin:/bin", "GOVCHECK_CACHE_DIR": ""}
    before = os.times()
    subprocess.run(command, check=True, env=environment, timeout=400)
    after = os.times()
    assert after.children_user - before.children_user < 10


def test_without_an_engine_the_page_says_so(handbook: dict[str, str]) -> None:
    assert "made without the engine" in handbook["respond.html"]
    assert "respond.js" not in handbook["respond.html"]
    assert "sw.js" not in handbook


@pytest.mark.parametrize("size", SIZES)
def test_every_new_repository_has_a_site(size: str, tmp_path: Path) -> None:
    write(str(tmp_path / "new"), plan(size, "Acme", "Asia/Tokyo", date(2026, 11, 25)))
    made = build(*opened(tmp_path / "new"), SiteRequest(AT, "de"))
    assert '<html lang="de">' in made["index.html"].decode()
    assert '<html lang="en">' in made["en/index.html"].decode()
    # Where nobody takes turns, the last resort stands where others have who is on duty.
    assert ("Letzte Instanz" in made["index.html"].decode()) == (size == "startup")


def test_the_smallest_policy_has_a_site(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "a.yaml").write_text(
        "kind: organization\nid: a\nname: A\nformat: 1\ntimezone: UTC\nlanguages: [en]\n"
        "severities: [{id: low, name: Low, means: Nothing}]\n"
    )
    made = build(*opened(tmp_path), SiteRequest(AT, "en"))
    assert "The policy has no council" in made["council.html"].decode()
