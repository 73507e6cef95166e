"""The reference of the language says what is so, in links that lead somewhere."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tools.generate import ROOT, generated
from tools.language import flow, least
from tools.looks import looks

from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.model.json_schema import all_schemas
from govcheck.model.kinds import KINDS
from govcheck.source import Source

DOCS = ROOT / "docs"
PAGE = generated()["docs/language.md"]


def headings(text: str) -> list[str]:
    found = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in found]


@pytest.mark.parametrize("name", ["language.md", "concepts.md"])
def test_every_link_leads_to_a_heading(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    assert len(headings(text)) == len(set(headings(text)))
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        target: Path = DOCS / (path or name)
        assert target.is_file(), link
        assert not anchor or anchor in headings(target.read_text(encoding="utf-8")), link


def test_every_field_of_every_schema_has_a_row() -> None:
    rows = {
        found.strip("*`")
        for found in re.findall(r"^\| (\*{0,2}`[^`]+`\*{0,2}) \|", PAGE, re.MULTILINE)
    }
    fields = {
        field
        for schema in all_schemas().values()
        for definition in (schema, *schema.get("$defs", {}).values())
        for field in definition.get("properties", {})
    }
    assert fields - rows == set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_least_document_is_valid(kind: str) -> None:
    schema = all_schemas()[f"{kind}.schema.json"]
    assert list(Draft202012Validator(schema).iter_errors(least(kind))) == []
    block = "".join(f"{key}: {flow(value)}\n" for key, value in least(kind).items())
    assert block in PAGE
    roots, faults = parse(Source("", block))
    assert faults == []
    assert plain(roots[0]) == least(kind)


def test_every_example_reads_back_as_it_was() -> None:
    for schema in all_schemas().values():
        for definition in (schema, *schema.get("$defs", {}).values()):
            for described in definition.get("properties", {}).values():
                for example in described["examples"]:
                    roots, faults = parse(Source("", f"- {flow(example)}\n"))
                    assert faults == []
                    assert plain(roots[0]) == [example]


@pytest.mark.parametrize("text", ["no", "~", "1e3", "0x1F", "a: b", "a #b", "", " a", "12:30", "-"])
def test_a_text_stays_text(text: str) -> None:
    roots, faults = parse(Source("", f"[{flow(text)}, {flow({text: text})}]"))
    assert faults == []
    assert plain(roots[0]) == [text, {text: text}]


def test_a_check_looks_at_what_it_reads_and_reports() -> None:
    found = {(model.__name__, field): codes for (model, field), codes in looks().items()}
    assert "TEAM002" in found["Team", "lead"]
    assert "TEAM002" in found["Member", "person"]
    assert "TEAM002" not in found.get(("Team", "name"), [])
    assert found["Waiver", "until"] == ["WAIVER007"]
    row = next(line for line in PAGE.splitlines() if line.startswith("| **`lead`**"))
    assert "[TEAM002](checks/TEAM002.md)" in row
    assert "[REF001](checks/REF001.md)" in row
