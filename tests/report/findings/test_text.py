"""The page of findings: what blocks first, one entry a cause, in both languages."""

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from govcheck.cli.main import run
from govcheck.report.findings import render
from govcheck.tongue.tongue import tongue
from tests.mutations.mutations import shipped
from tests.report.findings.samples import IGNORED, LEAD, MENDABLE, report

AT = ("--at", "2026-11-23T00:00:00Z")
MISTAKES = {
    "decisions/reach.yaml": ("at_least: 100000", "at_leest: 100000"),
    "playbooks/product-safety.yaml": ("within: 20m\n", "within: twenty minutes\n"),
    "teams/social.yaml": ("lead: ana ", "lead: anna "),
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped repository with three mistakes."""
    for path, content in shipped().files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    for path, (right, wrong) in MISTAKES.items():
        file = tmp_path / "policies" / path
        text = file.read_text(encoding="utf-8")
        assert right in text
        file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_blocks_comes_first(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", *AT]) == 1
    assert capfd.readouterr().out == snapshot("""\
3 mistakes. Until 1 and 2 are mended nothing can be simulated.
 1  decision reach, rule "audience": `followers` has no field `at_leest` - did
    you mean `at_least`?
                                                policies/decisions/reach.yaml:24
 2  playbook product safety, action "assess", `within`: `twenty minutes` is not
    a duration like `15m` or `3d`, or working days like `2wd`
                                       policies/playbooks/product-safety.yaml:20
 3  team Social media, `lead`: `anna` is not a known person - did you mean
    `ana`?
                                                    policies/teams/social.yaml:5
Each place underlined, with its code for `explain`: --full
""")


def test_it_is_said_in_german(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", *AT, "--lang", "de"]) == 1
    assert capfd.readouterr().out == snapshot("""\
3 Fehler. Bis 1 und 2 behoben sind, lässt sich nichts durchspielen.
 1  Entscheidung Reichweite, Regel "audience": `followers` hat kein Feld
    `at_leest` - gemeint `at_least`?
                                                policies/decisions/reach.yaml:24
 2  Ablaufplan Produktsicherheit, Aufgabe "assess", `within`: `twenty minutes`
    ist weder eine Dauer wie `15m` oder `3d` noch sind es Arbeitstage wie `2wd`
                                       policies/playbooks/product-safety.yaml:20
 3  Team Social Media, `lead`: `anna` ist nicht bekannt (gesucht: Person) -
    gemeint `ana`?
                                                    policies/teams/social.yaml:5
Jede Stelle unterstrichen, mit dem Code für `explain`: --full
""")


def test_one_name_that_leads_nowhere_is_one_entry(
    repository: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in MISTAKES:
        file = repository / "policies" / path
        file.write_bytes(shipped().files[f"policies/{path}"])
    (repository / "policies" / "people" / "wei.yaml").unlink()
    assert run(["validate", *AT]) == 1
    out = capfd.readouterr().out
    entry = out.partition("\n  2  ")[0]
    assert out.count("there is no person `wei`") == 1
    assert "more places" in entry
    assert entry.count(".yaml:") == 4


def test_nothing_is_nothing() -> None:
    assert render(report(), "text") == ""
    assert render(report(IGNORED), "text") == ""


def test_what_is_accepted_comes_last_and_says_why() -> None:
    shown = report(IGNORED, MENDABLE)._replace(verbose=True)
    assert render(shown, "text").splitlines()[0] == "1 mistake and 1 accepted."
    assert "ignored: Zed joins on Monday" in " ".join(render(shown, "text").split())


def test_no_line_is_wider_than_a_terminal_and_no_path_is_lost() -> None:
    deep = LEAD._replace(span=LEAD.span._replace(path=f"policies/{'deep/' * 30}social.yaml"))
    for language in ("en", "de"):
        lines = render(report(deep)._replace(tongue=tongue(language)), "text").splitlines()
        assert max(map(len, lines)) <= 80
        assert any(line.rstrip().endswith("deep/social.yaml:3") for line in lines)
