"""A site of this repository's policy, made once; with its engine where that can be had."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from govcheck.agenda.item import Agenda
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.library.loaded import stamp
from govcheck.library.location import find_cache
from govcheck.load.repository import Repository
from govcheck.load.tree import FOLDERS, WorkTree
from govcheck.opening.opened import open_tree
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.program import Program
from govcheck.site.build import build
from govcheck.site.bundle import Bundle
from govcheck.site.folder import write_site
from govcheck.site.reading import SiteRequest
from govcheck.site.runtime import usual_runtime
from govcheck.time.clock import parse_instant
from govcheck.workspace.agenda import agenda_of
from tests.site.host import Host, serve

ROOT = Path(__file__).parents[2]
AT = parse_instant("2026-11-14T22:40:00+01:00")

HOSTILE = "<script>alert(1)</script>\"' & \u202eevil"


class OpenedPolicy(NamedTuple):
    """A policy that loads, as the command opens it."""

    repository: Repository
    program: Program
    stamp: PolicyStamp


def agenda(folder: Path) -> Agenda:
    return agenda_of(Snapshot(WorkTree(str(folder)), FOLDERS), Cache(None), AT, proven=False)


def opened(folder: Path) -> OpenedPolicy:
    tree = Snapshot(WorkTree(str(folder)), FOLDERS)
    found = open_tree(tree).must_load()
    return OpenedPolicy(found.repository, found.program, stamp(tree, found.program, exact=True))


@pytest.fixture(scope="session")
def policy() -> OpenedPolicy:
    return opened(ROOT)


@pytest.fixture(scope="session")
def handbook(policy: OpenedPolicy) -> dict[str, str]:
    """The text files of a handbook without contacts and without an engine."""
    files = build(*policy, SiteRequest(AT, "en"), agenda=agenda(ROOT))
    return {path: content.decode() for path, content in files.items()}


@pytest.fixture(scope="session")
def site(policy: OpenedPolicy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole site with contacts, in a folder; skipped where Pyodide cannot be had."""
    cache = find_cache(str(ROOT))
    runtime = usual_runtime(cache.folder)
    if runtime is None:
        pytest.skip("Pyodide is neither in the cache nor to be had from npm")
    bundle = Bundle(runtime, cache if cache.folder else Cache(None))
    files = build(*policy, SiteRequest(AT, "en", contacts=True), bundle, agenda(ROOT))
    if not bundle.compiled:
        pytest.skip("there is no node to compile the engine with")
    folder = tmp_path_factory.mktemp("site")
    write_site(str(folder), files)
    return folder


class Asked(NamedTuple):
    """An incident as the page states it, and as the command reads it."""

    page: str
    file: str


def asked(incident: dict[str, object]) -> Asked:
    """Both forms of an incident in plain values, instants in seconds since 1970 UTC."""
    from govcheck.time.clock import format_instant

    document = {"kind": "incident", **{k: v for k, v in incident.items() if k != "conflicts"}}
    for key in ("detected_at", "published_at", "aware_at"):
        if isinstance(document.get(key), int):
            document[key] = format_instant(int(str(document[key])))
    if conflicts := incident.get("conflicts"):
        assert isinstance(conflicts, list)
        document["conflicts"] = [{"person": who, "grade": grade} for who, grade in conflicts]
    return Asked(json.dumps(incident), json.dumps(document))


def shipped(policy: OpenedPolicy) -> Iterator[dict[str, object]]:
    """The incidents of the repository."""
    for one in policy.repository.policy.incidents:
        facts = {k: list(v) if isinstance(v, tuple) else v for k, v in one.facts.items()}
        found: dict[str, object] = {
            "id": one.id, "title": one.title, "detected_at": one.detected_at, "facts": facts,
            "conflicts": [[each.person, each.grade] for each in one.conflicts],
        }  # fmt: skip
        for key in ("published_at", "aware_at"):
            if getattr(one, key) is not None:
                found[key] = getattr(one, key)
        yield found


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a policy in which names and texts are attacks, and long."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("policies", "incidents", "posts", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    written = json.dumps(HOSTILE, ensure_ascii=True)
    for path, old in (
        ("people/mei.yaml", "name: Mei Tan"),
        ("teams/social.yaml", "name: {en: Social media, de: Social Media}"),
        ("councils/social-council.yaml", "name: {en: Social media council, de: Social-Media-Rat}"),
        ("organization/larkling.yaml", "name: Larkling "),
        ("roles/legal-counsel.yaml", "name: {en: Legal counsel, de: Recht}"),
        ("rotas/community-duty.yaml", "name: {en: Social media, de: Social Media}"),
        ("calendars/office-berlin.yaml",
         "name: {en: office hours in Berlin, de: Bürozeiten in Berlin}"),
        ("trainings/social-basics.yaml",
         "name: {en: Social media basics, de: Grundlagen Social Media}"),
        ("representatives/representatives.yaml", "name: {en: support, de: Support}"),
    ):  # fmt: skip
        place = folder / "policies" / path
        text = place.read_text()
        assert old in text
        place.write_text(text.replace(old, f"name: {written} ", 1))
    waivers = folder / "policies/waivers/unknown-harm.yaml"
    waivers.write_text(waivers.read_text().replace("[chair]", "[role:legal-counsel, mei]", 1))
    ben = folder / "policies/people/ben.yaml"
    ben.write_text(ben.read_text().replace("name: Ben Osei", f"name: {'B' * 200}", 1))
    goals = folder / "policies/goals/goals.yaml"
    long = "A" * 200
    goals.write_text(goals.read_text().replace("Answer safety questions before", long, 1))
    place = folder / "incidents/airbag-video.yaml"
    title = re.escape("title: Video says that our child seat failed in a crash")
    place.write_text(re.sub(title, lambda _: f"title: {written}", place.read_text()))
    request = SiteRequest(AT, "en", contacts=True)
    files = build(*opened(folder), request, agenda=agenda(folder))
    write_site(str(folder / "out"), files)
    return folder / "out"


@pytest.fixture(scope="session")
def hostile(hostile_site: Path) -> dict[str, str]:
    """Its text files."""
    return {
        str(path.relative_to(hostile_site)): path.read_text(encoding="utf-8")
        for path in hostile_site.rglob("*.*")
        if path.is_file()
    }


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    found = serve(site)
    yield found
    found.stop()
