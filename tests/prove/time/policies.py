"""Small policies, written as YAML, and what is proved about them."""

from govcheck.load.repository import load_repository
from govcheck.prove.time.prove import prove_time
from govcheck.prove.verdict import Query, Verdict
from govcheck.simulate.compile import compile_program
from govcheck.time.clock import DAY, format_instant, parse_instant
from tests.load.trees import MemoryTree

START = "2026-03-02T00:00:00Z"
"""A Monday."""

ORGANIZATION = """
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities:
  - {id: low, name: Low, means: little}
  - {id: high, name: High, means: much}
"""

FACTS = """
kind: vocabulary
id: facts
facts:
  harm: {type: choice, values: [none, some, much], ordered: true, worse: higher}
  loud: {type: boolean}
"""

SEVERITY = """
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: low
rules: [{id: hurt, when: {harm: {at_least: some}}, then: high}]
"""

OFFICE = """
kind: calendar
id: office
timezone: UTC
hours: {mon-fri: ["09:00-17:00"]}
"""


def person(name: str, more: str = "") -> str:
    return f"{{kind: person, id: {name}, name: {name.title()}{', ' if more else ''}{more}}}"


def escalates(name: str = "alarm") -> str:
    """Every incident starts the escalation."""
    head = "kind: decision, id: who, decides: escalation, hit_policy: first"
    return f"{{{head}, otherwise: {name}, rules: []}}"


def plays(name: str = "leak") -> str:
    """The playbook applies to every incident."""
    head = "kind: decision, id: what, decides: playbooks, hit_policy: collect"
    return f"{{{head}, otherwise: [{name}], rules: []}}"


def alarm(steps: str, more: str = "last_resort: person:boss") -> str:
    return f"{{kind: escalation, id: alarm, steps: [{steps}], {more}}}"


def proving(
    *texts: str, days: int = 14, start: str = START, missing: int = 0, select: str = ""
) -> list[Verdict]:
    """The verdicts on a policy of these documents and an organisation."""
    texts = (ORGANIZATION, FACTS, SEVERITY, *texts)
    files: dict[str, str | bytes] = {
        f"policies/{number:03}.yaml": text for number, text in enumerate(texts)
    }
    repository = load_repository(MemoryTree(files))
    program, violations = compile_program(repository.policy, repository.line)
    assert not repository.findings
    assert not violations
    at = parse_instant(start)
    wanted = (select,) if select else ()
    question = Query(at, (at, at + days * DAY), missing, wanted)
    return list(prove_time(program, repository.policy, question))


def verdict(code: str, *texts: str, **question: object) -> Verdict:
    """The only verdict on a property."""
    (found,) = proving(*texts, select=code, **question)  # type: ignore[arg-type]
    return found


def spans(one: Verdict) -> list[tuple[str, str]]:
    """The intervals in which it fails, without seconds and zone."""
    return [(short(start), short(end)) for start, end in one.intervals]


def short(at: int) -> str:
    """`Mon 02 09:00`."""
    text = format_instant(at)
    assert text.endswith(":00Z")
    return f"{text[5:10]} {text[11:16]}"
