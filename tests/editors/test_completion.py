"""What yaml-language-server, which editors run, offers by the schemas of `schema --ids`."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
DECISION = """\
# yaml-language-server: $schema=../schemas/decision.schema.json
kind: decision
id: d
decides: severity
hit_policy: highest
otherwise: sev4
rules:
  - id: r
    when:
      severity:
    then:
"""
TEAM = """\
# yaml-language-server: $schema=../schemas/team.schema.json
kind: team
id: t
name: T
lead:
members:
  - person:
"""
ESCALATION = """\
# yaml-language-server: $schema=../schemas/escalation.schema.json
kind: escalation
id: e
steps: []
last_resort:
"""
INCIDENT = """\
# yaml-language-server: $schema=../schemas/incident.schema.json
kind: incident
id: x
facts:
  channel:
"""


class LanguageServer:
    """The server in a process of its own, asked one thing after the other."""

    def __init__(self, folder: Path, root: Path) -> None:
        program = folder / "node_modules" / ".bin" / "yaml-language-server"
        command = ["node", str(program), "--stdio"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
        self._root = root
        self._number = 0
        self._ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        self._send({"method": "initialized", "params": {}})

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def offered(self, text: str, line: str, behind: str = "") -> list[str]:
        """What is offered at the end of a line, once more is written there."""
        lines = text.splitlines()
        at = lines.index(line)
        lines[at] += behind
        uri = (self._root / "policies" / f"new-{self._number}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": "\n".join(lines) + "\n"}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        position = {"line": at, "character": len(lines[at])}
        asked = {"textDocument": {"uri": uri}, "position": position}
        found = self._ask("textDocument/completion", asked)
        return [item["label"] for item in found["items"]]

    def _ask(self, method: str, params: Any) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._read()
            if "method" in message and "id" in message:  # the server asks for its configuration
                result: Any = [{}] if message["method"] == "workspace/configuration" else None
                self._send({"id": message["id"], "result": result})
            elif message.get("id") == self._number:
                return message["result"]

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        assert self._process.stdout is not None
        while header := self._process.stdout.readline().strip():
            if header.lower().startswith(b"content-length"):
                length = int(header.partition(b":")[2])
        assert length, "the server has ended"
        found: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("yaml-language-server needs node and npm, which are not installed")
    folder = tmp_path_factory.mktemp("server")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(Path(__file__).parent / name, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"yaml-language-server cannot be installed: {done.stderr[-300:]}")
    root = tmp_path_factory.mktemp("larkling")
    shutil.copytree(ROOT / "policies", root / "policies")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert run(["schema", "--ids", "-q"]) == 0
    started = LanguageServer(folder, root)
    yield started
    started.stop()


def test_facts_complete_in_conditions_and_incidents(server: LanguageServer) -> None:
    condition = DECISION.replace("      severity:\n", "      \n")
    assert {"followers", "topics", "severity", "all"} <= set(server.offered(condition, "      "))
    incident = INCIDENT.replace("  channel:\n", "  \n")
    assert {"followers", "topics", "channel"} <= set(server.offered(incident, "  "))


def test_values_results_and_severities_complete(server: LanguageServer) -> None:
    assert {"sev1", "sev4"} <= set(server.offered(DECISION, "      severity:", " "))
    assert {"crisis", "none", "data-leak"} <= set(server.offered(DECISION, "    then:", " "))
    assert "x-global" in server.offered(INCIDENT, "  channel:", " ")


def test_ids_and_targets_complete_where_a_field_names_them(server: LanguageServer) -> None:
    team = TEAM.replace("  - person:\n", "")
    assert {"ben", "mei"} <= set(server.offered(team, "lead:", " "))
    assert {"ben", "mei"} <= set(server.offered(TEAM, "  - person:", " "))
    offered = set(server.offered(ESCALATION, "last_resort:", " "))
    assert {"person:ben", "role:legal-counsel", "rota:community-duty"} <= offered
