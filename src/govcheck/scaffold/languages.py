"""The languages of a new repository's examples: those that the organisation speaks."""

import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from govcheck.load import nodes
from govcheck.load.policy import Policy
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.load.yaml import parse
from govcheck.model.channel import Channel
from govcheck.model.person import Person
from govcheck.model.team import Team
from govcheck.scaffold.wording import base, wording
from govcheck.source import Source
from govcheck.standards.post_content import LABELS
from govcheck.tongue import LANGUAGES

_FOLDERS: Final = ("archives", "incidents", "policies", "scenarios")


def speak(folder: str, languages: Sequence[str], examples: Collection[str]) -> None:
    """Let texts, channels and the example people speak an organisation's languages.

    Without `languages` they stay as they are, but no channel speaks what nobody in its team does.
    `examples` are the ids of the people who are still examples.
    """
    for path in _documents(folder) if languages else ():
        _rewrite(path, _translations, languages, examples)
    policy = load_repository(WorkTree(folder)).policy
    for channel in policy.channels:
        fitting = _fitting(policy, channel, languages)
        if fitting != channel.languages:
            path = os.path.join(folder, channel.place().path)
            _rewrite(path, _spoken, channel.id, fitting)
    policy = load_repository(WorkTree(folder)).policy
    for post in policy.posts:
        channels = [one for name in post.channels if (one := policy.find(Channel, name))]
        shared = [
            one for one in channels[0].languages if all(one in it.languages for it in channels)
        ]
        # Where there are examples in the first language, the text of the post is in it already.
        written = [one for one in languages[:1] if base(one) in LANGUAGES and one in shared]
        if shared and post.language not in (written or shared):
            _rewrite(os.path.join(folder, post.place().path), _post, (written or shared)[0])


def _post(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    whole = len(text)
    for here, there in wording(language).items():
        text = text.replace(here, there)
    labels = LABELS.get(base(language))
    if labels is None:  # nobody could say how it is to be labelled
        text = re.sub(r"(?m)^(?:disclosure: paid|# Somebody is paid.*)\n", "", text)
    else:
        text = text.replace("\nAdvertisement: ", f"\n{labels[0]}: ")
    yield 0, whole, re.sub(r"(?m)^language: .*$", f"language: {language}", text, count=1)


def _rewrite(path: str, edits: Callable[..., Iterator[tuple[int, int, str]]], *to: object) -> None:
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    for start, end, fresh in sorted(edits(text, *to), reverse=True):
        text = text[:start] + fresh + text[end:]
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def _documents(folder: str) -> Iterator[str]:
    for top in _FOLDERS:
        for root, _, names in os.walk(os.path.join(folder, top)):
            yield from (os.path.join(root, name) for name in names if name.endswith(".yaml"))


def _translations(
    text: str, languages: Sequence[str], examples: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    """What to write instead of texts, and of languages, that the organisation does not speak."""
    for root in parse(Source("", text))[0]:
        for _, node in nodes.walk(root):
            if not isinstance(node, nodes.Mapping) or not {*node.entries} <= {*LANGUAGES}:
                continue
            if not node.entries or {*node.entries} <= {*languages}:
                continue
            told = {
                one: node.entries[key].node
                for one in languages
                for key in [one if one in node.entries else base(one)]
                if key in node.entries
            } or {languages[0]: next(iter(node.entries.values())).node}
            said = {one: text[value.start : value.end] for one, value in told.items()}
            plain = len(languages) == 1 or (languages[0] not in node.entries and len(said) == 1)
            fresh = (
                next(iter(said.values()))
                if plain
                else f"{{{', '.join(f'{one}: {value}' for one, value in said.items())}}}"
            )
            yield node.start, node.end, fresh
        if _of(root, "kind") == "representative" or (
            _of(root, "kind") == "person" and _of(root, "id") in examples
        ):
            yield from _listed(root, languages[:1])


def _spoken(text: str, id_: str, languages: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for root in parse(Source("", text))[0]:
        if _of(root, "id") == id_:
            yield from _listed(root, languages)


def _listed(root: nodes.Node, languages: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    if isinstance(root, nodes.Mapping) and "languages" in root.entries:
        node = root.entries["languages"].node
        yield node.start, node.end, f"[{', '.join(languages)}]"


def _of(root: nodes.Node, name: str) -> object:
    if not isinstance(root, nodes.Mapping) or name not in root.entries:
        return None
    return nodes.plain(root.entries[name].node)


def _fitting(policy: Policy, channel: Channel, languages: Sequence[str]) -> tuple[str, ...]:
    """The languages of a channel: those of the organisation that somebody in its team speaks."""
    team = policy.find(Team, channel.owner)
    names = () if team is None else (team.lead, *(member.person for member in team.members))
    people = [one for name in names if (one := policy.find(Person, name)) is not None]
    spoken = {base(language) for one in people for language in one.languages}
    usual = languages or (policy.organization.languages if policy.organization else ())
    wanted = channel.languages
    if languages:
        wanted = (languages[0], *(one for one in wanted if one in languages[1:]))
    fitting = tuple(one for one in wanted if base(one) in spoken)
    first = tuple(one for one in usual if base(one) in spoken) or tuple(usual)
    return fitting or first[:1] or channel.languages
