"""What a new repository says beside its policy's texts, in German."""

import re
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from govcheck.cli.main import run
from govcheck.scaffold.own import Own, settled
from govcheck.scaffold.plan import plan
from govcheck.scaffold.wording import worded, wording

TODAY = date(2026, 11, 25)
SIZES = ("startup", "consumer", "enterprise")
ENGLISH = re.compile(r"(?<![\w-])(the|and|of|who|what|is|are|that|has|when|with|by)(?![\w-])")


def files(size: str, language: str) -> dict[str, str]:
    written = plan(size, "Acme", "Europe/Berlin", TODAY, language=language)
    return settled(written, Own("Acme", languages=(language,))).files


@pytest.mark.parametrize("size", SIZES)
def test_in_german_no_comment_and_no_text_is_english(size: str) -> None:
    for path, text in files(size, "de").items():
        if path.startswith("schemas/"):
            continue
        for line in text.splitlines():
            comment = re.search(r"(?:^|\s)# (.*)", line)
            if comment is not None and "zizmor: " not in line and not path.endswith(".md"):
                assert not ENGLISH.search(comment[1]), (path, line)
        if path.startswith(("policies/", "incidents/", "scenarios/")) and path.endswith(".yaml"):
            for value in map(str, leaves(read(text)).values()):
                assert not ENGLISH.search(value), (path, value)
        elif path.startswith(("posts/", "templates/")):
            assert not ENGLISH.search(text), (path, text)


@pytest.mark.parametrize("size", SIZES)
def test_in_german_departments_are_called_something(size: str) -> None:
    known = {"support": "Support", "sales": "Vertrieb", "product-marketing": "Produktmarketing",
             "customer-success": "Kundenbetreuung"}  # fmt: skip
    text = files(size, "de")["policies/engagement/representatives.yaml"]
    assert re.findall(r"^department: (.*)\nname: (.*)$", text, re.MULTILINE)
    for department, name in re.findall(r"^department: (.*)\n(?:name: (.*))?", text, re.MULTILINE):
        assert known[department] == name


@pytest.mark.parametrize("size", SIZES)
def test_nothing_but_sentences_differs_between_languages(size: str) -> None:
    words = wording("de")
    german, english = (plan(size, "Acme", "UTC", TODAY, language=one) for one in ("de", "en"))
    assert german.keys() == english.keys()
    for path in [one for one in english if one.endswith(".yaml") and "schemas/" not in one]:
        there, here = (leaves(read(files[path])) for files in (german, english))
        assert there.keys() == here.keys(), path
        for keys, value in here.items():
            if "organization" not in path or keys[0] != "languages":
                assert there[keys] in {value, words.get(str(value))}, (path, keys)


def read(text: str) -> object:
    return YAML(typ="safe", pure=True).load(text)


def leaves(node: object, *keys: object) -> dict[tuple[object, ...], object]:
    if not isinstance(node, dict | list):
        return {keys: node}
    several = node.items() if isinstance(node, dict) else enumerate(node)
    return {k: v for key, value in several for k, v in leaves(value, *keys, key).items()}


def test_every_sentence_of_the_catalogue_is_in_a_template() -> None:
    written: set[str] = set()
    for size in SIZES:
        for text in plan(size, "Acme", "UTC", TODAY).values():
            written.add(" ".join(re.sub(r"(?m)^ *# ", "", text).split()))
    for english, german in wording("de").items():
        assert german
        assert any(english in text for text in written), english


def test_a_name_is_never_translated() -> None:
    text = "kind: organization\nid: x\nname: Product\ndepartment: Product\n"
    other = worded("policies/organization.yaml", text, wording("de-AT"))
    assert other == text.replace("department: Product", "department: Produkt")
    assert worded("a.yaml", text, wording("fr")) == text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_example_log_is_of_an_incident_that_was_kept(
    size: str, language: str, tmp_path: Path, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    people = tmp_path / "people.csv"
    people.write_text(
        "Name;Rolle;Telefon\nMara Lind;Social Media;+49 30 1\nUwe Ott;Support;+49 2\n"
    )
    arguments = ["--size", size, "--people", str(people), "--languages", language]
    assert run(["init", str(tmp_path / "new"), *arguments, "--timezone", "America/New_York"]) == 0
    capfd.readouterr()
    policy = ["--policy", str(tmp_path / "new")]
    assert run(["review", "late-parcel", "--format", "json", "--strict", *policy]) == 0
    shown = capfd.readouterr().out
    assert shown.count('"kept"') == 3
    assert '"mara-lind"' in shown
    assert '"problems": []' in shown or "problems" not in shown
    assert run(["due", *policy, "--lang", "en"]) == 0
    assert "No incident is open" in capfd.readouterr().out


@pytest.mark.parametrize("size", SIZES)
def test_jobs_and_steps_of_workflows_are_named_in_the_language(size: str) -> None:
    english, german = (
        {
            path: re.findall(r"(?m)^ +(?:- )?name: (\S.* .*)$", text)
            for path, text in plan(size, "Acme", "UTC", TODAY, language=language).items()
            if path.startswith(".github/")
        }
        for language in ("en", "de")
    )
    assert english.keys() == german.keys()
    assert sum(map(len, english.values())) == 8
    for path, names in english.items():
        assert not {*names} & {*german[path]}, path
