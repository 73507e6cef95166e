"""What CONTRIBUTING says of adding a kind of document is enough for one that nobody knows yet."""

import re
import shutil
from pathlib import Path

import pytest

from tests.contributing.copy import copied, govcheck

MODEL = '''"""Sponsors: who pays for what is posted."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder, KeyedBy
from govcheck.model.scalars import ChannelId, Day, Id, PersonId, Text


class Deal(Model):
    """What is paid for."""

    channel: ChannelId
    until: Day


class Sponsor(Document):
    """A company that pays."""

    kind: Literal["sponsor"]
    id: Id
    name: Text
    contact: PersonId
    deals: Annotated[AnyOrder[Deal], KeyedBy("channel")] = ()
'''

SPONSOR = """# yaml-language-server: $schema=../../schemas/sponsor.schema.json
kind: sponsor
id: acme
name: Acme
contact: ana
deals:
  - {channel: x-global, until: 2027-01-31}
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with one more kind, made by the list alone."""
    folder = copied(tmp_path_factory.mktemp("checkout"))
    model = folder / "src/govcheck/model"
    (model / "sponsor.py").write_text(MODEL)
    kinds = (model / "kinds.py").read_text()
    team = "from govcheck.model.team import"
    kinds = kinds.replace(team, f"from govcheck.model.sponsor import Sponsor\n{team}", 1)
    kinds = re.sub(r"(?m)^    Waiver,\n", "    Waiver,\n    Sponsor,\n", kinds)
    (model / "kinds.py").write_text(kinds)
    (folder / "policies/sponsors").mkdir()
    (folder / "policies/sponsors/acme.yaml").write_text(SPONSOR)
    done = govcheck(folder, "schema")
    assert done.returncode == 0, done.stderr
    return folder


def test_the_kind_has_a_schema_that_agrees(checkout: Path) -> None:
    assert (checkout / "schemas/sponsor.schema.json").exists()
    assert govcheck(checkout, "schema", "--check").returncode == 0


def test_only_change_control_has_not_heard_of_it(checkout: Path) -> None:
    done = govcheck(checkout, "validate", "--format", "concise", "--fail-level", "warning")
    assert [line.split(": ", 1)[1][:17] for line in done.stdout.splitlines()] == [
        "warning[CHNG001]:"
    ], done.stdout + done.stderr
    assert "sponsor" in done.stdout


def test_a_dangling_name_is_found(checkout: Path) -> None:
    file = checkout / "policies/sponsors/acme.yaml"
    file.write_text(SPONSOR.replace("x-global", "x-globel"))
    done = govcheck(checkout, "validate", "--format", "concise", "--select", "REF")
    file.write_text(SPONSOR)
    assert "`x-globel` is not a known channel" in done.stdout


def test_a_change_of_it_is_an_edit_of_its_item(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout / "policies", tmp_path / "policies")
    shutil.copytree(checkout / "templates", tmp_path / "templates")
    file = tmp_path / "policies/sponsors/acme.yaml"
    file.write_text(SPONSOR.replace("2027-01-31", "2027-02-28"))
    done = govcheck(checkout, "diff", str(checkout), str(tmp_path), "--format", "json")
    assert '"pointer": "/deals/0/until"' in done.stdout, done.stderr


def test_it_is_laid_out(checkout: Path) -> None:
    file = checkout / "policies/sponsors/acme.yaml"
    file.write_text(SPONSOR.replace("name: Acme\ncontact: ana", "contact: ana\nname:   Acme"))
    assert govcheck(checkout, "fmt", "policies/sponsors").returncode == 0
    assert "name: Acme\ncontact: ana\n" in file.read_text()
    file.write_text(SPONSOR)
