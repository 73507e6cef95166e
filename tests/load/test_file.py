"""Every sort of fault in a document's shape: where it is shown, and in which words."""

from textwrap import dedent

import pytest

from govcheck.load.file import load_file
from govcheck.load.yaml_limits import MOST_BYTES, MOST_FAULTS
from govcheck.source import Source

Told = tuple[str, str, str | None]
"""The text that is underlined, the message and the help."""


def told(text: str, path: str = "policies/a.yaml") -> list[Told]:
    loaded = load_file(path, dedent(text).encode())
    return sorted(
        (loaded.source.excerpt(finding.span), finding.message, finding.help)
        for finding in loaded.findings
    )


PERSON = "kind: person\nid: ana\nname: Ana\n"
ROTA = (
    "kind: rota\nid: r\ntimezone: UTC\nstarts: 2026-01-01\nhandover: 09:00\nshift: daily\n"
    "members: [ana]\n"
)
DECISION = "kind: decision\nid: d\ndecides: severity\nhit_policy: highest\notherwise: low\nrules:\n"
PLAYBOOK = "kind: playbook\nid: p\nactions:\n  - {id: a, do: It, owed_by: person:ana}\n"
QUOTE = "quote it, if it is meant as text"
GIVE = "give it one, or leave it out"
ID = "is not an id: lower-case letters, digits and `-`, no `-` in front"
FACT = "is not a fact's name: lower-case letters, digits, `_` and `-`, no `x-` in front"
TARGET = (
    "is not a target `type:id` with a type of"
    " person, role, rota, next, team, council, chain, representative"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the document as a whole
        (
            "- a\n",
            ("- a", "a list is not a document", "begin with `kind:`, such as `kind: person`"),
        ),
        (
            "hello\n",
            ("hello", "`hello` is not a document", "begin with `kind:`, such as `kind: person`"),
        ),
        (
            "id: x\n",
            ("x", "the document has no `kind`", "begin with `kind:`, such as `kind: person`"),
        ),
        ("kind: persn\n", ("persn", "`persn` is not a kind of document", "did you mean `person`?")),
        ("kind: [person]\n", ("[person]", "a list is not a kind of document", None)),
        (
            "kind: scenario\nid: a\nincident: i\nexpect: {}\n",
            (
                "scenario",
                "a scenario does not belong under `policies/`",
                "move it below `scenarios/`",
            ),
        ),
        # fields
        ("kind: person\nid: ana\n", ("ana", "a person has no `name`", "add `name`")),
        (
            PERSON + "emial: x\n",
            ("emial", "a person has no field `emial`", "did you mean `email`?"),
        ),
        (PERSON + "email:\n", ("email", "`email` has no value", GIVE)),
        (
            "kind: person\nid: ana\nname: ~\n",
            ("name", "`name` has no value", f"{GIVE}; `~` is text only in quotes"),
        ),
        (PERSON + "email: ''\n", ("''", "`email` is empty", None)),
        (PERSON + "email: 3\n", ("3", "`3` is not text", QUOTE)),
        (PERSON + "email: [x]\n", ("[x]", "a list is not text", None)),
        (PERSON + "deputies: ben\n", ("ben", "`ben` is not a list", None)),
        (PERSON + "deputies: {ben: x}\n", ("ben", "a mapping is not a list", None)),
        (PERSON + "deputies: [ben, '']\n", ("''", f"`` {ID}", None)),
        (PERSON + "deputies: [~]\n", ("~", "an empty value is not text", None)),
        (PERSON + "active: ana\n", ("ana", "`ana` is not a mapping", None)),
        (
            PERSON + "active: {form: 2026-01-01}\n",
            ("form", "`active` has no field `form`", "did you mean `from`?"),
        ),
        (
            PERSON + "contacts: [{via: chat}]\n",
            ("via", "an entry of `contacts` has no `address`", "add `address`"),
        ),
        # identifiers and references
        ("kind: person\nid: Ana\nname: Ana\n", ("Ana", f"`Ana` {ID}", None)),
        (PERSON + "roles: [a b]\n", ("a b", f"`a b` {ID}", None)),
        ("kind: person\nid: 'ana\\n'\nname: A\n", ("'ana\\n'", f"`ana\\n` {ID}", None)),
        # dates, instants, zones, durations
        (
            PERSON + "absences: [{from: 2026-02-30, to: 2026-03-01}]\n",
            ("2026-02-30", "`2026-02-30` is not a date that exists", None),
        ),
        (
            PERSON + "absences: [{from: 2026-02-03T10:00:00, to: 2026-03-01}]\n",
            (
                "2026-02-03T10:00:00",
                "`2026-02-03T10:00:00` has no time offset; write one, like"
                " `2026-03-14T22:40:00+01:00`",
                None,
            ),
        ),
        (
            PERSON + "timezone: Europe/Belrin\n",
            (
                "Europe/Belrin",
                "`Europe/Belrin` is not an IANA time zone",
                "did you mean `Europe/Berlin`?",
            ),
        ),
        (
            PERSON + "notification: [{via: chat, after: 5 m}]\n",
            ("5 m", "`5 m` is not a duration like `15m`, `2h30m` or `3d`", None),
        ),
        (PERSON + "notification: [{via: chat, after: 5}]\n", ("5", "`5` is not text", QUOTE)),
        (ROTA.replace("09:00", "9:00"), ("9:00", "`9:00` is not a time of day like `09:00`", None)),
        (
            ROTA.replace("09:00", "24:00"),
            ("24:00", "`24:00` is not a time of day like `09:00`", None),
        ),
        (ROTA.replace("[ana]", "[]"), ("[]", "`members` is empty", None)),
        # unions
        (
            ROTA.replace("daily", "dayly"),
            ("dayly", "`dayly` is not `daily`, `weekly` or a mapping", "did you mean `daily`?"),
        ),
        (ROTA.replace("daily", "{days: 0}"), ("0", "`0` is less than 1", None)),
        (
            ROTA.replace("daily", "{days: '3'}"),
            ("'3'", "`3` is not a whole number", "write it without quotes"),
        ),
        (ROTA.replace("daily", "{days: 1.5}"), ("1.5", "`1.5` is not a whole number", None)),
        (ROTA.replace("daily", "{days: yes}"), ("yes", "`yes` is not a whole number", None)),
        (
            "kind: goal\nid: g\ncompany_objective: a\nsocial_goal: b\nmetric: c\n"
            "target: [1]\ndue: 2026-01-01\nowner: ana\n",
            ("[1]", "a list is not text or a number", None),
        ),
        # conditions
        (
            DECISION + "  - {id: a, then: low, when: {f: {atleast: 3}}}\n",
            ("atleast", "`f` has no field `atleast`", "did you mean `at_least`?"),
        ),
        (
            DECISION + "  - {id: a, then: low, when: {f: {at_least: [3]}}}\n",
            ("[3]", "a list is not a single value", None),
        ),
        (DECISION + "  - {id: a, then: low, when: {f: []}}\n", ("[]", "`f` is empty", None)),
        (
            DECISION + "  - {id: a, then: low, when: {f: [[x]]}}\n",
            ("[x]", "a list is not a single value", None),
        ),
        (DECISION + "  - {id: a, then: low, when: {f: }}\n", ("f", "`f` has no value", GIVE)),
        (
            DECISION + "  - {id: a, then: low, when: {f: {known: yes}}}\n",
            ("yes", "`yes` is not true or false", "write `true` or `false`"),
        ),
        (
            DECISION + "  - {id: a, then: low, when: {all: {f: 1}}}\n",
            ("f", "a mapping is not a list", None),
        ),
        (
            DECISION + "  - {id: a, then: low, when: {not: [{f: 1}]}}\n",
            ("[{f: 1}]", "a list is not a mapping", None),
        ),
        (
            DECISION + "  - {id: a, then: low, when: {any: [{f: 1}, 3]}}\n",
            ("3", "`3` is not a mapping", None),
        ),
        (
            DECISION + "  - {id: a, then: {low: 1}, when: {}}\n",
            ("low", "a mapping is not text or a list", None),
        ),
        # approvals
        (
            PLAYBOOK + "approvals: [{id: b, within: 5m, by: person;ana}]\n",
            ("person;ana", f"`person;ana` {TARGET}", None),
        ),
        (
            PLAYBOOK + "approvals: [{id: b, within: 5m, by: {count: 0, of: [role:x]}}]\n",
            ("0", "`0` is less than 1", None),
        ),
        (
            PLAYBOOK + "approvals: [{id: b, within: 5m, by: {all_of: [{any_of: [rol:x]}]}}]\n",
            ("rol:x", f"`rol:x` {TARGET}", None),
        ),
        (
            PLAYBOOK + "approvals: [{id: b, within: 5m, by: {all_of: [role:x], count: 2}}]\n",
            ("count", "`by` has no field `count`", "known: `all_of`"),
        ),
        (
            PLAYBOOK.replace("}", ", clock: actoin}"),
            ("actoin", "`actoin` is not `detected`, `published`, `aware` or `action:id`", None),
        ),
        # facts
        (
            "kind: vocabulary\nid: v\nfacts: {Bad: {type: boolean}}\n",
            (
                "Bad",
                f"`Bad` {FACT}",
                None,
            ),
        ),
        (
            "kind: vocabulary\nid: v\nfacts: {x-ray: {type: boolean}}\n",
            (
                "x-ray",
                f"`x-ray` {FACT}",
                None,
            ),
        ),
        (
            "kind: vocabulary\nid: v\nfacts: {a: {values: [b]}}\n",
            ("values", "`a` has no `type`", "add `type`"),
        ),
        (
            "kind: vocabulary\nid: v\nfacts: {a: {type: choise, values: [b]}}\n",
            (
                "choise",
                "`choise` is not `choice`, `tags`, `integer`, `number`, `boolean`,"
                " `channel`, `team` or `person`",
                "did you mean `choice`?",
            ),
        ),
        (
            "kind: vocabulary\nid: v\nfacts: {a: {type: number, minimum: '1'}}\n",
            ("'1'", "`1` is not a number", "write it without quotes"),
        ),
        ("kind: vocabulary\nid: v\nfacts: {a: 3}\n", ("3", "`3` is not a mapping", None)),
        # calendars
        (
            "kind: calendar\nid: c\ntimezone: UTC\nhours: {funday: ['09:00-10:00']}\n",
            ("funday", "`funday` is not a day like `sat` or days like `mon-fri`", None),
        ),
        (
            "kind: calendar\nid: c\ntimezone: UTC\nhours: {fri-mon: ['09:00-10:00']}\n",
            ("fri-mon", "`fri-mon` is not a range of days within a week, like `mon-fri`", None),
        ),
        (
            "kind: calendar\nid: c\ntimezone: UTC\nhours: {mon: ['9-10']}\n",
            ("'9-10'", "`9-10` is not a span of hours like `09:00-17:30`", None),
        ),
        (
            "kind: calendar\nid: c\ntimezone: UTC\nhours: {mon: ['09:00-09:00']}\n",
            ("'09:00-09:00'", "`09:00-09:00` is empty: it starts when it ends", None),
        ),
        # values that YAML cannot mean
        (
            "kind: vocabulary\nid: v\nfacts: {a: {type: number, minimum: .nan}}\n",
            (".nan", "`.nan` is not a finite number", None),
        ),
    ],
)
def test_a_fault_is_shown_at_its_text(text: str, expected: Told) -> None:
    assert told(text) == [expected]


