"""What `validate` looks at outside the policy's folders counts, although it is not in the key."""

from pathlib import Path

from govcheck.load.tree import WorkTree
from govcheck.workspace.cache import Cache
from govcheck.workspace.validate import validate

POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities: [{id: sev1, name: One, means: Any}]
---
kind: playbook
id: leak
actions:
  - {id: warn, do: Warn, owed_by: "person:ana", template: templates/warning.md}
"""


def codes(root: Path, cache: Path) -> set[str]:
    findings = validate(WorkTree(str(root)), Cache(str(cache))).findings
    return {finding.code for finding in findings if finding.code in ("PLAY016", "PLAY017")}


def test_a_template_that_comes_changes_or_goes_is_noticed(tmp_path: Path) -> None:
    root, cache = tmp_path / "repository", tmp_path / "cache"
    template = root / "templates" / "warning.md"
    for folder in (root / "policies", template.parent):
        folder.mkdir(parents=True)
    (root / "policies" / "policy.yaml").write_text(POLICY)
    assert codes(root, cache) == {"PLAY016"}
    template.write_text("Text")
    assert codes(root, cache) == set()
    template.write_text("---\nreview_by: 2020-01-01\n---\nText")
    assert codes(root, cache) == {"PLAY017"}
    assert codes(root, cache) == {"PLAY017"}
    template.unlink()
    assert codes(root, cache) == {"PLAY016"}
