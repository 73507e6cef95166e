import subprocess
import sys

from govcheck.workspace.examine import examine
from tests.load.shipped import ROOT
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


DIVIDED = """
import os, sys
os.sched_getaffinity = lambda _: {0, 1}
forks = []
fork = os.fork
os.fork = lambda: forks.append(0) or fork()
from govcheck.workspace import examine
from tests.mutations.mutations import shipped
tree = shipped()
tree = tree.with_files({
    path: content.replace(b"wait: ", b"wait: 9").replace(b"person: ", b"person: x")
    for path, content in tree.files.items()
    if path.startswith("policies/")
})
def examined():
    found = examine.examine(tree)
    texts = {path: source.text for path, source in found.sources.items()}
    return found._replace(sources=texts)
alone = examined()
assert not forks
examine._WORTH_DIVIDING = 1
assert examined() == alone
print(len(forks), len({finding.code for finding in alone.findings}) > 10)
"""


def test_several_processes_find_what_one_finds() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DIVIDED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.stdout) == ("", "1 True\n")
