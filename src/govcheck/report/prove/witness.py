"""A witness as an incident file, as a scenario, and as the command that shows it."""

import json
import re
import shlex
from collections.abc import Iterable, Iterator
from typing import Final

from govcheck.prove.replay import Stateable, stateable
from govcheck.prove.verdict import Verdict, Witness
from govcheck.render.escape import json_text, terminal
from govcheck.scenarios.confirmation import WITNESSED
from govcheck.simulate.outcome import Outcome
from govcheck.time.clock import format_duration, format_instant
from govcheck.workspace.prove import Proof

_PLAIN: Final = re.compile(r"[a-z][a-z0-9-]*")
_NOT_TEXT: Final = ("true", "false", "null")
_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")


def names(proof: Proof) -> dict[int, str]:
    """An id for each witness, by the number of its verdict."""
    found: dict[int, str] = {}
    for number, one in enumerate(proof.proven):
        if one.verdict.witness is not None:
            name = f"{one.verdict.code}-{one.verdict.subject}".lower()
            name = _NOT_IN_ID.sub("-", name).strip("-")
            count = sum(other == name or other.startswith(f"{name}-w") for other in found.values())
            found[number] = f"{name}-w{count + 1}" if count else name
    return found


def incident(name: str, verdict: Verdict, witness: Witness) -> str:
    """An incident file."""
    return "\n".join([*_comment(verdict), "kind: incident", f"id: {name}", *body(witness, "")])


def scenario(name: str, verdict: Verdict, witness: Witness, outcome: Outcome) -> str:
    """A scenario with the outcome as it is now, for somebody to put right."""
    lines = [
        *_comment(verdict),
        f"# {WITNESSED}",
        "kind: scenario",
        f"id: {name}",
        "incident:",
        *body(witness, "  ")[:-1],
    ]
    if witness.absent:
        lines.append(f"absent: {flow(list(witness.absent))}")
    if witness.acknowledged:
        lines.append("acknowledged:")
    for person, after in witness.acknowledged:
        lines.append(f"  - {{by: 'person:{person}', at: {format_duration(after)}}}")
    return "\n".join([*lines, "expect:", *expected(outcome), ""])


def command(witness: Witness, path: str | None) -> str:
    """What to type to see it: with the file where there is one, else with the incident within."""
    options = ["--at", format_instant(witness.detected_at)]
    for person in witness.absent:
        options += ["--absent", person]
    for person, after in witness.acknowledged:
        options += ["--ack", f"{person}@+{format_duration(after)}"]
    if path is not None:
        return shlex.join(["govcheck", "simulate", path, *options])
    document = {
        "kind": "incident",
        "id": "witness",
        "title": "Witness",
        "detected_at": format_instant(witness.detected_at),
        "facts": stateable(witness.facts),
    }
    text = json_text(json.dumps(document))
    return f"{shlex.join(['govcheck', 'simulate', '-', *options])} <<'EOF'\n{text}\nEOF"


def _comment(verdict: Verdict) -> Iterator[str]:
    yield f"# {verdict.code} {verdict.name}: {terminal(verdict.subject)}"
    yield f"# {terminal(verdict.message)}"


def body(witness: Witness, indent: str) -> list[str]:
    """The lines of an incident's own keys, and an empty one."""
    lines = [
        f"{indent}title: {flow(witness.note or 'Witness')}",
        f"{indent}detected_at: {format_instant(witness.detected_at)}",
    ]
    facts = stateable(witness.facts)
    if facts:
        lines.append(f"{indent}facts:")
        lines += [f"{indent}  {name}: {flow(value)}" for name, value in facts.items()]
    return [*lines, ""]


def expected(outcome: Outcome) -> Iterator[str]:
    """The lines below `expect` that say what is decided and what is missed."""
    results = {one.decision.name: one.result for one in outcome.verdicts}
    for name in ("severity", "escalation"):
        if name in results:
            yield f"  {name}: {flow(results[name][0])}"
    if "playbooks" in results:
        yield f"  playbooks: {flow(list(results['playbooks']))}"
    yield f"  missed: {flow(list(outcome.missed))}"


def flow(value: Stateable | Iterable[str]) -> str:
    """A value as YAML within a line; JSON is YAML, and quotes what needs it."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value not in _NOT_TEXT
        return value if plain else json_text(json.dumps(value))
    if isinstance(value, int | float):
        return json.dumps(value)
    return f"[{', '.join(map(flow, value))}]"
