"""`govcheck init`."""

import os
import re
import shlex
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import click

from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.output import note
from govcheck.errors import ScaffoldError, reason_of
from govcheck.render.escape import terminal
from govcheck.tongue import LANGUAGES, Tongue
from govcheck.translation import said

if TYPE_CHECKING:
    from govcheck.scaffold.cast import OwnPerson
    from govcheck.scaffold.own import Settled

SIZES: Final = ("startup", "consumer", "enterprise")
_ACCOUNTS: Final = re.compile(r"\s*[,;]\s*|\s+(?=[\w-]+=)")
"""Between accounts; a handle may have spaces."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--size", type=click.Choice(SIZES), help="How many people and rules to begin with.")
@click.option("--name", help="The organisation's name; default: the folder's.")
@click.option("--timezone", metavar="ZONE", help="The organisation's IANA time zone; default: UTC.")
@click.option("--languages", metavar="LIST", help="The organisation's languages: `de,en`.")
@click.option(
    "--people",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Your people, as CSV or Excel, in the place of the examples.",
)
@click.option(
    "--channel",
    "channels",
    metavar="NETWORK=HANDLE",
    multiple=True,
    help="An account of yours; so often as you have some.",
)
@click.option(
    "--source",
    metavar="URL",
    help="Where pipelines install govcheck from, such as git+https://...@COMMIT; a branch or "
    "a wheel without a hash is refused. Default: where this one was installed from.",
)
@shared_options(policy=False)
def command(
    shared: Shared,
    folder: str,
    size: str | None,
    name: str | None,
    timezone: str | None,
    languages: str | None,
    people: str | None,
    channels: tuple[str, ...],
    source: str | None,
) -> int:
    """Write a new, valid policy repository into DIR.

    With scenarios that pass, hooks for pre-commit and pipelines for GitHub and GitLab. DIR is made
    if need be; one with anything but `.git` in it is refused. In a terminal, whatever is not said
    is asked. With `--people` your own take the places of the example people, by their roles.

    The pipelines install the program from where this one came from (a git revision, a wheel, a
    folder), by `requirements.txt`; never by its bare name from an index.

    \b
    Examples:
      govcheck init governance
      govcheck init governance --size startup --name Acme --timezone Europe/Berlin
      govcheck init governance --size startup --people people.csv --channel instagram=@acme
    """
    from govcheck.scaffold.plan import plan
    from govcheck.scaffold.source import installed, named
    from govcheck.scaffold.wording import base
    from govcheck.scaffold.write import write
    from govcheck.time.clock import is_zone
    from govcheck.time.clock import zone as zone_of

    reader = shared.tongue
    usual = os.path.basename(os.path.abspath(folder))
    if size is None:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise Misuse("Missing option '--size': startup, consumer or enterprise")
        name = name or _ask(reader.say("Name of the organisation"), usual)
        timezone = timezone or _ask(reader.say("Time zone"), "Europe/Berlin")
        languages = languages or _ask(reader.say("Languages, the first one first"), shared.language)
        people = people or _ask(reader.say("Table of your people (CSV or Excel), or nothing"), "")
        answer = _ask(reader.say("Your accounts, like instagram=@acme, or nothing"), "")
        channels = channels or tuple(one for one in _ACCOUNTS.split(answer.strip()) if one)
        size = _ask(reader.say("Size"), SIZES[0], click.Choice(SIZES))
    called = usual if name is None else name
    zone = timezone or "UTC"
    today = datetime.now(zone_of(zone) if is_zone(zone) else UTC).date()
    program = installed() if source is None else named(source)
    spoken = tuple(one for one in re.split(r"[\s,;/]+", (languages or "").strip()) if one)
    if not spoken and shared.language != LANGUAGES[0]:
        spoken = (shared.language, LANGUAGES[0])
    files = plan(size, called, zone, today, program, spoken[0] if spoken else shared.language)
    if people or channels or spoken:
        files = _settled(files, called, people, channels, spoken, zone, today, shared)
    write(folder, files)
    if people or channels:
        _prove(folder, shared)
    if spoken and base(spoken[0]) not in LANGUAGES:
        text = reader.say(
            "examples, comments and guides are in English: there are none in `{language}` yet",
            language=spoken[0],
        )
        shared.note(terminal(text))
    wrote = shared.tongue.count(
        "wrote {count} file; next:", "wrote {count} files; next:", len(files)
    )
    shared.note(wrote)
    for step in (
        f"cd {shlex.quote(folder)}",
        "govcheck validate",
        "govcheck test",
        "govcheck simulate incidents/customer-list.yaml",
    ):
        shared.note(f"  {terminal(step)}")
    if not program.is_reachable:
        shared.note(said("then name a place in requirements.txt that your pipelines reach"))
    return 0


def _ask(question: str, usual: str, type_: "click.Choice[str] | None" = None) -> str:
    found: str = click.prompt(
        question, default=usual, show_default=bool(usual), type=type_ or str, err=True
    )
    return found


def _settled(
    files: dict[str, str],
    name: str,
    people: str | None,
    channels: Sequence[str],
    languages: tuple[str, ...],
    timezone: str,
    today: date,
    shared: Shared,
) -> dict[str, str]:
    """The files with what the organisation has already, after saying who has which part."""
    from govcheck.scaffold.own import Own, settled

    accounts = []
    for one in channels:
        network, equals, handle = one.partition("=")
        if not (network and equals and handle):
            raise ScaffoldError("`{one}` is not an account like `instagram=@acme`", one=one)
        accounts.append((network.casefold(), handle))
    listed = _listed(people, timezone, today, shared.tongue) if people else ()
    own = Own(name, listed, tuple(accounts), languages)
    found = settled(files, own)
    _say_parts(found, shared)
    return found.files


def _listed(path: str, timezone: str, today: date, reader: Tongue) -> "tuple[OwnPerson, ...]":
    """The people of a table; what of it cannot be read is told.

    Raises:
        ScaffoldError: Nobody is in it.
    """
    from govcheck.console.standard import read_named
    from govcheck.imports.batch import Wishes
    from govcheck.imports.importing import MOST_BYTES, import_documents
    from govcheck.library.instants import now
    from govcheck.scaffold.cast import own_people

    try:
        content = read_named(path, MOST_BYTES + 1)
    except OSError as error:
        raise click.FileError(path, reason_of(error)) from None
    wishes = Wishes(now(), timezone=timezone)
    imported = import_documents("csv", [(path, content)], None, "policies", wishes, reader)
    for remark in imported.left_out:
        what = reader.say(remark.sentence.text, **remark.sentence.values)
        note(terminal(f"{remark.place.path}:{remark.place.line}: {what}"))
    found = own_people((one.draft for one in imported.files), today)
    if not found:
        raise ScaffoldError("`{path}` has nobody in it", path=path)
    return found


def _prove(folder: str, shared: Shared) -> None:
    """Say what validating and proving the new repository has found."""
    from datetime import timedelta

    from govcheck.cache.store import Cache
    from govcheck.library.instants import now
    from govcheck.load.tree import WorkTree
    from govcheck.workspace.validate import FindingsRequest, answer

    request = FindingsRequest(now(), timedelta(days=30))
    found = answer(WorkTree(os.path.abspath(folder)), Cache(None), request).findings
    graver = sum(one.severity == "error" for one in found)
    tongue, rest = shared.tongue, len(found) - graver
    sentence = said(
        "validated and proved: {errors}, {others}",
        errors=tongue.count("{count} error", "{count} errors", graver),
        others=tongue.count("{count} thing to look at", "{count} things to look at", rest),
    )
    shared.note(sentence)


def _say_parts(found: "Settled", shared: Shared) -> None:
    for part in found.parts:
        words = {
            "person": part.person,
            "roles": ", ".join(found.roles.get(one, one) for one in part.roles) or "-",
            "example": part.example,
        }
        sentence = said("{person}: {roles} (in the place of {example})", **words)
        if part.is_beside:
            sentence = said("{person}: {roles} (beside {example})", **words)
        if part.is_guess:
            sentence = said(
                "{person}: {roles} (a guess, in the place of {example}: the table does not say)",
                **words,
            )
        shared.note(sentence)
    if found.parts:
        shared.note(
            said(
                "still examples, which nobody has stated: the dates in `trainings` of each of these"
                " people; state when they did them, or take them out"
            )
        )
    if found.accounts:
        listed = ", ".join(f"{network}={handle}" for network, handle in found.accounts)
        shared.note(said("still example accounts: {accounts}", accounts=listed))
    if found.examples:
        people = ", ".join(found.examples)
        sentence = said(
            "still examples, who would be called: {people}; nobody listed has their part for long",
            people=people,
        )
        shared.note(sentence)
    if found.idle:
        idle = ", ".join(found.idle)
        shared.note(said("without a part, so never called: {people}", people=idle))
