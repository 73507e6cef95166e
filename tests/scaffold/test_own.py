"""A new repository with an organisation's own people, accounts and languages."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from govcheck.cache.store import Cache
from govcheck.errors import ScaffoldError
from govcheck.imports.draft import Draft
from govcheck.layout.layout import lay_out
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.scaffold.cast import OwnPerson, own_people
from govcheck.scaffold.own import Own, settled
from govcheck.scaffold.plan import plan
from govcheck.scaffold.write import write
from govcheck.source import Span
from govcheck.time.clock import parse_instant
from govcheck.workspace.answers import tested as run_scenarios
from govcheck.workspace.validate import FindingsRequest, answer

TODAY = date(2026, 11, 25)
AT = parse_instant("2026-11-25T12:34:56Z")


def somebody(name: str, words: str = "", **fields: object) -> OwnPerson:
    id_ = name.lower().replace(" ", "-")
    stated = {
        "name": name,
        "email": f"{id_}@acme.example",
        "github": f"{id_}-acme",
        "languages": ["en"],
        "contacts": [{"via": "phone", "address": "+49 30 23125 001"}],
        **fields,
    }
    return OwnPerson(id_, stated, words)


PEOPLE = (
    somebody("Nina Otto", "legal"),
    somebody("Karl Ude", "geschäftsführer"),
    somebody("Mara Lind", "social media"),
    somebody("Piet Voss", ""),
    somebody("Rosa Behn", "support"),
    somebody("Uwe Zorn", ""),
)


@pytest.mark.parametrize("size", ["startup", "consumer", "enterprise"])
def test_what_is_theirs_is_proved_and_tested(size: str, tmp_path: Path) -> None:
    own = Own("Acme", PEOPLE, (("instagram", "@acme"), ("x", "@acme_x")), ("de", "en"))
    found = settled(plan(size, "Acme", "Europe/Berlin", TODAY), own)
    write(str(tmp_path), found.files)
    tree, cache = WorkTree(str(tmp_path)), Cache(None)
    request = FindingsRequest(AT, timedelta(days=30))
    errors = [one for one in answer(tree, cache, request).findings if one.severity == "error"]
    assert [(one.code, one.message) for one in errors] == []
    assert run_scenarios(tree, cache).failed == ()
    policy = load_repository(tree).policy
    assert {"nina-otto", "karl-ude", "uwe-zorn"} <= {one.id for one in policy.people}
    assert policy.organization is not None
    assert policy.organization.languages == ("de", "en")
    handles = {one.network: one.handle for one in policy.channels}
    assert (handles["instagram"], handles["x"]) == ("@acme", "@acme_x")
    for path, text in found.files.items():
        if path.startswith("policies/"):
            assert lay_out(path, text.encode()).content.decode() == text


def test_everybody_takes_the_place_that_their_words_say_and_the_others_what_is_left() -> None:
    found = settled(plan("startup", "Acme", "UTC", TODAY), Own("Acme", PEOPLE))
    parts = {part.person: part.roles[0] for part in found.parts}
    assert parts == {
        "Nina Otto": "legal-counsel",
        "Karl Ude": "chief-executive",
        "Mara Lind": "social-media-manager",
        "Rosa Behn": "community-manager",
        "Piet Voss": "product-expert",
    }
    assert found.examples == ()
    text = "".join(text for path, text in found.files.items() if not path.startswith("schemas/"))
    for example in ("alex", "Alex", "Reed", "Okafor", "our company"):
        assert example not in text


def test_whose_words_name_no_part_has_none_and_is_named() -> None:
    """A warehouse worker is not put on duty for want of others."""
    people = (
        *PEOPLE[:3],
        somebody("Karl Frey", "lagerist lager", roles=["lagerist"]),
        somebody("Piet Voss"),
    )
    found = settled(plan("startup", "Acme", "UTC", TODAY), Own("Acme", people))
    assert found.idle == ("Karl Frey",)
    assert [part.person for part in found.parts if part.is_guess] == ["Piet Voss"]
    assert len(found.examples) == 1
    policy = "".join(found.files[path] for path in found.files if "/people/" not in path)
    assert "karl-frey" not in policy.partition("schemas")[0]
    assert "kind: person" in found.files["policies/people/karl-frey.yaml"]


@pytest.mark.parametrize("words", ["leiterin marketing", "marketing leitung", "head of marketing"])
def test_who_leads_marketing_is_the_one_for_marketing(words: str) -> None:
    found = settled(
        plan("enterprise", "Acme", "UTC", TODAY), Own("Acme", (somebody("A B", words),))
    )
    assert found.parts[0].roles[0] == "chief-marketing-officer"


def test_example_people_whose_places_nobody_takes_are_named() -> None:
    found = settled(plan("startup", "Acme", "UTC", TODAY), Own("Acme", PEOPLE[:3]))
    assert found.examples == ("Jo Brandt", "Kim Larsen")


@pytest.mark.parametrize(
    "own", [Own("Acme", channels=(("My Space", "@a"),)), Own("Acme", languages=("Deutsch",))]
)
def test_what_is_no_network_or_language_is_refused(own: Own) -> None:
    with pytest.raises(ScaffoldError):
        settled(plan("startup", "Acme", "UTC", TODAY), own)


def test_the_readme_is_a_guide_in_their_language_and_another_file_is_for_engineers() -> None:
    german = plan("startup", "Acme", "UTC", TODAY, language="de-CH")
    english = plan("startup", "Acme", "UTC", TODAY, language="fr")
    assert "wer entscheidet" in german["README.md"]
    assert "who decides" in english["README.md"]
    assert "pre-commit install" in german["ENGINEER.md"]
    for text in (german["README.md"], english["README.md"]):
        assert len(text.splitlines()) <= 50
        assert "YAML" not in text
        assert "<name>" not in text


def test_the_guide_for_engineers_names_the_same_in_every_language() -> None:
    english, german = (plan("startup", "Acme", "UTC", TODAY, language=one) for one in ("en", "de"))
    assert "Die ersten Schritte" in german["ENGINEER.md"]
    quoted = [
        set(re.findall(r"`([^`]+)`|^    (govcheck [a-z]+)", text["ENGINEER.md"], re.MULTILINE))
        for text in (english, german)
    ]
    only = {one.replace("OLD NEW", "ALT NEU") for one, _ in quoted[0]} ^ {
        one for one, _ in quoted[1]
    }
    assert only == set()


def test_accounts_that_are_still_examples_are_named() -> None:
    files = plan("startup", "Acme", "UTC", TODAY)
    some = settled(files, Own("Acme", (), (("instagram", "@acme"),)))
    assert some.accounts == (("linkedin", "our-company"),)
    every = (("instagram", "@acme"), ("linkedin", "acme"))
    assert settled(files, Own("Acme", (), every)).accounts == ()
    assert settled(files, Own("Acme")).accounts == ()


@pytest.mark.parametrize("role", ["chief-executive", "channel-admin"])
def test_a_role_that_is_named_by_its_id_has_its_place(role: str) -> None:
    own = Own("Acme", (somebody("Jane Roe", roles=[role]),), (), ())
    files = settled(plan("startup", "Acme", "Europe/Berlin", TODAY), own).files
    text = files["policies/people/jane-roe.yaml"]
    assert role in text.partition("roles: [")[2].partition("]")[0].split(", ")


@pytest.mark.parametrize(
    ("size", "languages", "theirs"),
    [
        ("startup", (), True),
        ("startup", ("de",), True),
        ("startup", ("de", "en"), True),
        ("enterprise", ("en", "de"), False),
        ("enterprise", ("de",), True),
        ("enterprise", ("de",), False),
        ("startup", ("fr",), False),
        ("consumer", ("de-AT", "en"), True),
        ("startup", ("pl",), True),
    ],
)
def test_whatever_they_speak_it_is_valid(
    size: str, languages: tuple[str, ...], theirs: bool, tmp_path: Path
) -> None:
    """In German alone nothing is in English, and channels speak what their team does."""
    spoken = list(languages) or ["de"]
    people = tuple(
        one._replace(fields={**one.fields, "languages": spoken}) for one in PEOPLE if theirs
    )
    found = settled(
        plan(size, "Acme", "Europe/Berlin", TODAY, language=(*languages, "en")[0]),
        Own("Acme", people, (), languages),
    )
    write(str(tmp_path), found.files)
    tree, cache = WorkTree(str(tmp_path)), Cache(None)
    request = FindingsRequest(AT, timedelta(days=30))
    errors = [one for one in answer(tree, cache, request).findings if one.severity == "error"]
    assert [(one.code, one.message) for one in errors] == []
    for path, text in found.files.items():
        if languages == ("de",) and path.startswith(("policies/", "posts/", "incidents/")):
            assert "{en:" not in text
            assert "We are looking" not in text


def test_who_leads_takes_the_place_of_who_leads() -> None:
    """Whoever speaks for the company comes first in the list, and has that place beside."""
    people = (
        somebody("Jan Gross", "leitung kommunikation"),
        somebody("Ida Voss", "geschäftsführung"),
    )
    found = settled(plan("startup", "Acme", "UTC", TODAY), Own("Acme", people))
    parts = {part.person: part.roles[0] for part in found.parts}
    assert parts["Ida Voss"] == "chief-executive"
    assert parts["Jan Gross"] != "chief-executive"


def test_who_speaks_for_the_company_speaks_beside_who_leads_it_and_makes_no_product() -> None:
    people = (
        somebody("Jan Gross", "pressesprecher"),
        somebody("Ida Voss", "geschäftsführung"),
        OwnPerson("dora-orth", {"name": "Dora Orth"}, "datenschutzbeauftragte", "recht"),
        OwnPerson("eva-lenz", {"name": "Eva Lenz"}, "assistenz", "recht"),
        OwnPerson("udo-lenz", {"name": "Udo Lenz"}, "assistenz", "recht"),
    )
    found = settled(plan("startup", "Acme", "UTC", TODAY), Own("Acme", people))
    beside = {part.person: part.roles for part in found.parts if part.is_beside}
    assert beside == {"Jan Gross": ("spokesperson",)}
    text = found.files["policies/people/jan-gross.yaml"]
    assert "\nroles: [spokesperson]\n" in text
    assert "crisis-communication" in text
    assert [part.person for part in found.parts if part.is_guess] == []
    assert found.idle == ("Dora Orth", "Udo Lenz")
    assert "Jo Brandt" in found.examples


def test_who_leaves_within_the_year_has_their_part_beside_and_who_has_left_none() -> None:
    def one(name: str, **active: str) -> Draft:
        fields = {"name": name, "roles": ["ceo"], "active": active}
        return Draft("person", name.lower(), fields, "", Span("", 1, 1, 1, 2))

    drafts = (
        one("Leaves", until=str(TODAY + timedelta(days=30))),
        one("Left", until=str(TODAY - timedelta(days=1))),
        one("Comes", **{"from": str(TODAY + timedelta(days=30))}),
    )
    own = Own("Acme", own_people(drafts, TODAY))
    found = settled(plan("startup", "Acme", "UTC", TODAY), own)
    assert [(part.person, part.is_beside) for part in found.parts] == [
        ("Leaves", True),
        ("Comes", True),
    ]
    assert found.idle == ("Left",)
    assert "Robin Okafor" in found.examples
    stays = own_people([one("Stays", until=str(TODAY + timedelta(days=400)))], TODAY)
    assert settled(plan("startup", "Acme", "UTC", TODAY), Own("Acme", stays)).parts[0].person == (
        "Stays"
    )


def test_whose_table_names_no_language_speaks_that_of_the_organisation(tmp_path: Path) -> None:
    silent = [one._replace(fields={**one.fields}) for one in PEOPLE]
    for one in silent:
        del one.fields["languages"]  # type: ignore[attr-defined]
    found = settled(plan("startup", "Acme", "Europe/Berlin", TODAY), Own("Acme", tuple(silent)))
    write(str(tmp_path), found.files)
    request = FindingsRequest(AT, timedelta(days=30))
    findings = answer(WorkTree(str(tmp_path)), Cache(None), request).findings
    assert [one.code for one in findings if one.severity == "error"] == []
    german = settled(
        plan("startup", "Acme", "Europe/Berlin", TODAY, language="de"),
        Own("Acme", tuple(silent), languages=("de",)),
    )
    assert "\nlanguages: [de]\n" in german.files["policies/people/mara-lind.yaml"]


def test_an_owner_leads_and_two_of_one_name_are_told_apart() -> None:
    people = (
        somebody("Mary Hart", "owner"),
        somebody("Mary Hart", "support")._replace(id="mary-hart-2"),
    )
    found = settled(plan("startup", "Acme", "Europe/Berlin", TODAY), Own("Acme", people))
    assert [(part.person, part.roles[0]) for part in found.parts] == [
        ("Mary Hart (mary-hart)", "chief-executive"),
        ("Mary Hart (mary-hart-2)", "community-manager"),
    ]
    assert str(found.roles["community-manager"]) == "Community manager"


@pytest.mark.parametrize("language", ["en", "de"])
def test_comments_below_requests_are_in_the_language_of_the_organisation(language: str) -> None:
    files = plan("startup", "Acme", "Europe/Berlin", TODAY, language=language)
    for path in (".github/workflows/gate.yml", ".github/workflows/govcheck.yml",
                 ".gitlab/govcheck.yml"):  # fmt: skip
        assert f"GOVCHECK_LANG: {language} " in files[path]
