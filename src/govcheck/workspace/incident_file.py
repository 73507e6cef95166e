"""Incident files: read from anywhere, from the cache where one has been read before."""

from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.store import Cache
from govcheck.finding import Diagnostic, Finding, Problem
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.statement import IncidentStatement, statement_of
from govcheck.source import Source
from govcheck.translation import said


class IncidentFile(NamedTuple):
    """The incidents of a file, or what is wrong with it."""

    reports: tuple[IncidentStatement, ...]
    findings: tuple[Finding, ...]
    source: Source


def read_incidents(path: str, content: bytes, cache: Cache) -> IncidentFile:
    """The incidents of a file; `path` is how the file is called in findings."""
    from govcheck.workspace.plain_incident import plain_incidents

    found = plain_incidents(path, content, simple=True)  # in less time than from the cache
    if found is not None:
        return IncidentFile(found[0], (), found[1])
    memo = Memo(cache, content_key("incident", [(path, content)]))
    return memo.find(IncidentFile, lambda: _read(path, content))


def _read(path: str, content: bytes) -> IncidentFile:
    from govcheck.workspace.plain_incident import plain_incidents

    found = plain_incidents(path, content)
    return with_models(path, content) if found is None else IncidentFile(found[0], (), found[1])


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
        statement_of(document) for document in loaded.documents if isinstance(document, Incident)
    )
    findings = loaded.findings
    if not reports and not findings:  # nobody may take silence for an answer
        findings = unreadable(
            path,
            MISPLACED,
            said("this file holds no incident"),
            said("name a file with a document of `kind: incident`"),
        ).findings
    return IncidentFile(reports, findings, loaded.source)
