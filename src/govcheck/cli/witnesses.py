"""Witnesses written to files, for `simulate` and `test`."""

import os

from govcheck.console.standard import write_text
from govcheck.prove.replay import replay
from govcheck.report.prove.witness import incident, names, scenario
from govcheck.workspace.prove import Proof


def write_witnesses(folder: str, proof: Proof) -> dict[int, str]:
    """Write each witness below a folder; the paths of the incidents, by number of the verdict."""
    written: dict[int, str] = {}
    for number, name in names(proof).items():
        verdict = proof.proven[number].verdict
        assert verdict.witness is not None
        outcome = replay(proof.program, verdict.witness)
        files = {
            "incidents": incident(name, verdict, verdict.witness),
            "scenarios": scenario(name, verdict, verdict.witness, outcome),
        }
        paths = {kind: os.path.join(folder, kind, f"{name}.yaml") for kind in files}
        for kind, text in files.items():
            write_text(paths[kind], text, new=False)
        written[number] = paths["incidents"]
    return written
