"""How long a text is: what others have measured, and a second implementation."""

import time
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from govcheck.model.network_limits import NetworkLimit
from govcheck.posts import counting
from govcheck.posts.counting import (
    graphemes,
    hashtags,
    length,
    utf8,
    utf16,
    weighted,
)
from govcheck.posts.networks import built_in
from tests.posts.second_count import second_graphemes, second_weighted

DATA = Path(__file__).parent / "data"


def read(name: str) -> Any:
    return YAML(typ="safe").load((DATA / name).read_text(encoding="utf-8"))


def cases() -> list[dict[str, Any]]:
    tests = read("twitter-text-validate.yml")["tests"]
    discounted = tests["WeightedTweetsWithDiscountedEmojiCounterTest"]
    plain = [
        one
        for one in tests["WeightedTweetsCounterTest"]
        if one["text"] not in ("H🐱☺👨‍👩‍👧‍👦", "🙋🏽👨‍🎤")  # as version 2 counts emoji
    ]
    return [*plain, *discounted, *tests["UnicodeDirectionalMarkerCounterTest"]]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["description"])
def test_it_weighs_as_twitter_text_does(case: dict[str, Any]) -> None:
    assert weighted(case["text"]) == case["expected"]["weightedLength"]


@pytest.mark.parametrize(
    "case", read("twitter-text-validate.yml")["tests"]["tweets"], ids=lambda one: one["description"]
)
def test_tweets_are_valid_but_for_two_of_the_times_of_140(case: dict[str, Any]) -> None:
    obsolete = case["description"].startswith("Invalid Tweet: 141")
    assert (0 < weighted(case["text"]) <= 280) is (case["expected"] or obsolete)


@pytest.mark.parametrize("case", read("count-cases.yaml"), ids=str)
def test_every_unit_counts_as_measured(case: dict[str, Any]) -> None:
    text = case["repeat"] * case["times"] if "repeat" in case else case["text"]
    if "of" in case:
        text = "https://larkling.de/" + "a" * 200
    found = {
        "code_points": len(text),
        "utf16": utf16(text),
        "bytes": utf8(text),
        "graphemes": graphemes(text),
        "x": weighted(text),
        "x_valid": weighted(text) <= 280,
    }
    assert {unit: found[unit] for unit in case if unit in found} == {
        unit: case[unit] for unit in case if unit in found
    }


PIECES = (
    "a", "ä", "e\u0301", "中", "日本 ", " ", "\n", ".", "“", "…", "👍", "👍🏽", "🇩🇪",
    "1\ufe0f\u20e3",
    "👨\u200d👩\u200d👧", " https://larkling.de/fitting ", " x.ai ", " see.photography ",
    "larkling.example", "#seat", "@ana",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_a_second_implementation_weighs_the_same(text: str) -> None:
    assert weighted(text) == second_weighted(text)


@given(
    st.lists(st.sampled_from(("a", "e\u0301", "中", "👍🏽", "👨\u200d👩\u200d👧", " "))).map(
        "".join
    )
)
def test_a_second_implementation_sees_the_same_characters(text: str) -> None:
    assert graphemes(text) == second_graphemes(text)


@given(st.text())
def test_units_are_those_of_the_codecs(text: str) -> None:
    assert utf16(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert utf8(text) == len(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", sorted(built_in()))
def test_every_limit_holds_on_its_boundary_and_not_above(name: str) -> None:
    for limit in built_in()[name].limits:
        unit = {"weighted": 1, "bytes": 1}.get(limit.unit, 1)
        counted = [length("a" * (limit.at_most + more), limit) for more in (-unit, 0, unit)]
        assert [one > limit.at_most for one in counted] == [False, False, True]


def mastodon() -> NetworkLimit:
    return built_in()["mastodon"].limits[0]


def test_mastodon_counts_links_and_mentions_by_its_own_rule() -> None:
    assert length("https://larkling.de/" + "a" * 200, mastodon()) == 23
    assert length("larkling.de", mastodon()) == 11, "only what has a protocol is a link"
    assert length("@ana@social.example hi", mastodon()) == len("@ana hi")
    assert length("see https://a.de/@ana@b.de", mastodon()) == len("see ") + 23


def test_threads_counts_emoji_by_their_bytes_and_youtube_descriptions_in_bytes() -> None:
    (threads, *_), (youtube, *_) = (built_in()[name].limits for name in ("threads", "youtube"))
    counts = {"a": 1, "é": 1, "日本": 2, "©": 1, "😀": 4, "👨‍👩‍👧": 18, "1️⃣": 7, "♥️": 6, "🇩🇪": 8}
    assert {text: length(text, threads) for text in counts} == counts
    assert length("a" * 496 + "😀", threads) == 500
    assert length("ü" * 2_500, youtube) == youtube.at_most == 5_000


def test_line_ends_count_one() -> None:
    assert length("a\r\nb\rc", mastodon()) == 5
    assert weighted("a\r\nb") == 3


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("#a #b", 2),
        ("#1", 0),
        ("#1st", 1),
        ("a#b", 0),
        ("#größe!", 1),
        ("", 0),
        ("##a", 1),
        ("x/#a", 0),
    ],
)
def test_hashtags_are_counted(text: str, count: int) -> None:
    assert hashtags(text) == count


@pytest.mark.parametrize(
    "piece", ["a", "a.", ".", "中.", "a-", "@", "http://", "(", "👨\u200d", "\u0301"]
)
def test_a_hostile_text_takes_no_longer_than_its_length_says(piece: str) -> None:
    begun = time.monotonic()
    weighted(piece * 20_000)
    assert time.monotonic() - begun < 5


def test_what_stands_alone_is_counted_without_looking_it_up() -> None:
    alone = [chr(code) for code in range(0x110000) if counting._ALONE.fullmatch(chr(code))]
    joins_none = regex.compile("|".join(rf"\p{{GCB={name}}}" for name in _JOIN_NONE))
    emoji = regex.compile(r"\p{Emoji_Presentation}|\ufe0f|\u20e3")
    assert len(alone) > 30_000
    assert [one for one in alone if not joins_none.fullmatch(one) or emoji.search(one)] == []
    assert graphemes("a\r\nb\n\r") == len(regex.findall(r"\X", "a\r\nb\n\r"))


_JOIN_NONE = ("Other", "Control", "CR", "LF", "LV", "LVT")
