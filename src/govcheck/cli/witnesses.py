"""Witnesses written to files, for `simulate` and `test`."""

import os
from collections.abc import Mapping

import click

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
        _write({paths[kind]: text for kind, text in files.items()})
        written[number] = paths["incidents"]
    return written


def _write(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise click.FileError(path, error.strerror or "cannot be written") from None
