"""An organisation's own people, channels and languages in the place of a new repository's examples.

Each example person is replaced by somebody who has the same part, by the words of their role or
department, and is there for a year. Whoever has neither gets one that is left, in the order of the
list, and it is said to be a guess; whose role names one that is taken has it, too; whose words name
no part at all has none. Nothing else of the text changes, so that what was proved of the
examples is proved again of their own.
"""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from govcheck.errors import ScaffoldError
from govcheck.imports.draft import entry
from govcheck.layout.layout import lay_out
from govcheck.load import nodes
from govcheck.load.nodes import plain
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.load.yaml import parse
from govcheck.model.person import Person
from govcheck.model.texts import LANGUAGE
from govcheck.nearest import did_you_mean
from govcheck.scaffold.cast import Cast, OwnPerson, cast, is_guess
from govcheck.scaffold.languages import speak
from govcheck.scaffold.write import read_text, write, write_text
from govcheck.source import Source
from govcheck.tongue.forename import forename
from govcheck.workspace.renaming.rename import renamed, write_renamed

_KEPT: Final = ("kind", "id", "languages", "roles", "calendar", "deputies", "trainings")
"""What an example person leaves to whoever takes their place."""
_STATED: Final = ("deputies", "languages")
"""What of it somebody's own list may state otherwise."""


class CastPart(NamedTuple):
    """Who has taken the place of which example."""

    person: str
    example: str
    roles: tuple[str, ...]
    is_guess: bool = False
    """Whether nothing says that it is theirs."""
    is_beside: bool = False
    """Whether the other keeps it, too."""


class Own(NamedTuple):
    """What an organisation has already."""

    name: str
    people: tuple[OwnPerson, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    """Networks and handles."""
    languages: tuple[str, ...] = ()


class Settled(NamedTuple):
    """The files with their own, and who has which part."""

    files: dict[str, str]
    parts: tuple[CastPart, ...]
    examples: tuple[str, ...]
    """The example people, by name, whose places nobody has taken."""
    idle: tuple[str, ...] = ()
    """Those of the list, by name, who have no part."""
    accounts: tuple[tuple[str, str], ...] = ()
    """Networks and handles that are still examples although accounts have been given."""
    roles: Mapping[str, str] = MappingProxyType({})
    """What each role is called."""


def settled(files: Mapping[str, str], own: Own) -> Settled:
    """The files of a new repository with an organisation's own in the place of the examples.

    Raises:
        ScaffoldError: A network or a language is not known.
    """
    with tempfile.TemporaryDirectory() as folder:
        write(folder, files)
        kept = load_repository(WorkTree(folder)).policy.people
        examples = kept if own.people else ()
        who = cast(examples, own.people)
        parts = _people(folder, who, own)
        accounts = _channels(folder, own)
        _languages(folder, own)
        _employers(folder)
        unknown = {example.id for example in kept} - {one.id for one in own.people}
        parted = [one for _, one in who.taken] + [one for _, one, _ in who.joined]
        placed = {one.id for one in parted}
        unknown |= {one.id for one in parted if "languages" not in one.fields}
        speak(folder, own.languages, unknown)
        taken = {example.id for example, _ in who.taken}
        left = tuple(str(one.name) for one in examples if one.id not in taken)
        texts = _in_one_layout(_named_alike(_read(folder), who.taken))
        idle = tuple(_apart(one, own) for one in own.people if one.id not in placed)
        roles = {one.id: one.name for one in load_repository(WorkTree(folder)).policy.roles}
        return Settled(texts, tuple(parts), left, idle, accounts, roles)


def _apart(person: OwnPerson, own: Own) -> str:
    """Somebody by name, and by id where two are called so."""
    name = str(person.fields["name"])
    alike = [one for one in own.people if str(one.fields["name"]) == name]
    return name if len(alike) == 1 else f"{name} ({person.id})"


def _named_alike(
    files: Mapping[str, str], parted: Sequence[tuple[Person, OwnPerson]]
) -> dict[str, str]:
    """The files with their names in comments and texts, too."""
    names: dict[str, str] = {}
    ids = {f'"{example.id}"': f'"{person.id}"' for example, person in parted}
    for example, person in parted:
        old, new = str(example.name), str(person.fields["name"])
        names[old] = new
        names[forename(old)] = forename(new)
    if not names:
        return dict(files)
    words = sorted(map(re.escape, names), key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(words)})\b")

    def named(path: str, text: str) -> str:
        if path.endswith(".jsonl"):  # a log keeps what was written, whoever is renamed
            return re.sub(r'"[^"]+"', lambda match: ids.get(match[0], match[0]), text)
        if path.startswith(("schemas/", ".")):
            return text
        return pattern.sub(lambda match: names[match[1]], text)

    return {path: named(path, text) for path, text in files.items()}


def _in_one_layout(files: Mapping[str, str]) -> dict[str, str]:
    return {
        path: lay_out(path, text.encode()).content.decode()
        if path.startswith("policies/") and path.endswith(".yaml")
        else text
        for path, text in files.items()
    }


def _employers(folder: str) -> None:
    """Let a council have as many seats from one employer as it now has."""
    policy = load_repository(WorkTree(folder)).policy
    employers = {one.id: one.employer for one in policy.people}
    for council in policy.councils:
        held = Counter(employers.get(seat.person) for seat in council.seats)
        most = max(held.values(), default=0)
        if council.at_most_per_employer is not None and most > council.at_most_per_employer:
            path = os.path.join(folder, council.place().path)
            _edit(path, lambda text, count=most: _field(text, "at_most_per_employer", count))


def _read(folder: str) -> dict[str, str]:
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            found[os.path.relpath(path, folder).replace(os.sep, "/")] = read_text(path)
    return dict(sorted(found.items()))


