from govcheck.workspace.examine import examine
from tests.load.trees import SMALL

GUARANTEE = """\
kind: guarantee
id: safety-is-high
for: {topics: [safty]}
holds: {severity: highest}
"""


def test_names_that_a_guarantee_misspells_are_found() -> None:
    tree = SMALL.with_files({"policies/guarantee.yaml": GUARANTEE})
    found = [f for f in examine(tree).findings if f.span.path == "policies/guarantee.yaml"]
    assert [(f.pointer, f.message) for f in found] == [
        ("/for/topics/0", "`safty` is not a value of `topics`"),
        ("/holds/severity", "`highest` is not a value of `severity`"),
    ]
