"""What the handbook's search finds: documents, terms and pages, and the words of a policy."""

import json
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.model.base import Document, Model
from govcheck.model.channel import Channel
from govcheck.render.escape import json_text
from govcheck.render.page.names import PageNames
from govcheck.simulate.program import Program
from govcheck.site.links import PAGE_OF, Links, network_called
from govcheck.site.rulings import area_name
from govcheck.targets import words
from govcheck.tongue import Tongue


class GlossaryTerm(NamedTuple):
    """A word and what it means; `place` is where the policy says it."""

    word: str
    meaning: str
    place: Place | None = None
    more: tuple[str, ...] = ()
    anchor: str = ""
    """Its id on the page of the glossary."""


def terms(policy: Policy, program: Program, names: PageNames) -> list[GlossaryTerm]:
    """All words, by alphabet."""
    found = [*_language(names), *_of_policy(policy, program, names)]
    found.sort(key=lambda term: (term.word.casefold(), term.meaning))
    return [one._replace(anchor=f"term-{number}") for number, one in enumerate(found, start=1)]


def _language(names: PageNames) -> list[GlossaryTerm]:
    say = names.tongue.say
    return [
        GlossaryTerm(say("Incident"), say("What has happened, as far as it is known.")),
        GlossaryTerm(
            say("Fact"),
            say(
                "Something that can be said of an incident; what nobody has said is "
                "unknown, and the worst is assumed until somebody finds out."
            ),
        ),
        GlossaryTerm(
            say("Severity"), say("How serious an incident is; it follows from the rules.")
        ),
        GlossaryTerm(say("Rule"), say("When it holds, and what follows from it.")),
        GlossaryTerm(
            say("Escalation"),
            say(
                "Whom to tell, in which order, and how long to wait for an "
                "answer before the next step."
            ),
        ),
        GlossaryTerm(say("Step"), say("Of an escalation: people who are told at once.")),
        GlossaryTerm(say("Last resort"), say("Who is told when nobody has answered.")),
        GlossaryTerm(
            say("Playbook"),
            say("What is to be done about one sort of incident, by whom and by when."),
        ),
        GlossaryTerm(
            say("Approval"), say("An agreement without which an action must not be done.")
        ),
        GlossaryTerm(say("Rota"), say("People who are on duty in turn.")),
        GlossaryTerm(say("Deputy"), say("Who stands in while somebody is away.")),
        GlossaryTerm(
            say("Quorum"), say("How many seats of the council must be filled for it to decide.")
        ),
        GlossaryTerm(
            say("Chain of command"),
            say("Who commands in an emergency: the first who is available."),
        ),
        GlossaryTerm(
            say("Accepted weakness"),
            say(
                "Something that a check has found and that the policy "
                "accepts, for a reason and until a day."
            ),
        ),
    ]


def _of_policy(policy: Policy, program: Program, names: PageNames) -> list[GlossaryTerm]:
    tongue = names.tongue
    found: list[GlossaryTerm] = []
    for document in policy.vocabularies:
        for name in document.facts:
            fact = program.ruleset.facts.get(name)
            if fact is None:
                continue
            values = tuple(
                names.choice(fact, value) for value in fact.values if fact.type != "reference"
            )
            asked = fact.ask or tongue.say("A fact of an incident.")
            found.append(
                GlossaryTerm(
                    names.fact(fact), tongue.text(asked), document.place("facts", name), values
                )
            )
    root = policy.organization
    for position, level in enumerate(() if root is None else root.severities):
        assert root is not None
        place = root.place("severities", position)
        found.append(GlossaryTerm(tongue.text(level.name), tongue.text(level.means), place))
    for role in policy.roles:
        said = "; ".join(tongue.text(one) for one in role.responsibilities)
        meaning = said or tongue.say("A role that people have.")
        found.append(GlossaryTerm(tongue.text(role.name), meaning, role.place("responsibilities")))
    for area in () if root is None else root.responsibilities:
        assert root is not None
        found.append(
            GlossaryTerm(
                area_name(area, tongue),
                tongue.say("An area that somebody answers for."),
                root.place("responsibilities"),
            )
        )
    return found


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