def test_every_fault_of_a_document_is_told() -> None:
    text = "kind: person\nid: Ana\nname:\nemail: 3\nroles: x\ntimezone: Mars\nfoo: 1\n"
    assert [message for _, message, _ in told(text)] == [
        "`3` is not text",
        f"`Ana` {ID}",
        "`Mars` is not an IANA time zone",
        "a person has no field `foo`",
        "`name` has no value",
        "`x` is not a list",
    ]


def test_a_misspelt_shape_is_recognised() -> None:
    text = PLAYBOOK + "approvals: [{id: b, within: 5m, by: {any_off: [role:x]}}]\n"
    assert told(text) == [
        ("any_off", "`by` has no `any_of`", "add `any_of`"),
        ("any_off", "`by` has no field `any_off`", "did you mean `any_of`?"),
    ]


def test_extensions_are_allowed_in_every_mapping_of_fields() -> None:
    text = PERSON + "x-note: {a: ~}\nactive: {x-why: 1}\ncontacts: [{via: a, address: b, x-c: ~}]\n"
    assert told(text) == []
    assert told(DECISION + "  - {id: a, then: low, when: {x-why: [1]}, x-b: 1}\nx-c:\n") == []


def test_a_fact_of_an_incident_may_be_left_empty() -> None:
    text = (
        "kind: incident\nid: i\ntitle: T\ndetected_at: 2026-03-14T22:40:00Z\nfacts: {a: ~, b: }\n"
    )
    assert told(text, "incidents/i.yaml") == []
    loaded = load_file("incidents/i.yaml", text.encode())
    assert loaded.documents[0].facts == {"a": None, "b": None}  # type: ignore[attr-defined]


