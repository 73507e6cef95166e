"""The page in HTML: every number that stands on it calls whom it belongs to."""

import re
from pathlib import Path

import pytest

import govcheck
from govcheck.cli.main import run

ROOT = Path(__file__).parents[3]
LINK = re.compile(r'<a href="tel:([+0-9]+)">([^<]+)</a>')


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["airbag-video", "stolen-account", "brakes-at-night"])
def test_every_number_is_a_link(
    name: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["simulate", f"incidents/{name}.yaml", "--format", "html", "--lang", language]) == 0
    page = capsys.readouterr().out.partition("<svg")[0]
    links = LINK.findall(page)
    assert links
    for number, said in links:
        assert number == re.sub("[^+0-9]", "", said)
    text = re.sub("<[^>]*>", "", LINK.sub("", page)).replace("&nbsp;", " ")
    people = govcheck.open(ROOT).program.roster.people.values()
    numbers = {address for one in people for via, address in one.contacts if via == "phone"}
    assert numbers
    assert not [one for one in numbers if one in text]


def test_what_is_no_number_is_no_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(
        """\
kind: organization
id: acme
name: Acme
format: 1
timezone: Europe/Berlin
languages: [en]
severities: [{id: sev1, name: Crisis, means: Bad}]
---
kind: person
id: ana
name: Ana
contacts: [{via: phone, address: "12"}, {via: mobile, address: "+49 1<b>234"}]
---
kind: decision
id: escalation
decides: escalation
hit_policy: first
otherwise: all
rules: []
---
kind: escalation
id: all
steps: [{id: one, notify: [person:ana]}]
last_resort: person:ana
"""
    )
    incident = tmp_path / "x.yaml"
    incident.write_text("kind: incident\nid: x\ntitle: X 12\ndetected_at: 2026-03-02T12:12:00Z\n")
    asked = ["simulate", str(incident), "--policy", str(tmp_path), "--format", "html"]
    assert run(asked) == 0
    page = capsys.readouterr().out.partition("<svg")[0]
    assert "<b>" not in page
    assert LINK.findall(page) == [("+491234", "+49&nbsp;1&lt;b&gt;234")] * page.count("<a ")
    assert page.count("<a ") >= 1
