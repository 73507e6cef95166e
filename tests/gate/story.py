"""Requests to change a small policy, with real git repositories behind them."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from govcheck.gate.approval import gate_of
from govcheck.gate.judge import Gate, Judged
from govcheck.gate.request import Request, prepare
from govcheck.gate.reviews import Platform, read_reviews
from govcheck.time.clock import parse_instant

AT = parse_instant("2026-11-23T12:00:00Z")

ORGANIZATION = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities:
  - {id: low, name: Low, means: Nobody is hurt}
  - {id: high, name: High, means: Somebody may be}
"""
PEOPLE = """\
{kind: person, id: ana, name: Ana, email: ana@acme.test, github: ana-acme, gitlab: ana.acme,
 roles: [counsel]}
---
{kind: person, id: ben, name: Ben, email: ben@acme.test, github: Ben-Acme, gitlab: ben.acme}
---
{kind: person, id: clara, name: Clara, email: clara@acme.test, github: clara-acme,
 gitlab: clara.acme, absences: [{from: 2026-11-20, to: 2026-11-25}]}
---
{kind: person, id: dora, name: Dora, email: dora@acme.test, github: dora-acme, gitlab: dora.acme}
---
{kind: person, id: eva, name: Eva, email: eva@acme.test, github: eva-acme, gitlab: eva.acme}
---
{kind: person, id: gone, name: Gone, email: gone@acme.test, github: gone-acme, roles: [counsel],
 active: {until: 2026-06-30}}
---
{kind: person, id: mallory, name: Mallory, email: mallory@acme.test, github: mallory,
 gitlab: mallory}
"""
ROLES = "{kind: role, id: counsel, name: Counsel, permissions: [approve]}\n"
COUNCIL = """\
kind: council
id: board
name: Board
chair: ana
seats:
  - {person: ana, represents: executive}
  - {person: ben, represents: stakeholder}
  - {person: clara, represents: expert, deputy: dora}
  - {person: eva, represents: advocate}
quorum: 3
meets: monthly
"""
FACTS = """\
kind: vocabulary
id: facts
facts:
  followers: {type: integer, minimum: 0, worse: higher}
"""
RULES = """\
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: low
rules:
  - {id: large, when: {followers: {at_least: 10000}}, then: high, because: Many see it}
"""
CONTROL = """\
kind: change-control
id: approvals
rules:
  - id: membership
    when: {kinds: [council, person]}
    requires: {council: two-thirds, includes: [chair]}
  - {id: control, when: {kinds: [change-control]}, requires: {council: unanimity}}
  - {id: weaker, when: {effects: [lowers-severity]}, requires: {council: majority}}
  - {id: rules, when: {paths: ["policies/rules/**"]}, requires: {all_of: [role:counsel]}}
  - {id: texts, when: {paths: ["templates/**"]}, requires: person:ben}
otherwise: {requires: {count: 1, of: [council:board]}}
"""
POLICY = {
    "policies/organization.yaml": ORGANIZATION,
    "policies/people.yaml": PEOPLE,
    "policies/roles.yaml": ROLES,
    "policies/council.yaml": COUNCIL,
    "policies/facts.yaml": FACTS,
    "policies/rules/severity.yaml": RULES,
    "policies/control.yaml": CONTROL,
    "README.md": "Acme\n",
}
EVERYBODY = ("ana-acme", "ben-acme", "clara-acme", "dora-acme", "eva-acme")

Tree = dict[str, "str | bytes | None"]
"""What becomes of files; None is a deletion, `link:…` and `module:…` are no files."""