def test_a_fault_within_an_alias_is_shown_at_the_anchor_and_an_alias_where_it_stands() -> None:
    text = PERSON + "roles: &r [ok, Bad]\ndeputies: *r\nemail: *r\n"
    assert told(text) == [
        ("*r", "a list is not text", None),
        ("Bad", f"`Bad` {ID}", None),
        ("Bad", f"`Bad` {ID}", None),
    ]


def test_a_document_with_a_value_that_cannot_be_read_is_left_out() -> None:
    loaded = load_file(
        "incidents/i.yaml",
        b"kind: incident\nid: i\ntitle: .inf\n---\n"
        b"kind: incident\nid: j\ntitle: T\ndetected_at: 2026-03-14T22:40:00Z\n",
    )
    assert [document.ref for document in loaded.documents] == ["incident/j"]
    assert loaded.names == {"incident/i", "incident/j"}


@pytest.mark.parametrize(
    "text",
    [
        "kind: person\nid: ana\nname: [\n",
        "kind: person\nid: 'ana'\nname: \xff\n",
        "name: x\nid: ana\nkind: person\nfoo: *bar\n",
        "kind: person\nid: ana\nname: !!int x\n",
        "kind: person\nid: ana\n\tname: x\n",
    ],
)
def test_what_cannot_be_read_keeps_its_name(text: str) -> None:
    loaded = load_file("policies/a.yaml", text.encode("latin-1"))
    assert loaded.findings
    assert "person/ana" in loaded.names


