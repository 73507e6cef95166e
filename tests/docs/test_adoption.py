"""An afternoon in a terminal: somebody types what the README says, and answers what is asked.

In tmux, so that there is a terminal of 80 columns: `init` asks in one, and nowhere else.
"""

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.test_first_steps import PEOPLE

pytestmark = pytest.mark.slow

PATIENCE = 240
"""So many seconds one command may take on a busy machine."""
ANSWERS = (
    ("Name of the organisation", "Larkling"),
    ("Time zone", "Europe/Berlin"),
    ("Languages", "en,de"),
    ("Table of your people", "people.csv"),
    ("Your accounts", "instagram=@larkling"),
    ("Size", "startup"),
)


GERMAN = (
    ("Name der Organisation", "Müller & Söhne"),
    ("Zeitzone", "Europe/Berlin"),
    ("Sprachen", ""),
    ("Tabelle der eigenen Leute", "personen.csv"),
    ("Eigene Konten", "instagram=@mueller, linkedin=mueller"),
    ("Größe", "consumer"),
)
TWELVE = """\
Personalliste;;;;;;;;
Name;E-Mail;Abteilung;Zeitzone;Sprachen;Rolle;Telefon;Eintritt;Austritt
Ana Keller;ana@x.example;Marketing;Europe/Berlin;de, en;Social-Media-Managerin;+49 30 1;01.03.2024;
"Weiß, Clara";clara@x.example;Kommunikation;W. Europe Standard Time;de/en;Sprecherin;0049 30 4;;
Jürgen Müller;juergen@x.example;Geschäftsführung;;de;Geschäftsführer;+49 30 5;01.01.2019;
Dr. Eva Schmidt;eva@x.example;Recht;;de, en;Justiziarin;+49 30 6;01.02.2020;
Peter Groß;peter@x.example;Datenschutz;;de;Datenschutzbeauftragter;+49 30 7;;
Lena Vogt;lena@x.example;Kundenservice;;de;Community-Managerin;+49 30 8;;
Max Kuhn;max@x.example;Kundenservice;;de, en;Teamleiter Support;+49 30 9;;
Sina Öz;sina@x.example;Marketing;;de, tr;Redakteurin;+49 30 10;01.05.2023;
Tom Brandt;tom@x.example;Technik;;de, en;Produktmanager;+49 30 11;;
Ute Lang;ute@x.example;Personal;;de;Personalreferentin;4,93023E+11;;
Karl Frey;karl@x.example;Lager;;de;Lagerist;+49 30 13;01.05.2018;
Nora Beck;nora@x.example;Marketing;;de, en;Leiterin Marketing;+49 30 14;;
;;;;;;;;
"""
"""What Excel writes in Germany, with a mark in front, and lines that end as on Windows."""


