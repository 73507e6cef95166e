"""YAML written in many styles, with the text that each value is expected to be."""

import json
import re
from typing import NamedTuple

from hypothesis import strategies as st

Keys = tuple[str | int, ...]

_PLAIN = re.compile(r"[a-zA-Zé界😀][a-zA-Zé界😀 _?:/.-]*[a-z?]|[a-z]")


class Written(NamedTuple):
    """A text, the data that it means, and for each scalar the keys to it and its own text."""

    text: str
    data: object
    places: list[tuple[Keys, str]]


class _Value(NamedTuple):
    """A scalar as it stands in the text."""

    data: object
    text: str


def _quoted(value: str) -> st.SearchStrategy[_Value]:
    single = "'" + value.replace("'", "''") + "'"
    double = json.dumps(value, ensure_ascii=False)
    options = [double, json.dumps(value)] if value.isascii() else [double]
    if not re.search(r"[\n\t\\]| $|^ ", value):
        options.append(single)
    if (
        _PLAIN.fullmatch(value)
        and ": " not in value
        and value.lower() not in ("true", "null", "false")
    ):
        options.append(value)
    return st.sampled_from([_Value(value, text) for text in options])


_words = st.text(alphabet="abc é界😀:?-/.'\"\u2028\x85#,{}[]&*!", max_size=12)
_scalars = st.one_of(
    _words.flatmap(_quoted),
    st.integers(-(10**20), 10**20).map(lambda number: _Value(number, str(number))),
    st.sampled_from(
        [
            _Value(True, "true"),
            _Value(None, "~"),
            _Value("no", "no"),
            _Value("on", "on"),
            _Value("09:30", "09:30"),
            _Value(15, "0o17"),
            _Value(31, "0x1F"),
            _Value(1.5, "+1.5"),
            _Value("2026-03-14", "2026-03-14"),
            _Value("a:b", "a:b"),
            _Value("Why?", "Why?"),
            _Value("http://x/?a=b", "http://x/?a=b"),
            _Value("3", '!!str "3"'),
            _Value("&x", "'&x'"),
        ]
    ),
)
_keys = st.text(alphabet="abcé", min_size=1, max_size=4)
_trees = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=12,
)


_HEADS = ("", "# a comment: with [odd] things?\n", "---\n", "%YAML 1.2\n---\n")


def documents(heads: tuple[str, ...] = _HEADS) -> st.SearchStrategy[Written]:
    """One document, in block style above a random depth and in flow style below it."""
    return st.builds(
        _write,
        st.dictionaries(_keys, _trees, min_size=1, max_size=4),
        st.integers(0, 3),
        st.sampled_from(["\n", "\r\n"]),
        st.sampled_from(heads),
    )


def _write(tree: object, depth: int, newline: str, head: str) -> Written:
    writer = _Writer()
    body = writer.block(tree, 0, depth, ())
    text = (head + body).replace("\n", newline)
    return Written(text, _plain(tree), writer.places)


class _Writer:
    def __init__(self) -> None:
        self.places: list[tuple[Keys, str]] = []

    def block(self, tree: object, indent: int, depth: int, keys: Keys) -> str:
        """Lines for a collection that is not empty; the rest goes on the line of its key."""
        pad = "  " * indent
        if isinstance(tree, dict):
            return "".join(
                f"{pad}{key}:{self._after(value, indent, depth, (*keys, key))}"
                for key, value in tree.items()
            )
        assert isinstance(tree, list)
        return "".join(
            f"{pad}-{self._after(value, indent, depth, (*keys, at))}"
            for at, value in enumerate(tree)
        )

    def _after(self, value: object, indent: int, depth: int, keys: Keys) -> str:
        if isinstance(value, dict | list) and value and depth > 0:
            return "  # below\n" + self.block(value, indent + 1, depth - 1, keys)
        return f" {self._flow(value, keys)} # beside\n"

    def _flow(self, value: object, keys: Keys) -> str:
        if isinstance(value, _Value):
            tag, _, rest = (
                value.text.partition(" ") if value.text.startswith("!!") else ("", "", "")
            )
            self.places.append((keys, rest if tag else value.text))
            return value.text
        if isinstance(value, dict):
            inner = [f"{key}: {self._flow(item, (*keys, key))}" for key, item in value.items()]
            return "{" + ", ".join(inner) + "}"
        assert isinstance(value, list)
        return "[" + ", ".join(self._flow(item, (*keys, at)) for at, item in enumerate(value)) + "]"


def _plain(tree: object) -> object:
    if isinstance(tree, _Value):
        return tree.data
    if isinstance(tree, dict):
        return {key: _plain(value) for key, value in tree.items()}
    assert isinstance(tree, list)
    return [_plain(value) for value in tree]
