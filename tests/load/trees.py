"""Repositories made in a test: a tree that lives in memory."""

from textwrap import dedent

from govcheck.load.tree import FOLDERS, TreeEntry
from govcheck.source import Source, Span


class MemoryTree:
    """Files by path."""

    root = "/nowhere"
    revision: str | None = None

    def __init__(self, files: dict[str, str | bytes]) -> None:
        self.files = {
            path: text if isinstance(text, bytes) else dedent(text).encode()
            for path, text in files.items()
        }

    def entries(self) -> list[TreeEntry]:
        return sorted(
            TreeEntry(path, "file", len(content))
            for path, content in self.files.items()
            if path.partition("/")[0] in FOLDERS
        )

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(2, "No such file or directory", path)
        return self.files[path]

    def exists(self, path: str) -> bool:
        return path in self.files

    def under(self, span: Span) -> str:
        """The text that a span covers."""
        text = self.files[span.path].decode("utf-8", "replace").lstrip("\ufeff")
        return Source(span.path, text).excerpt(span)

    def with_files(self, files: dict[str, str | bytes]) -> "MemoryTree":
        tree = MemoryTree(files)
        tree.files = self.files | tree.files
        return tree


SMALL = MemoryTree(
    {
        "policies/organization.yaml": """\
            kind: organization
            id: acme
            name: Acme
            format: 1
            timezone: Europe/Berlin
            languages: [en]
            severities:
              - {id: low, name: Low, means: Nobody is hurt}
              - {id: high, name: High, means: Somebody may be}
            """,
        "policies/people.yaml": """\
            kind: person
            id: ana
            name: Ana
            deputies: [ben]
            ---
            kind: person
            id: ben
            name: Ben
            calendar: office
            """,
        "policies/office.yaml": """\
            kind: calendar
            id: office
            timezone: Europe/Berlin
            hours: {mon-fri: ["09:00-17:00"]}
            """,
        "policies/facts.yaml": """\
            kind: vocabulary
            id: facts
            facts:
              topics: {type: tags, values: [safety, praise]}
              followers: {type: integer, minimum: 0, worse: higher}
            """,
        "policies/severity.yaml": """\
            kind: decision
            id: severity
            decides: severity
            hit_policy: highest
            otherwise: low
            rules:
              - id: safety
                when: {topics: [safety], followers: {at_least: 1000}}
                then: high
                because: Somebody may be hurt
            """,
        "incidents/video.yaml": """\
            kind: incident
            id: video
            title: A video
            detected_at: 2026-03-14T22:40:00+01:00
            facts: {topics: [safety], followers: 48000}
            """,
        "scenarios/video.yaml": """\
            kind: scenario
            id: video
            incident: incidents/video.yaml
            absent: [ana]
            expect: {severity: high}
            """,
    }
)
"""A repository without faults."""
