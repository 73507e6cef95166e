"""A faulty document is read as far as it goes, and nothing else is said because of it."""

from collections import Counter
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.finding import Finding, Key
from govcheck.load.nodes import KeyValue, Mapping, Node, Scalar
from govcheck.load.yaml import parse
from govcheck.model.kinds import KINDS
from govcheck.source import Source
from govcheck.workspace.examine import examine
from tests.checks.example import tree_of
from tests.load.mutations import mutated
from tests.load.trees import SMALL, MemoryTree

PLANTED: Final = (
    ("deputies: [ben]", "deputies: [ben, bem]"),
    ("notify: [role:chief-executive]", "notify: [role:chief-exec], when: {topicz: [safety]}"),
    ("after: [pause]", "after: [pause, pauze]\n    when: {topics: [saftey]}"),
    ("{at_least: sev2}, playbooks", "{at_least: sev7}, playbooks"),
    ("{topics: [safety], followers: {at", "{topics: [sefety], folowers: {at"),
    ("    then: unsafe-product\n", "    then: [unsafe-product, unsafe-produkt]\n"),
    ("  - {person: dora, represents", "  - {person: dorra, represents"),
    ("  - {person: ben, weekly", "  - {person: bennn, weekly"),
    ("admins: [ana, ben]", "admins: [ana, ben, anna]"),
    ("excludes: [legal-counsel]", "excludes: [legal-consel]"),
    ("topics: [service], followers: 20}", "topics: [servise], followerz: 20}"),
    (
        "{council: majority}\n  - id: control",
        "{council: majority, includes: [xx]}\n  - id: control",
    ),
)
BY_NAME: Final = ("REF001", "CHNG004")
BY_FACTS: Final = ("COND001", "COND003", "DEC009", "INC001")


def files_of(*changes: tuple[str, str]) -> MemoryTree:
    files = {path: text.decode() for path, text in base_files().items()}
    for old, new in changes:
        assert any(old in text for text in files.values()), old
        files = {path: text.replace(old, new, 1) for path, text in files.items()}
    return MemoryTree({path: text.encode() for path, text in files.items()})


def base_files() -> dict[str, bytes]:
    return {path: text.encode() for path, text in tree_of("").files.items()}


BASE: Final = files_of()
FAULTY: Final = files_of(*PLANTED)


def nodes(node: Node, keys: tuple[Key, ...] = ()) -> list[tuple[tuple[Key, ...], Node]]:
    """Every value in a document, with the keys that lead to it."""
    inner: list[tuple[Key, Node | KeyValue]] = []
    if isinstance(node, Mapping):
        inner = list(node.entries.items())
    elif not isinstance(node, Scalar):
        inner = list(enumerate(node.items))
    found = []
    for key, item in inner:
        value = item.node if isinstance(item, KeyValue) else item
        found += [((*keys, key), value), *nodes(value, (*keys, key))]
    return found


def places(tree: MemoryTree) -> list[tuple[str, str, tuple[Key, ...], Node]]:
    """Every value in a tree: its file, the kind of its document, its keys, and its node."""
    found = []
    for path, content in tree.files.items():
        for root in parse(Source(path, content.decode()))[0]:
            assert isinstance(root, Mapping)
            kind = root.entries["kind"].node
            assert isinstance(kind, Scalar)
            found += [(path, str(kind.value), keys, node) for keys, node in nodes(root)]
    return found


def spoilt(tree: MemoryTree, path: str, node: Node, *, no_yaml: bool) -> tuple[MemoryTree, range]:
    """The tree with another sort of value there, or with none, and on which lines that stands."""
    text = tree.files[path].decode()
    old = text[node.start : node.end]
    other = "spoilt" if isinstance(node, Mapping) else "{spoilt: here}"
    new = ("@spoilt" if no_yaml else other) + "\n" * old.count("\n")
    source = Source(path, text)
    first = source.span(node.start, node.start).line
    changed = text[: node.start] + new + text[node.end :]
    return tree.with_files({path: changed.encode()}), range(first - 1, first + old.count("\n") + 1)


def said(finding: Finding) -> tuple[str, str, int, str]:
    return finding.code, finding.span.path, finding.span.line, str(finding.message)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from([BASE, FAULTY]), st.booleans())