def _people(folder: str, who: Cast, own: Own) -> list[CastPart]:
    parts = []
    for example, person in who.taken:
        if example.id != person.id:
            found = renamed(WorkTree(folder), "person", example.id, person.id)
            write_renamed(folder, found)
        path = _file(folder, person.id)
        _edit(path, lambda text, who=person: _theirs(text, who, own.name))
        name = _apart(person, own)
        parts.append(CastPart(name, str(example.name), example.roles, is_guess(example, person)))
    for person in own.people:
        if person.id not in {one.id for _, one in who.taken}:
            _add(folder, person)
    holders = {example.id: person for example, person in who.taken}
    for example, person, role in who.joined:
        holder = holders.get(example.id)
        with open(_file(folder, holder.id if holder else example.id), encoding="utf-8") as file:
            text = _field(file.read(), "roles", [role])
        text = _theirs(_field(text, "id", person.id), person, own.name)
        _edit(_file(folder, person.id), lambda _, text=text: text)
        name = str(holder.fields["name"] if holder else example.name)
        parts.append(CastPart(_apart(person, own), name, (role,), is_beside=True))
    return parts


def _file(folder: str, person: str) -> str:
    policy = load_repository(WorkTree(folder)).policy
    return os.path.join(folder, policy.names("person")[person].path)


def _theirs(text: str, person: OwnPerson, organization: str) -> str:
    """The document of an example person, as that of somebody else."""
    roots, _ = parse(Source("", text))
    root = roots[0]
    assert isinstance(root, nodes.Mapping)
    fields = {**person.fields}
    fields.pop("roles", None)
    fields.setdefault("employer", organization)
    contacts = list(fields.get("contacts") or [])
    if contacts and not any(contact["via"] == "chat" for contact in contacts):
        # Whoever has an address is found by it in Teams, Google Chat and Slack.
        email = str(fields.get("email") or f"@{person.id}")
        contacts.append({"via": "chat", "address": email})
        fields["contacts"] = contacts
    if contacts:
        ways = [contact["via"] for contact in contacts]
        order = [way for way in ("chat", "phone", "email") if way in ways]
        fields["notification"] = [
            {"via": way, "after": f"{2 * number}m"} for number, way in enumerate(order)
        ]
    lines: list[str] = []
    before = plain(root)
    assert isinstance(before, dict)
    names = [*before, *(name for name in fields if name not in before)]
    kept: dict[str, str] = {}
    for name in _KEPT:
        if name in root.entries:
            value = root.entries[name]
            kept[name] = text[value.start : value.node.end]
    for name in names:
        if name in kept and (name not in _STATED or name not in fields):
            lines.append(kept[name])
        elif name in fields:
            lines += entry(name, fields[name])
    head = [line for line in text.splitlines() if line.startswith("# yaml-language-server")][:1]
    return "\n".join([*head, *lines]) + "\n"


def _add(folder: str, person: OwnPerson) -> None:
    fields = {name: value for name, value in person.fields.items() if name != "roles"}
    lines = ["# yaml-language-server: $schema=../../schemas/person.schema.json", "kind: person"]
    lines.append(f"id: {person.id}")
    lines += [line for name, value in fields.items() for line in entry(name, value)]
    path = os.path.join(folder, "policies", "people", f"{person.id}.yaml")
    write_text(path, "\n".join(lines) + "\n")


def _edit(path: str, change: Any) -> None:
    write_text(path, change(read_text(path)))


def _channels(folder: str, own: Own) -> tuple[tuple[str, str], ...]:
    """Change the handles of the networks that the examples have; others become channels like them.

    What remains are the examples of networks of which no account has been given.
    """
    if not own.channels:
        return ()
    policy = load_repository(WorkTree(folder)).policy
    by_network: dict[str, list[Any]] = {}
    for channel in policy.channels:
        by_network.setdefault(channel.network, []).append(channel)
    example = policy.channels[0]
    for network, handle in own.channels:
        if re.fullmatch(r"[a-z0-9][a-z0-9-]*", network) is None:
            advice = did_you_mean(network, by_network)
            raise ScaffoldError(
                "`{network}` is not the id of a network; {advice}", network=network, advice=advice
            )
        there = by_network.get(network)
        if there:
            path = os.path.join(folder, there.pop(0).place().path)
            _edit(path, lambda text, one=handle: _field(text, "handle", one))
            continue
        text = read_text(os.path.join(folder, example.place().path))
        for name, value in (("id", network), ("network", network), ("handle", handle)):
            text = _field(text, name, value)
        write_text(os.path.join(folder, "policies", "channels", f"{network}.yaml"), text)
        for advocate in policy.advocates:
            if example.id in advocate.channels:
                path = os.path.join(folder, advocate.place().path)
                pattern = re.compile(rf"(channels: \[[^\]]*\b{re.escape(example.id)}\b[^\]]*)\]")
                _edit(path, lambda text, one=network, like=pattern: like.sub(rf"\1, {one}]", text))
                break
    return tuple((one.network, one.handle) for left in by_network.values() for one in left)


def _field(text: str, name: str, value: object) -> str:
    """The text of a document with another value of a field at the margin."""
    fresh = entry(name, value)[0]
    return re.sub(rf"(?m)^{name}:[^#\n]*", lambda _: fresh + " ", text, count=1).replace(
        f"{fresh} \n", f"{fresh}\n"
    )


def _languages(folder: str, own: Own) -> None:
    if not own.languages:
        return
    for language in own.languages:
        if re.fullmatch(LANGUAGE, language) is None:
            raise ScaffoldError(
                "`{language}` is not a language like `en` or `pt-BR`", language=language
            )
    path = os.path.join(folder, "policies", "organization.yaml")
    _edit(path, lambda text: _field(text, "languages", list(own.languages)))