class Story:
    """A repository, made commit by commit without a work tree."""

    def __init__(self, folder: Path, files: Mapping[str, str] = POLICY) -> None:
        self.folder = folder
        self.git("init", "-q", "--bare", "-b", "main", ".")
        self.base = self.commit(dict(files), "main", author="eva@acme.test")

    def git(self, *arguments: str, stdin: bytes = b"") -> str:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=clean, input=stdin, capture_output=True,
            check=True,
        )  # fmt: skip
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def commit(
        self,
        files: Tree,
        branch: str,
        *,
        author: str = "mallory@acme.test",
        committer: str = "robot@example.org",
        message: str = "Change",
        parents: tuple[str, ...] = (),
    ) -> str:
        """A commit on a branch; on a new one it follows the first commit of main."""
        lines = [b"commit refs/heads/%s" % branch.encode(), b"mark :1"]
        stamp = "<%s> 1795392000 +0000"
        lines.append(b"author A " + (stamp % author).encode())
        lines.append(b"committer C " + (stamp % committer).encode())
        text = message.encode("utf-8", "surrogateescape")
        lines.append(b"data %d\n%s" % (len(text), text))
        known = self.git("for-each-ref", "--format=%(refname)").split()
        if parents:
            lines.append(b"from " + parents[0].encode())
            lines += [b"merge " + parent.encode() for parent in parents[1:]]
        elif f"refs/heads/{branch}" in known:
            lines.append(b"from refs/heads/%s^0" % branch.encode())
        elif known:
            lines.append(b"from " + self.base.encode())
        for path, content in files.items():
            lines.append(_entry(path, content))
        lines.append(b"")
        self.git("fast-import", "--quiet", "--force", stdin=b"\n".join(lines))
        return self.git("rev-parse", f"refs/heads/{branch}")

    def gate(
        self,
        reviews: list[dict[str, Any]] | bytes = b"[]",
        *,
        head: str = "change",
        base: str = "main",
        author: str | None = "mallory",
        pusher: str | None = None,
        pushed_onto: str | None = None,
        platform: Platform = "github",
        at: int = AT,
    ) -> Gate:
        """What the gate says of a request."""
        content = reviews if isinstance(reviews, bytes) else json.dumps(reviews).encode()
        request = Request(str(self.folder), base, head, platform, author, pusher, pushed_onto)
        return gate_of(request, prepare(request, at), read_reviews(content, platform), at)

    def approvals(self, *handles: str, commit: str | None = None) -> list[dict[str, Any]]:
        """An approval by each, of a commit or of the head of the change."""
        found = commit or self.git("rev-parse", "refs/heads/change")
        return [
            review(handle, "APPROVED", found, number) for number, handle in enumerate(handles, 1)
        ]


def _entry(path: str, content: str | bytes | None) -> bytes:
    name = json.dumps(path).encode() if path.isascii() else path.encode("utf-8", "surrogateescape")
    if content is None:
        return b"D " + name
    if isinstance(content, str) and content.startswith("module:"):
        return b"M 160000 " + content.removeprefix("module:").encode() + b" " + name
    mode = b"100644"
    if isinstance(content, str) and content.startswith("link:"):
        mode, content = b"120000", content.removeprefix("link:")
    data = content.encode() if isinstance(content, str) else content
    return b"M %s inline %s\ndata %d\n%s" % (mode, name, len(data), data)


def review(
    handle: str | None, state: str, commit: str | None, number: int, **more: Any
) -> dict[str, Any]:
    """A review as GitHub's API has it, with fields that nobody needs."""
    user = (
        None if handle is None else {"login": handle, "id": 7, "type": "User", "site_admin": False}
    )
    return {
        "id": number,
        "node_id": "MDE3OlB1bGxSZXF1ZXN0UmV2aWV3ODA=",
        "user": user,
        "body": "LGTM",
        "state": state,
        "commit_id": commit,
        "submitted_at": f"2026-11-22T10:{number // 60:02}:{number % 60:02}Z",
        "author_association": "MEMBER",
        **more,
    }


def of(gate: Gate, rule: str) -> Judged:
    """The requirement of a rule."""
    return next(one for one in gate.requirements if one.rule == rule)


def rules_of(gate: Gate) -> list[str]:
    """The rules that apply, in order."""
    return [one.rule for one in gate.requirements]


def why(gate: Gate, rule: str, who: str) -> str:
    """Why somebody does not count for a rule."""
    return next((one.reason for one in of(gate, rule).excluded if one.who == who), "")


LOOSER = RULES.replace("10000", "50000")
"""Rules by which a severity is lower."""

RULE_FILE = "policies/rules/severity.yaml"
ROLE = "{kind: role, id: other, name: Other}\n"


def loosened(story: Story, **more: str) -> str:
    """A commit on the change by which a severity is lower."""
    return story.commit({RULE_FILE: LOOSER}, "change", **more)  # type: ignore[arg-type]