def test_a_spoilt_value_is_told_there_and_nothing_else_because_of_it(
    data: st.DataObject, tree: MemoryTree, no_yaml: bool
) -> None:
    path, kind, keys, node = data.draw(st.sampled_from(places(tree)))
    broken, lines = spoilt(tree, path, node, no_yaml=no_yaml)
    before, after = Counter(map(said, examine(tree).findings)), examine(broken).findings
    there = [one for one in after if one.span.path == path and one.span.line in lines]
    assert there
    assert {said(one) for one in after if one not in there} <= before.keys()
    names_nothing = set(keys).isdisjoint({"kind", "id", "person", "department", "responsibilities"})
    for planted in before - Counter(map(said, after)):
        code, where, line, _ = planted
        if where != path or line not in lines:
            assert code not in BY_NAME or not names_nothing or kind == "change-control", planted
            assert code not in BY_FACTS or kind in ("vocabulary", "decision", "organization"), (
                planted
            )


@settings(max_examples=60, deadline=None)
@given(
    mutated([content.decode() for content in BASE.files.values()]),
    st.sampled_from(sorted(BASE.files)),
)
def test_whatever_is_broken_is_looked_at(content: bytes, path: str) -> None:
    findings = examine(BASE.with_files({path: content})).findings
    assert list(findings) == sorted(findings, key=lambda finding: finding.span)


LISTS = {
    "step": (
        "escalation",
        "{steps: [{id: a, notify: [person:ana], wiat: 1m}, {id: b, when: {topicz: [x]}}, "
        "{id: b, notify: [person:ana]}], last_resort: person:ana}",
        {"DOC002", "COND001", "ESC001", "ESC002"},
    ),
    "action": (
        "playbook",
        "{actions: [{id: a, do: A, owed_by: person:ana, within: 15x}, "
        "{id: b, do: B, owed_by: person:ana, every: 1m}, "
        "{id: b, do: B, owed_by: person:ana, after: [c], when: {followers: many}}]}",
        {"DOC005", "PLAY001", "PLAY003", "PLAY006", "COND002"},
    ),
    "seat": (
        "council",
        "{name: C, chair: ana, quorum: 1, meets: monthly, seats: [{person: ana, represents: x}, "
        "{person: ben, represents: expert, term: {from: 2027-01-01, until: 2026-01-01}}]}",
        {"DOC005", "CNCL015"},
    ),
    "absence": (
        "person",
        "{name: P, absences: [{from: soon, to: 2026-01-01}, {from: 2027-01-02, to: 2027-01-01}]}",
        {"DOC005", "PERS012"},
    ),
    "fact": (
        "vocabulary",
        "{facts: {a: {type: intger}, b: {type: choice, values: [x, x], labels: {y: Y}}}}",
        {"DOC005", "FACT003", "FACT020"},
    ),
    "rule": (
        "decision",
        "{decides: reach, hit_policy: first, results: [x, y], otherwise: z, because: B, rules: "
        "[{id: a, when: {topics: 5x, followerz: 1, all: [7, {topics: [y]}]}, then: x, becuase: B}, "
        "{id: b, when: {}, then: w, because: B}, {id: b, when: {}, then: x, because: B}]}",
        {"DOC002", "DEC009", "DEC012", "COND001", "COND003"},
    ),
}


@pytest.mark.parametrize(("kind", "fields", "codes"), LISTS.values(), ids=LISTS)
def test_the_sound_items_of_a_faulty_list_are_looked_at(
    kind: str, fields: str, codes: set[str]
) -> None:
    text = f"{{kind: {kind}, id: x, {fields[1:]}\n"
    found = examine(SMALL.with_files({"policies/x.yaml": text})).findings
    told = {one.code for one in found if one.span.path == "policies/x.yaml"}
    assert codes <= told, told


def test_places_after_a_faulty_item_are_those_of_the_file() -> None:
    text = """\
        kind: team
        id: t
        name: T
        lead: ana
        members:
          - {person: ana, weekly_hours: 1}
          - {person: ben, weekly_hours: lots}
          - {person: zed, weekly_hours: 1}
        """
    tree = SMALL.with_files({"policies/x.yaml": text})
    [finding] = [one for one in examine(tree).findings if one.code == "REF001"]
    assert (tree.under(finding.span), finding.pointer) == ("zed", "/members/2/person")


def test_a_document_is_told_by_its_fields_where_its_kind_is_not() -> None:
    text = SMALL.files["policies/facts.yaml"].decode()
    for kind in ("", "kind: [vocabulary]\n", "kind: vocabluary\n"):
        changed = text.replace("kind: vocabulary\n", kind)
        found = examine(SMALL.with_files({"policies/facts.yaml": changed})).findings
        assert [one.code for one in found if one.severity == "error"] == ["DOC001"], kind


