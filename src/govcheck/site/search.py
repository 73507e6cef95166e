"""What the handbook's search finds: documents, terms and pages, with all words in them."""

import json
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from govcheck.load.policy import Policy
from govcheck.model.base import Document, Model
from govcheck.model.channel import Channel
from govcheck.render.escape import json_text
from govcheck.render.page.names import PageNames, words
from govcheck.site.glossary import GlossaryTerm
from govcheck.site.links import PAGE_OF, Links, network_called
from govcheck.tongue import Tongue

_UNSEARCHED: Final = frozenset(("contacts", "email", "github", "gitlab", "absences", "kind"))


class SearchEntry(NamedTuple):
    """Something that can be found by its name, and by all that it says."""

    title: str
    kind: str
    href: str
    text: str


def search_entries(
    policy: Policy, names: PageNames, links: Links, terms: Iterable[GlossaryTerm]
) -> list[SearchEntry]:
    """Everything that can be found, by alphabet."""
    found = [
        SearchEntry(
            title_of(document, names),
            kind_name(document.kind_name, names.tongue),
            links.document(document),
            " ".join(_words_of(document, names)),
        )
        for document in policy.documents
        if document.kind_name in PAGE_OF
    ]
    word = names.tongue.say("word")
    found += [
        SearchEntry(
            one.word, word, f"glossary.html#{one.anchor}", " ".join((one.meaning, *one.more))
        )
        for one in terms
    ]
    return sorted(found, key=lambda entry: (entry.title.casefold(), entry.kind, entry.href))


def search_script(entries: Iterable[SearchEntry]) -> str:
    """The entries as a script, which pages that are opened from disk may load as well."""
    rows = [[one.title, one.kind, one.text] for one in entries]
    listed = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.govcheckWords = {json_text(listed)};\n".replace("<", "\\u003c")


def title_of(document: Document, names: PageNames) -> str:
    """What a document is called."""
    if isinstance(document, Channel):
        return f"{network_called(document.network)} {document.handle}"
    for field in ("name", "title", "social_goal", "reason"):
        found = getattr(document, field, None)
        if found:
            return names.tongue.text(found)
    if document.kind_name in ("advocate", "representative"):
        return names.person(str(getattr(document, "person", "")))
    return names.document(document.ref)


def kind_name(kind: str, tongue: Tongue) -> str:
    """What people call a kind of document; one that the handbook does not show by its id."""
    say = tongue.say
    return {
        "organization": say("organisation"), "team": say("team"), "role": say("role"),
        "person": say("person"), "council": say("council"), "channel": say("channel"),
        "change-control": say("change control"), "network": say("network"),
        "rota": say("rota"), "calendar": say("opening hours"),
        "vocabulary": say("facts"), "decision": say("rules"), "guarantee": say("promise"),
        "escalation": say("escalation"), "playbook": say("playbook"), "goal": say("goal"),
        "training": say("training"), "representative": say("representative"),
        "advocate": say("advocate"), "waiver": say("accepted weakness"), "post": say("post"),
        "scenario": say("scenario"), "incident": say("incident"), "archive": say("archive"),
    }.get(kind, words(kind))  # fmt: skip


def _words_of(document: Document, names: PageNames) -> Iterator[str]:
    """All words of a document, and the names of the people whom it names."""
    said = [
        text
        for name in type(document).model_fields
        if name not in _UNSEARCHED
        for text in _texts_in(getattr(document, name, None), names.tongue)
    ]
    people = names.program.roster.people
    called = [people[one.removeprefix("person:")].name for one in said
              if one.removeprefix("person:") in people]  # fmt: skip
    yield from dict.fromkeys((*said, *called))


def _texts_in(value: object, tongue: Tongue) -> Iterator[str]:
    if isinstance(value, str):
        yield tongue.text(value)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts_in(one, tongue)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _texts_in(one, tongue)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _texts_in(getattr(value, name, None), tongue)