class Terminal:
    """A shell in tmux, typed into and read from."""

    def __init__(self, folder: Path, programs: Path, home: Path) -> None:
        self._socket = str(folder / "tmux")
        kept = ("PATH", "LANG", "SSL_CERT_FILE", "PIP_INDEX_URL", "NPM_CONFIG_REGISTRY")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "TERM": "screen",
            "GOVCHECK_LANG": "en",
            # Python for browsers is large; where it has been fetched already it is taken from.
            "GOVCHECK_CACHE_DIR": os.environ.get("GOVCHECK_CACHE_DIR") or str(home / "cache"),
            "PS1": "> ",
        }
        self._environment = environment
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "50", "-c",
                   str(folder), "bash --norc --noprofile")  # fmt: skip
        self._tmux("set-option", "-g", "history-limit", "20000")
        self._commands = 0

    def stop(self) -> None:
        self._tmux("kill-server")

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-l", text)
        self._tmux("send-keys", "Enter")

    def screen(self) -> str:
        """Everything that has been shown, with wrapped lines joined."""
        return self._tmux("capture-pane", "-p", "-J", "-S", "-")

    def wait(self, pattern: str) -> re.Match[str]:
        """What is shown once something is."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = re.search(pattern, self.screen(), re.MULTILINE)
            if found is not None:
                return found
            time.sleep(0.2)
        pytest.fail(f"{pattern!r} was not shown:\n{self.screen()[-3000:]}")

    def run(self, command: str, answers: tuple[tuple[str, str], ...] = ()) -> str:
        """What a command shows; it has to end well."""
        self._commands += 1
        begin, end = f"begin-{self._commands}", f"end-{self._commands}"
        self.type(f"echo {begin[:5]}{begin[5:]!r}; {command}; echo {end[:3]}{end[3:]!r}:$?")
        for question, text in answers:
            self.wait(f"^{question}.*:")
            self.type(text)
        code = self.wait(rf"^{end}:(\d+)$")[1]
        shown = self.screen().split(f"\n{begin}\n")[-1].split(f"\n{end}:")[0]
        assert code == "0", f"$ {command}\n{shown}"
        return shown

    def _tmux(self, *words: str) -> str:
        command = ("tmux", "-S", self._socket, *words)
        done = subprocess.run(
            command, env=self._environment, check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout


@pytest.fixture
def terminal(tmp_path: Path, fresh_programs: Path) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux")
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8-sig")
    found = Terminal(tmp_path, fresh_programs, home)
    yield found
    found.stop()


def test_a_team_adopts_it_in_a_quarter_of_an_hour(terminal: Terminal, tmp_path: Path) -> None:
    start = time.monotonic()
    said = terminal.run("govcheck init governance", ANSWERS)
    assert "validated and proved: 0 errors" in said
    terminal.run("cd governance")
    assert "error" not in terminal.run("govcheck validate")
    answer = terminal.run("govcheck simulate incidents/customer-list.yaml")
    assert "Clara Weiß" in answer
    verdict = answer.splitlines().index(next(one for one in answer.splitlines() if " - " in one))
    assert verdict <= 10, "what is only to be looked at does not push the answer off the screen"
    assert max(map(len, answer.splitlines()[verdict:])) <= 80
    terminal.run("git init -q . && git config user.name A && git config user.email a@x.example")
    hooks = "--hook-type pre-commit --hook-type pre-push"
    terminal.run(f"pre-commit install {hooks}")
    terminal.run("git add -A")
    hooked = terminal.run("git commit -qm First")
    assert hooked.count("Passed") == 3, hooked
    built = terminal.run("govcheck site public")
    assert re.search(r"wrote \d+ files", built)
    page = (tmp_path / "governance/public/index.html").read_text(encoding="utf-8")
    assert "Larkling" in page
    assert time.monotonic() - start < 15 * 60


def test_a_german_company_adopts_it_with_its_list_from_excel(
    terminal: Terminal, tmp_path: Path
) -> None:
    content = TWELVE.replace("\n", "\r\n").encode("utf-8-sig")
    (tmp_path / "personen.csv").write_bytes(content)
    terminal.run("export GOVCHECK_LANG=de")
    said = terminal.run("govcheck init regeln", GERMAN)
    assert "`4,93023E+11` ist keine Nummer, die man anrufen kann" in said
    assert (
        "Ana Keller: Social-Media-Management, Kanal-Administration (anstelle von Alex Reed)" in said
    )
    assert "Clara Weiß: Pressestelle (neben Jürgen Müller)" in said
    assert "ohne Aufgabe, also nie angerufen: Karl Frey, Nora Beck" in said
    assert "geprüft und bewiesen: 0 Fehler" in said
    assert "languages: [de]" in (tmp_path / "regeln/policies/organization.yaml").read_text("utf-8")
    terminal.run("cd regeln")
    answer = terminal.run("govcheck simulate incidents/customer-list.yaml")
    assert re.search(r"^  jetzt +Ana Keller +\+49 30 1 ", answer, re.MULTILINE)
    assert "Recht: Dr. Eva Schmidt +49 30 6" in answer
    assert "EINGEHALTEN (3)" in terminal.run("govcheck review late-parcel")


def test_a_command_is_typed_as_it_is_written() -> None:
    """A mark is not found in the line that makes it."""
    assert shlex.split("echo end'-1':$?") == ["echo", "end-1:$?"]
