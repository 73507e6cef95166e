"""What hangs on one name that leads nowhere is told once."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from govcheck.acceptance.judgement import judge
from govcheck.finding import Finding, Lack
from govcheck.opening.findings import told_once
from govcheck.report.findings import Report, render
from govcheck.report.findings.fingerprint import fingerprints
from govcheck.workspace.examine import examine
from tests.load.trees import SMALL, MemoryTree
from tests.mutations.mutations import shipped

TODAY = date(2026, 11, 23)
NONE = timedelta(0)

SHIPPED = shipped()
REMOVED = {
    "policies/people/ana.yaml": ("ana", "person:ana"),
    "policies/roles/legal-counsel.yaml": ("legal-counsel", "role:legal-counsel"),
    "policies/rotas/community-duty.yaml": ("community-duty", "rota:community-duty"),
    "policies/calendars/office-berlin.yaml": ("office-berlin", "calendar:office-berlin"),
    "policies/channels/x-global.yaml": ("x-global", "channel:x-global"),
    "policies/trainings/data-protection.yaml": ("data-protection", "training:data-protection"),
}


def without(path: str) -> MemoryTree:
    tree = SHIPPED.with_files({})
    del tree.files[path]
    return tree


def told(tree: MemoryTree, day: date = TODAY) -> tuple[Finding, ...]:
    examined = examine(tree)
    return told_once(judge(examined.findings, examined.acceptance, day, NONE))


def places(finding: Finding) -> list[tuple[str, int, int]]:
    spans = [finding.span, *(related.span for related in finding.related)]
    return [(span.path, span.line, span.column) for span in spans]


def scalars(value: Any) -> Iterator[Any]:
    """Every scalar and key of a value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from scalars(item)
    elif isinstance(value, list):
        for item in value:
            yield from scalars(item)
    else:
        yield value


def mentions(tree: MemoryTree, names: tuple[str, ...]) -> Counter[str]:
    """How often each file says one of the names, by another reader of YAML."""
    from ruamel.yaml import YAML

    return Counter(
        path
        for path, content in tree.files.items()
        if path.endswith(".yaml")
        for document in YAML(typ="safe", pure=True).load_all(content)
        for scalar in scalars(document)
        if scalar in names
    )


@pytest.mark.parametrize("path", REMOVED)
def test_a_removal_says_all_that_hangs_on_it_in_one_finding(path: str) -> None:
    tree, names = without(path), REMOVED[path]
    lacking = [one for one in told(tree) if one.lacks and one.lacks.name == names[0]]
    assert len({(one.code, one.lacks) for one in lacking}) == len(lacking)
    assert [one.code for one in lacking].count("REF001") == 1
    found = [place for one in told(tree) if _is_about(one, names[0]) for place in places(one)]
    assert Counter(place[0] for place in found) == mentions(tree, names)
    for one in lacking:
        assert places(one) == sorted(places(one))
        count = len(places(one))
        assert one.message.endswith(f" ({count} places name it)") == (count > 1)


def _is_about(finding: Finding, name: str) -> bool:
    """Whether a finding says that there is no such document, or value of a fact."""
    return finding.lacks is not None and finding.lacks.name == name


