"""The catalogues have every sentence of the code, and no translation loses what varies."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from tools.translate import CATALOGUES, GATHERED, sentences, stale

FILES = sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))


def places(text: str) -> set[str]:
    """The named places of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def typed(text: str) -> list[str]:
    """What a reader is to type, which no translation may change."""
    return sorted(re.findall(r"`[^`]*`", text))


def test_nothing_is_stale() -> None:
    assert stale() == {}, "run `python -m tools.translate`"


def test_there_are_sentences() -> None:
    assert len(sentences()) > 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_sentence_is_translated(path: Path) -> None:
    with path.open("rb") as file:
        known = read_po(file)
    assert {message.id for message in known if message.id} == {*GATHERED[path.stem]()}
    for message in known:
        if not message.id:
            continue
        ours = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        said = message.string or ""
        theirs = (said,) if isinstance(said, str) else tuple(said)
        assert len(ours) == len(theirs)
        assert not message.fuzzy
        for sentence, text in zip(ours, theirs, strict=True):
            assert text, sentence
            if path.stem == "govcheck":
                assert places(text) == places(sentence)
            else:  # what `explain` says is no form: its braces are YAML that a reader is to type
                assert typed(text) == typed(sentence)
            assert text[:1].isspace() == sentence[:1].isspace()