def test_a_document_that_is_no_yaml_hides_no_other() -> None:
    text = "kind: role\nid: a\nname: [A\n---\nkind: role\nid: b\nname: B\nexcludes: [zed]\n"
    tree = SMALL.with_files({"policies/x.yaml": text})
    found = [one for one in examine(tree).findings if one.span.path == "policies/x.yaml"]
    assert [(one.code, one.span.line) for one in found] == [("YAML001", 4), ("REF001", 8)]


def test_a_value_without_quotes_hides_only_itself() -> None:
    text = """\
        kind: person
        id: eve
        name: Eve
        deputies: [zed]
        contacts: [{via: chat, address: @eve}, {via: chat, address: eve}]
        """
    tree = SMALL.with_files({"policies/x.yaml": text})
    found = [one for one in examine(tree).findings if one.span.path == "policies/x.yaml"]
    assert [(one.code, tree.under(one.span)) for one in found if one.severity == "error"] == [
        ("REF001", "zed"),
        ("YAML001", "@"),
    ]


def test_a_document_of_another_kind_than_it_states_is_told_by_its_fields() -> None:
    text = """\
        kind: escalation
        id: a
        name: A
        actions: [{id: b, do: B, owed_by: role:c, within: 1h}]
        forbidden_until_approved: [speak]
        """
    tree = SMALL.with_files({"policies/x.yaml": text})
    found = [one for one in examine(tree).findings if one.severity == "error"]
    assert [(one.code, tree.under(one.span)) for one in found] == [
        ("DOC001", "escalation"),
        ("REF001", "role:c"),
    ]
    slip = text.replace("kind: escalation", "kind: playbook").replace("name: A", "steps: A")
    tree = SMALL.with_files({"policies/x.yaml": slip})
    assert "DOC001" not in {one.code for one in examine(tree).findings}


def test_a_kind_that_is_another_one_breaks_nothing_elsewhere() -> None:
    before = Counter(told(BASE))
    confused = 0
    for path, content in BASE.files.items():
        documents = content.decode().split("---\n")
        for number, text in enumerate(documents):
            kind = text.partition("kind: ")[2].split()[0]
            for stated in {"person", "escalation", "playbook", "channel"} - {kind}:
                other = text.replace(f"kind: {kind}", f"kind: {stated}")
                whole = "---\n".join([*documents[:number], other, *documents[number + 1 :]])
                after = Counter(told(BASE.with_files({path: whole})))
                if ("DOC001", path) in after and path.startswith("policies/"):
                    confused += 1
                    assert after - before == Counter([("DOC001", path)]), (text, stated)
    assert confused > len(KINDS)


def told(tree: MemoryTree) -> list[tuple[str, str]]:
    found = examine(tree).findings
    return [(one.code, one.span.path) for one in found if one.severity == "error"]


def test_what_was_to_be_merged_is_not_missing() -> None:
    text = """\
        kind: playbook
        id: a
        actions:
          - {id: b, do: B, <<: *base}
          - {id: c, owed_by: role:zed}
        """
    tree = SMALL.with_files({"policies/x.yaml": text.replace("*base", "{owed_by: role:y}")})
    found = [one for one in examine(tree).findings if one.span.path == "policies/x.yaml"]
    assert [(one.code, one.pointer) for one in found if one.severity == "error"] == [
        ("YAML009", ""),
        ("DOC003", "/actions/1"),
        ("REF001", "/actions/1/owed_by"),
    ]


@pytest.mark.parametrize("line", ["owed_by: role:y, owed_by: role:x", "[q]: x", "<<: {do: B}"])
def test_a_faulty_key_hides_only_the_mapping_around_it(line: str) -> None:
    text = f"""\
        kind: playbook
        id: a
        actions:
          - {{id: b, do: B, {line}}}
          - {{id: c, do: C, owed_by: role:zed, after: [none]}}
        """
    tree = SMALL.with_files({"policies/x.yaml": text})
    found = {(one.code, one.pointer) for one in examine(tree).findings}
    assert ("REF001", "/actions/1/owed_by") in found
    assert any(pointer == "/actions/1/after/0" for _, pointer in found)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quote_that_is_not_closed_is_told_where_it_opens(quote: str) -> None:
    text = f"kind: role\nid: a\nname: {quote}A\npermissions: [speak]\nexcludes: [{quote}b{quote}]\n"
    tree = SMALL.with_files({"policies/x.yaml": text})
    [found] = [one for one in examine(tree).findings if one.span.path == "policies/x.yaml"]
    assert (found.code, found.span.line, found.span.column) == ("YAML001", 3, 7)
