"""A finding that is accepted by a comment asks for what a waiver asks for."""

from datetime import date
from pathlib import Path

import pytest

from govcheck.scaffold.plan import SIZES, plan
from tests.gate.story import Story, of, rules_of

ROOT = Path(__file__).resolve().parents[2]
WAIVER = """\
kind: waiver
id: sooner
check: ORG001
subject: organization/x
reason: We know
approved_by: [chair]
until: 2027-01-01
"""


def shipped() -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for folder in ("policies", "scenarios", "incidents", "templates")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("size", [*SIZES, "shipped"])
def test_a_comment_asks_for_as_much_as_a_waiver(tmp_path: Path, size: str) -> None:
    here = size == "shipped"
    files = shipped() if here else plan(size, "Acme", "UTC", date(2026, 11, 25))
    story = Story(tmp_path, files)
    path = next(path for path in sorted(files) if path.startswith("policies/channels/"))
    comment = "# govcheck: ignore[CHAN002] we know\n"
    story.commit({path: comment + files[path]}, "comment")
    comment_gate = story.gate(head="comment")
    story.commit({"policies/waivers/sooner.yaml": WAIVER}, "document")
    document_gate = story.gate(head="document")
    assert "waived" in rules_of(comment_gate)
    control = of(document_gate, "rules-of-change" if here else "control")
    assert of(comment_gate, "waived").requires == control.requires
    assert of(document_gate, "waived").requires == control.requires
