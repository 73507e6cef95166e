import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.change.edits import edits
from govcheck.translation import Translated, in_language, preferring, translated
from tests.change.policies import policy_of, shipped_documents

TAGS = st.sampled_from(("en", "de", "de-AT", "pt-BR", "fr"))
SAID = st.dictionaries(TAGS, st.text(min_size=1, max_size=5), min_size=1)


def test_a_text_in_one_language_stays_as_it_is() -> None:
    assert type(translated("Pause")) is str
    assert in_language("Pause", "de") == preferring("Pause", ["de"]) == "Pause"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Pause"), ("de", "Anhalten"), ("de-CH", "Anhalten"), ("fr", "Pause"), ("pt", "Parar")],
)
def test_the_nearest_language_is_shown(language: str, said: str) -> None:
    text = translated({"en": "Pause", "de": "Anhalten", "pt-BR": "Parar"})
    assert in_language(text, language) == said


@given(SAID, TAGS)
def test_laws(said: dict[str, str], language: str) -> None:
    text = translated(said)
    assert isinstance(text, Translated)
    assert str(text) == next(iter(said.values()))
    chosen = preferring(text, ["it", language])
    assert str(chosen) == said.get(language, next(iter(said.values())))
    assert in_language(text, language) == in_language(chosen, language) or language not in said
    copy = pickle.loads(pickle.dumps(chosen))
    assert (copy, str(copy), hash(copy)) == (chosen, str(chosen), hash(chosen))
    assert all(in_language(chosen, tag) == one for tag, one in said.items())


@given(SAID, SAID)
def test_two_are_equal_if_all_their_languages_are(
    one: dict[str, str], other: dict[str, str]
) -> None:
    ours, theirs = translated(one), translated(other)
    same = one == other and next(iter(one.values())) == next(iter(other.values()))
    assert (ours == theirs) == same
    assert ours != str(ours)


def test_another_translation_is_an_edit() -> None:
    documents = shipped_documents()
    base = {**documents, "role/publisher": role({"en": "Publisher", "de": "Verlag"})}
    head = {**documents, "role/publisher": role({"en": "Publisher", "de": "Herausgeberin"})}
    (edit,) = edits(policy_of(base), policy_of(head))
    assert (edit.pointer, edit.before, edit.after) == ("/name/de", "Verlag", "Herausgeberin")


def role(name: object) -> dict[str, object]:
    return {"kind": "role", "id": "publisher", "name": name}
