"""From nothing to a policy with one's own people, by what the README says."""

import os
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PEOPLE = """\
Name;E-Mail;Abteilung;Zeitzone;Sprachen;Rolle;Telefon;GitHub
Ana Keller;ana@larkling.example;Marketing;Europe/Berlin;de, en;Social-Media-Managerin;+49 30 1;ana-l
"Weiß, Clara";clara@larkling.example;;W. Europe Standard Time;de/en;Gründerin;+49 30 2;clara-l
Ben Ito;ben@larkling.example;Support;Europe/Berlin;en;Community;+49 30 3;ben-l
Jonas Brandt;jonas@larkling.example;Recht;Europe/Berlin;de, en;Jurist;+49 30 4;jonas-l
Tomas Novak;tomas@larkling.example;Produkt;Europe/Berlin;en;Ingenieur;+49 30 5;tomas-l
"""


def test_their_own_repository_with_their_own_people(tmp_path: Path, fresh_programs: Path) -> None:
    environment = {
        **{
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("GIT_", "PYTHON"))
        },
        "PATH": f"{fresh_programs}{os.pathsep}{os.environ['PATH']}",
        "GOVCHECK_CACHE_DIR": "",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }
    folder = tmp_path / "governance"

    def run(*command: str, at: Path = tmp_path) -> str:
        done = subprocess.run(
            command,
            cwd=at,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=400,
            encoding="utf-8",
        )
        assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
        return done.stdout + done.stderr

    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8-sig")
    arguments = ("--size", "startup", "--name", "Larkling", "--timezone", "Europe/Berlin")
    own = ("--languages", "de,en", "--people", "people.csv", "--channel", "instagram=@larkling")
    said = run("govcheck", "init", "governance", *arguments, *own)
    assert "validated and proved: 0 errors" in said
    run("git", "init", "-q", ".", at=folder)
    run("pre-commit", "install", at=folder)
    run("govcheck", "validate", at=folder)
    assert "11 passed" in run("govcheck", "test", at=folder)
    answer = run("govcheck", "simulate", "incidents/customer-list.yaml", at=folder)
    assert "Clara Weiß" in answer
    assert "+49 30 2" in answer
    assert "wer entscheidet" in (folder / "README.md").read_text(encoding="utf-8")
    run("govcheck", "export", "ics", "council:social-council", at=folder)
    assert "TAKEN: 0" in run("govcheck", "import", "csv", str(tmp_path / "people.csv"), at=folder)
