"""Waivers of properties that `prove` refutes."""

from collections.abc import Iterable

from govcheck.acceptance.judgement import WaiverNote
from govcheck.prove.verdict import Verdict


def accepting(verdict: Verdict, waivers: Iterable[WaiverNote]) -> list[WaiverNote]:
    """The waivers that accept a refuted property, or all of its document, each until its day."""
    if verdict.verdict != "refuted":
        return []
    return [
        waiver
        for waiver in waivers
        if waiver.check in (verdict.code, verdict.name)
        and f"{verdict.subject}/".startswith(f"{waiver.subject}/")
    ]
