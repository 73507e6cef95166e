"""What was proved, as people and programs read it, one module a format."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, NamedTuple

from govcheck.render.stamp import PolicyStamp
from govcheck.tongue import ENGLISH, Tongue
from govcheck.workspace.prove import Proof, Proven

FORMATS: Final = ("text", "json", "sarif")


class ProofReport(NamedTuple):
    """What a format is given. `written` has the file of each witness, by its number."""

    proof: Proof
    stamp: PolicyStamp
    written: Mapping[int, str] = {}
    color: bool = False
    full: bool = False
    """Whether text has every verdict, with its witness."""
    tongue: Tongue = ENGLISH


def render(report: ProofReport, format_: str) -> str:
    """The verdicts in one of the formats."""
    module = import_module(f"govcheck.report.prove.{format_}")
    return str(module.render(report))


def sort_of(one: Proven) -> str:
    """The sort of a verdict, by its key in `verdict_names`."""
    return "waived" if one.waived is not None else one.verdict.verdict


def summary(proof: Proof, tongue: Tongue = ENGLISH) -> str:
    """One line: how many verdicts of each sort."""
    counts = {"proved": 0, "refuted": 0, "waived": 0, "vacuous": 0, "skipped": 0}
    for one in proof.proven:
        counts[sort_of(one)] += 1
    words = verdict_names(tongue)
    said = [f"{tongue.number(count)} {words[name]}" for name, count in counts.items() if count]
    return ", ".join(said) or tongue.say("nothing was asked")


def verdict_names(tongue: Tongue) -> dict[str, str]:
    """What each sort of verdict is called; `waived` is one that is refuted and accepted."""
    return {
        "proved": tongue.say("proved"),
        "refuted": tongue.say("refuted"),
        "waived": tongue.say("accepted"),
        "vacuous": tongue.say("vacuous"),
        "skipped": tongue.say("skipped"),
    }