def test_a_byte_order_mark_moves_nothing() -> None:
    loaded = load_file("policies/a.yaml", b"\xef\xbb\xbf\xef\xbb\xbfkind: persn\n")
    assert [(f.span.line, f.span.column) for f in loaded.findings] == [(1, 7)]


def test_a_byte_that_is_not_utf_8_is_placed() -> None:
    loaded = load_file("policies/a.yaml", "\ufeffkind: person\nname: \u00e9".encode() + b"\xff\n")
    [finding] = loaded.findings
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (2, 8, 9)
    assert finding.message == "the byte 0xff is not UTF-8"
    assert isinstance(loaded.source, Source)


def test_utf_16_is_refused() -> None:
    [finding] = load_file("policies/a.yaml", "kind: person\n".encode("utf-16")).findings
    assert finding.code == "YAML007"


def test_a_file_over_the_limit_is_not_looked_into() -> None:
    [finding] = load_file("policies/a.yaml", b"a" * (MOST_BYTES + 1)).findings
    assert finding.message == "the file has 1,048,577 bytes, more than 1,048,576"


def test_the_faults_of_a_file_are_told_up_to_a_limit() -> None:
    text = PERSON + "".join(f"a{number}: 1\n" for number in range(20_000))
    findings = load_file("policies/a.yaml", text.encode()).findings
    assert len(findings) == MOST_FAULTS
    assert findings[-1].message == "the file has 100 faults or more, and what follows is not read"
    many = load_file("policies/a.yaml", ("kind: x\n---\n" * 5000).encode()).findings
    assert len(many) == MOST_FAULTS
