"""Incident files: read from anywhere, from the cache where one has been read before."""

from typing import NamedTuple

from govcheck.finding import Diagnostic, Finding, Problem
from govcheck.source import Source
from govcheck.workspace.cache import Cache
from govcheck.workspace.incident_statement import IncidentStatement
from govcheck.workspace.key import content_key


class IncidentFile(NamedTuple):
    """The incidents of a file, or what is wrong with it."""

    reports: tuple[IncidentStatement, ...]
    findings: tuple[Finding, ...]
    source: Source


def read_incidents(path: str, content: bytes, cache: Cache) -> IncidentFile:
    """The incidents of a file; `path` is how the file is called in findings."""
    key = content_key("incident", [(path, content)])
    stored = cache.recall(key, IncidentFile._make)
    if stored is not None:
        return stored
    from govcheck.workspace.plain_incident import plain_incidents

    found = plain_incidents(path, content)
    fresh = with_models(path, content) if found is None else IncidentFile(found[0], (), found[1])
    cache.remember(key, fresh)
    return fresh


def locate_in(path: str, content: bytes, rule: Diagnostic, problem: Problem) -> Finding:
    """The finding of a problem in an incident file, which is read once more for its places."""
    from govcheck.load.file import load_file, place_finding

    loaded = load_file(path, content)
    index = problem.at.index
    refs = (one.ref for one in loaded.documents if one.place().index == index)
    return place_finding(loaded.source, loaded.roots[index], rule, problem, next(refs, None))


def with_models(path: str, content: bytes) -> IncidentFile:
    """The incidents of a file as the models read them, with everything that is wrong."""
    from govcheck.load.file import load_file, unreadable
    from govcheck.load.shape import MISPLACED
    from govcheck.model.incident import Incident

    loaded = load_file(path, content)
    reports = tuple(
        IncidentStatement(
            document.id,
            document.title,
            document.detected_at,
            document.published_at,
            document.aware_at,
            dict(document.facts),
            tuple((conflict.person, conflict.grade) for conflict in document.conflicts),
            document.place().index,
        )
        for document in loaded.documents
        if isinstance(document, Incident)
    )
    findings = loaded.findings
    if not reports and not findings:  # nobody may take silence for an answer
        findings = unreadable(
            path,
            MISPLACED,
            "this file holds no incident",
            "name a file with a document of `kind: incident`",
        ).findings
    return IncidentFile(reports, findings, loaded.source)
