"""The whole site: every file of it, from a policy that loads."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govcheck.agenda.item import Agenda
from govcheck.briefing.simulation.ics import folded
from govcheck.counterfactuals.questions import Trials
from govcheck.duty.coverage import stints
from govcheck.load.repository import Repository
from govcheck.render.escape import ics, json_text
from govcheck.render.page.names import PageNames
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.program import Program
from govcheck.site.bundle import Bundle
from govcheck.site.handbook import Handbook
from govcheck.site.links import FOLDER, Sources
from govcheck.site.reading import SiteRequest, copy_script
from govcheck.site.responding import respond_json
from govcheck.site.search import search_script
from govcheck.time.clock import DAY, format_instant
from govcheck.tongue import tongue
from govcheck.tongue.forms import LANGUAGES

STATIC: Final = os.path.join(os.path.dirname(__file__), "static")
RESPONDS: Final = ("respond.js", "engine.js", "pieces.js", "release.js", "worker.js")
"""The scripts of the responder's page."""
OWN_NAMES: Final = {"en": "English", "de": "Deutsch"}


def build(
    repository: Repository,
    program: Program,
    stamp: PolicyStamp,
    request: SiteRequest,
    bundle: Bundle | None = None,
    agenda: Agenda | None = None,
) -> dict[str, bytes]:
    """Every file of the site by its path. The same question on the same policy, the same bytes.

    Without a bundle the responder's page says that it has no engine, and without an agenda its page
    says so.
    """
    program = program if request.contacts else without_contacts(program)
    reading = request._replace(
        revision=stamp.revision or "",
        dirty=stamp.dirty,
        until=request.at + AHEAD,
        responds=bundle is not None,
    )
    sources = Sources(
        repository, request.source, stamp.revision or "HEAD", contacts=request.contacts
    )
    files: dict[str, str] = {}
    tried: Trials = {}
    for language in _languages(request.language):
        folder = "" if language == request.language else f"{language}/"
        handbook = Handbook(
            repository,
            program,
            tongue(language),
            sources,
            reading,
            tuple(_others(language, request.language)),
            "../" if folder else "",
            agenda,
        )
        for name, text in handbook.pages().items():
            files[f"{folder}{name}.html"] = text
        files[f"{folder}words.js"] = search_script(handbook.entries())
        files[f"{folder}copy.js"] = copy_script(
            reading, handbook.moment(reading.at), handbook.tongue
        )
        if bundle is not None:
            files[f"{folder}respond.json"] = respond_json(handbook, tried)
        if not folder:
            for path, text in handbook.source_pages():
                files[f"{FOLDER}/{path}.html"] = text
            for rota in program.roster.rotas:
                files[f"duty-{rota}.ics"] = rota_calendar(
                    rota, PageNames(program, handbook.tongue), request.at
                )
    files["manifest.webmanifest"] = _manifest(repository, request.language)
    made = {path: text.encode("utf-8", "backslashreplace") for path, text in files.items()}
    made |= {name: _static(name) for name in ("style.css", "page.js", "search.js", "icon.svg")}
    if bundle is not None:
        made |= bundle.files(program, stamp, _drafts(repository))
        made |= {name: _static(name) for name in RESPONDS}
        made["sw.js"] = _service_worker(made)
    return dict(sorted(made.items()))


def _static(name: str) -> bytes:
    with open(os.path.join(STATIC, name), "rb") as file:
        return file.read()


def _service_worker(files: Mapping[str, bytes]) -> bytes:
    """The service worker with the digest of every file, so that a release is whole or is not."""
    digests = {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}
    listed = json.dumps(digests, separators=(",", ":"))
    release = hashlib.sha256(listed.encode()).hexdigest()[:16]
    text = _static("sw.js").decode()
    text = text.replace("const FILES = {};", f"const FILES = {listed};")
    return text.replace("const RELEASE = '';", f"const RELEASE = '{release}';").encode()


def _drafts(repository: Repository) -> dict[str, str]:
    """The texts that actions publish, without their front matter."""
    found = {}
    for path in repository.policy.templates or ():
        try:
            text = repository.tree.read(path).decode("utf-8", "replace").lstrip("\ufeff")
        except OSError:
            continue
        lines = text.splitlines()
        if lines[:1] == ["---"] and "---" in lines[1:]:
            lines = lines[lines.index("---", 1) + 1 :]
        found[path] = "\n".join(lines).strip()
    return found


def without_contacts(program: Program) -> Program:
    """The program without a way to reach anybody."""
    people = {name: person._replace(contacts=()) for name, person in program.roster.people.items()}
    return program._replace(roster=program.roster._replace(people=people))


def _languages(first: str) -> Sequence[str]:
    return (first, *(one for one in LANGUAGES if one != first))


def _others(language: str, first: str) -> Iterator[tuple[str, str, str]]:
    """The other languages of a page: tag, own name, and the way to their folder."""
    up = "" if language == first else "../"
    for one in _languages(first):
        if one != language:
            yield one, OWN_NAMES[one], f"{up}{'' if one == first else one + '/'}"


def _manifest(repository: Repository, language: str) -> str:
    root = repository.policy.organization
    title = tongue(language).say("What do we do?")
    name = "" if root is None else tongue(language).text(root.name)
    document = {
        "name": f"{name} - {title}",
        "short_name": title,
        "start_url": "respond.html",
        "display": "standalone",
        "background_color": "#0b0e12",
        "theme_color": "#0b0e12",
        "icons": [{"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return json_text(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


AHEAD: Final = 396 * DAY
"""How far ahead duty is written down, in seconds."""


def rota_calendar(rota: str, names: PageNames, at: int) -> str:
    """The shifts of a rota from an instant on, for thirteen months; names, no addresses."""
    called = names.document(f"rota/{rota}")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//govcheck//site//EN",
        f"X-WR-CALNAME:{ics(called)}",
    ]
    for one in stints(names.program.roster, f"rota:{rota}", at, at + AHEAD):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{ics(rota)}-{one.start}-{ics(one.person)}@govcheck",
            f"DTSTAMP:{_utc(at)}",
            f"DTSTART:{_utc(one.start)}",
            f"DTEND:{_utc(one.end)}",
            f"SUMMARY:{ics(called)}: {ics(names.person(one.person))}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(map(folded, lines))


def _utc(at: int) -> str:
    return format_instant(at).replace("-", "").replace(":", "")