def test_every_format_has_the_other_places() -> None:
    tree = SMALL.with_files(
        {
            "policies/z.yaml": "kind: person\nid: zoe\nname: Zoe\ndeputies: [bne]\n",
            "policies/y.yaml": "kind: person\nid: yan\nname: Yan\ndeputies: [bne, ana]\n",
        }
    )
    from govcheck.source import Source

    sources = {path: Source(path, text.decode()) for path, text in tree.files.items()}
    found = [one for one in told(tree) if one.code == "REF001"]
    report = Report(found, sources, 10)
    assert render(report, "full") == (
        "error[REF001]: `bne` is not a known person (2 places name it)\n"
        "  --> policies/y.yaml:4:12\n"
        " 4 | deputies: [bne, ana]\n"
        "   |            ^^^\n"
        "  ::: policies/z.yaml:4:12\n"
        " 4 | deputies: [bne]\n"
        "   |            --- named here, too\n"
        "   = help: did you mean `ben`?\n"
    )
    assert json.loads(render(report, "json"))["findings"][0]["related"] == [
        {
            "path": "policies/z.yaml",
            "line": 4,
            "column": 12,
            "end_line": 4,
            "end_column": 15,
            "message": "named here, too",
        }
    ]
    result = json.loads(render(report, "sarif"))["runs"][0]["results"][0]
    assert len(result["relatedLocations"]) == 1
    changes = result["fixes"][0]["artifactChanges"]
    assert [one["artifactLocation"]["uri"] for one in changes] == [
        "policies/y.yaml",
        "policies/z.yaml",
    ]
    assert "(2 places name it)" in render(report, "github")
    assert render(report, "junit").count("<testcase") == 1


def test_of_many_places_the_text_lists_those_behind_the_first() -> None:
    people = [f"kind: person\nid: p{n}\nname: P\ndeputies: [bne]\n" for n in range(9)]
    tree = SMALL.with_files(
        {"policies/a.yaml": "---\n".join(people[:7]), "policies/b.yaml": "---\n".join(people[7:])}
    )
    found = [one for one in told(tree) if one.code == "REF001"]
    shown = render(Report(found, {}, 10), "full")
    assert "::: policies/a.yaml:29:12, 34:12\n" in shown
    assert "::: policies/b.yaml:4:12, 9:12\n" in shown
    assert len(places(found[0])) == 9


IGNORED = "  # govcheck: ignore[REF001] he joins on Monday"


def test_what_is_ignored_at_one_place_is_silent_there_and_nowhere_else() -> None:
    text = "kind: person\nid: {0}\nname: Zoe\ndeputies:\n  - bne{1}\n"
    for silent in ("xan", "yan", "zoe"):
        tree = SMALL.with_files(
            {
                f"policies/{name}.yaml": text.format(name, IGNORED if name == silent else "")
                for name in ("xan", "yan", "zoe")
            }
        )
        accepted, held = (
            [one for one in told(tree) if one.code == "REF001" and (one.waived is None) == open_]
            for open_ in (False, True)
        )
        assert [one.span.path for one in accepted] == [f"policies/{silent}.yaml"]
        (one,) = held
        assert one.message == "`bne` is not a known person (2 places name it)"
        assert f"policies/{silent}.yaml" not in {path for path, _, _ in places(one)}
        assert not [one for one in told(tree) if one.code == "IGNORE001"]


def test_what_is_waived_at_one_document_is_silent_there_and_nowhere_else() -> None:
    tree = without("policies/people/ana.yaml").with_files(
        {
            "policies/waivers/ana.yaml": "kind: waiver\nid: ana-returns\ncheck: REF001\n"
            "subject: team/social\nreason: Ana returns on the first of March\n"
            "approved_by: [chair]\nuntil: 2027-01-31\n"
        }
    )
    found = [
        one for one in told(tree) if one.lacks == Lack("person", "ana") and one.code == "REF001"
    ]
    assert {one.document for one in found if one.waived} == {"team/social"}
    (held,) = (one for one in found if not one.waived)
    assert "policies/teams/social.yaml" not in {path for path, _, _ in places(held)}
    assert not [one for one in told(tree) if one.code == "WAIVER001"]


def test_the_fingerprint_stays_while_places_come_and_go() -> None:
    tree = without("policies/people/ana.yaml")
    fewer = tree.with_files({})
    del fewer.files["policies/channels/facebook-dach.yaml"]

    def print_of(tree: MemoryTree) -> str:
        found = told(tree)
        pairs = zip(found, fingerprints(found), strict=True)
        return next(print_ for one, print_ in pairs if one.lacks == Lack("person", "ana"))

    assert print_of(tree) == print_of(fewer)
