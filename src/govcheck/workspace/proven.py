"""`validate --prove`: what is refuted, as findings."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.clock import DAY, format_instant
from govcheck.finding import Finding, Severity, pointer
from govcheck.load.tree import Tree
from govcheck.prove import question as asking
from govcheck.prove.verdict import Verdict
from govcheck.source import Source
from govcheck.workspace.affected import affected
from govcheck.workspace.before import as_committed
from govcheck.workspace.prove import Proof, prove_tree
from govcheck.workspace.select import selected
from govcheck.workspace.validate import Question

HORIZON: Final = 365 * DAY
"""How far ahead is looked, in seconds: as far as `prove` does."""


class Refutations(NamedTuple):
    """Findings, with the text of the files that they are about."""

    findings: list[Finding]
    sources: dict[str, Source]


def refutations(tree: Tree, asked: Question) -> Refutations:
    """An error for all that is refuted with nobody missing, a note for what could not be told.

    What is waived is marked so. Nothing is said of a policy that does not load.
    """
    proof = _proof(tree, asked.at)
    findings = list(_findings(proof, asked.at))
    if asked.paths is not None:

        def elsewhere(other: Tree) -> list[Finding]:
            return list(_findings(_proof(other, asked.at), asked.at))

        earlier = as_committed(tree, asked.paths)
        findings = affected(tree, findings, asked.paths, earlier, elsewhere)
    findings = selected(findings, asked.wanted, asked.unwanted)
    return Refutations(findings, proof.sources)


def _proof(tree: Tree, at: int) -> Proof:
    return prove_tree(tree, asking.Question(at, (at, at + HORIZON)), lambda _verdict: None)


def _findings(proof: Proof, at: int) -> Iterator[Finding]:
    for one in proof.proven:
        verdict = one.verdict
        if one.span is None or verdict.verdict not in ("refuted", "skipped"):
            continue
        refuted = verdict.verdict == "refuted"
        yield Finding(
            one.span,
            verdict.code,
            verdict.name,
            Severity.ERROR if refuted else Severity.NOTE,
            verdict.message if refuted else f"{verdict.message}: {verdict.reason}",
            pointer(() if verdict.place is None else verdict.place.keys),
            "/".join(verdict.subject.split("/")[:2]),
            one.related,
            _help(verdict, at) if refuted else None,
            one.waived,
        )


def _help(verdict: Verdict, at: int) -> str:
    command = f"`govcheck prove --select {verdict.code} --at {format_instant(at)}`"
    shows = f"{command} shows {'the rules' if verdict.witness is None else 'an incident'}"
    if verdict.intervals:
        start, end = (format_instant(instant) for instant in verdict.intervals[0])
        shows += f"; it first fails from {start} to {end}"
    return shows
