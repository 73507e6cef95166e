"""Links and mentions in a text, where twitter-text finds them, which X and Mastodon count by.

Every function takes time in proportion to the text, whatever somebody has written.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from govcheck.lazy_pattern import lazy_pattern
from govcheck.posts.tables import table

_LATIN: Final = (
    r"\xC0-\xD6\xD8-\xF6\xF8-\xFF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268"
    r"\u026F\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_DIRECTIONS: Final = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_NO_CHARACTERS: Final = r"\uFFFE\uFEFF\uFFFF"
_SPACES: Final = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_NOT_IN_DOMAINS: Final = r"!'#%&()*+,\\/:;<=>?@\[\]^{|}~$" + _SPACES + _NO_CHARACTERS + _DIRECTIONS
_RUN: Final = lazy_pattern(rf"[^{_NOT_IN_DOMAINS}]+")
"""Labels with the `.`, `-` and `_` between and within them."""
_BEFORE: Final = lazy_pattern(rf"[^A-Za-z0-9@＠$#＃{_NO_CHARACTERS}]")  # noqa: RUF001
_PROTOCOL: Final = lazy_pattern(r"https?://\Z", re.IGNORECASE)
_ASCII: Final = lazy_pattern(rf"[-a-z0-9.{_LATIN}]+", re.IGNORECASE)
_CHUNK: Final = lazy_pattern(r"[0-9A-Za-z]+")
_PUNYCODE: Final = lazy_pattern(r"xn--[-0-9a-z]+", re.IGNORECASE)

_PATH_CHARACTER: Final = rf"[a-z\u0400-\u04FF0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_PARENTHESES: Final = (
    rf"\((?:{_PATH_CHARACTER}+|{_PATH_CHARACTER}*\({_PATH_CHARACTER}+\){_PATH_CHARACTER}*)\)"
)
_PATH_END: Final = rf"(?:[+\-a-z\u0400-\u04FF0-9=_#/{_LATIN}]|{_PARENTHESES})"
_BEHIND: Final = lazy_pattern(
    rf"(?::[0-9]+)?(?P<path>/(?:(?:{_PATH_CHARACTER}|{_PARENTHESES})*{_PATH_END})?)?"
    r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/])?",
    re.IGNORECASE,
)
_SHORTENED: Final = lazy_pattern(
    r"https?://t\.co/([a-z0-9]+)"
    r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/])?",
    re.IGNORECASE,
)
_LONGEST: Final = 4096
_LONGEST_LABEL: Final = 63
_LONGEST_SLUG: Final = 40
_MENTION: Final = lazy_pattern(r"(?<![=/\w])@(\w+(?:[\w.-]+\w+)?)@[\w.-]+\w+")


class Link(NamedTuple):
    """A link, from the character at `start` up to the one at `end`."""

    start: int
    end: int


def links(text: str, *, bare: bool = True) -> list[Link]:
    """The links of a text, in order; `bare` ones are those without `https://`, too."""
    if "." not in text or (not bare and ":" not in text):
        return []
    found: list[Link] = []
    position = 0
    for run in _RUN.finditer(text):
        if "." not in run[0]:
            continue
        domains = _Domains(text, *run.span())
        while (match := _next(domains, position)) is not None:
            position = match.end
            found += [link for link in match.links if bare or match.has_protocol]
    return found


def shortened_mentions(text: str) -> str:
    """The text with the servers of mentions left out: `@ana@social.example` is `@ana`."""
    return _MENTION.sub(lambda mention: f"@{mention[1]}", text)


class _Match(NamedTuple):
    """What was looked at, up to its end, and the links that it turned out to be."""

    end: int
    links: tuple[Link, ...]
    has_protocol: bool


def _next(domains: "_Domains", position: int) -> _Match | None:
    """The next match in one run whose character in front stands at `position` or later."""
    text, start, end = domains.text, domains.start, domains.end
    protocol = _PROTOCOL.search(text, max(0, start - len("https://")), start)
    if protocol is not None and _may_begin(text, protocol.start(), position):
        domain = domains.at(start)
        if domain is not None:
            return _full(text, protocol.start(), domain)
    for at in _starts(text, start, end, position):
        domain = domains.at(at)
        if domain is not None:
            return _bare(text, text[at - 1 : at], domain)
    return None


def _may_begin(text: str, at: int, position: int) -> bool:
    """Whether a link may begin there; the character in front of it belongs to it."""
    return at == position == 0 or (at > position and _BEFORE.fullmatch(text[at - 1]) is not None)


def _starts(text: str, start: int, end: int, position: int) -> Iterator[int]:
    """Where a link may begin in a run, in the order in which twitter-text tries them."""
    first = max(start, position + 1)
    if start == 0 and position == 0:
        yield from (at for at in (1, 0) if at < end and _may_begin(text, at, position))
        first = 2
    for at in range(first, end):
        if text[at] not in ".-_" and _BEFORE.fullmatch(text[at - 1]):
            yield at


def _end(text: str, domain: Link) -> int:
    matched = _BEHIND.match(text, domain.end)
    return domain.end if matched is None else max(matched.end(), domain.end)


def _full(text: str, start: int, domain: Link) -> _Match:
    end = _end(text, domain)
    if not _is_valid(text[domain.start : domain.end], end - start):
        return _Match(end, (), has_protocol=True)
    shortened = _SHORTENED.match(text, start, end)
    if shortened is None:
        return _Match(end, (Link(start, end),), has_protocol=True)
    if len(shortened[1]) > _LONGEST_SLUG:
        return _Match(end, (), has_protocol=True)
    return _Match(end, (Link(start, shortened.end()),), has_protocol=True)


def _bare(text: str, before: str, domain: Link) -> _Match:
    end = _end(text, domain)
    name = text[domain.start : domain.end]
    if before in ("-", "_", ".", "/") or not _is_valid(name, end - domain.start + len("https://")):
        return _Match(end, (), has_protocol=False)
    parts = [
        Link(domain.start + start, domain.start + stop) for start, stop in _ascii_domains(name)
    ]
    behind = _BEHIND.match(text, domain.end)
    if parts and behind is not None and behind["path"] is not None:
        parts[-1] = Link(parts[-1].start, end)
    return _Match(end, tuple(parts), has_protocol=False)


class _Domains:
    """The domains in one run: from each character down to the last known ending in reach."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self._labels = text[start:end].split(".")
        self._offsets = [start]
        for label in self._labels[:-1]:
            self._offsets.append(self._offsets[-1] + len(label) + 1)
        self._endings = [
            _ending(text, offset, offset + len(label))
            for offset, label in zip(self._offsets, self._labels, strict=True)
        ]
        self._last = self._reach()

    def at(self, start: int) -> Link | None:
        """The longest domain that begins at a character; None where none does."""
        number = bisect_right(self._offsets, start) - 1
        rest = self._labels[number][start - self._offsets[number] :]
        if not rest or rest[0] in "-_" or rest[-1] in "-_":
            return None
        found = self._last[number]
        if found <= number + 1:
            following = number + 1 < len(self._labels) and self._endings[number + 1]
            found = number + 1 if following and "_" not in rest else 0
        return Link(start, self._offsets[found] + self._endings[found]) if found else None

    def _reach(self) -> list[int]:
        """For each label the last one that can end a domain which begins in it; 0 for none."""
        last = [0] * len(self._labels)
        for number in range(len(self._labels) - 2, -1, -1):
            after = self._labels[number + 1]
            goes_on = bool(after) and after[0] not in "-_" and after[-1] not in "-_"
            beyond = last[number + 1] if goes_on else 0
            ends = self._endings[number + 1] and "_" not in self._labels[number]
            last[number] = beyond or (number + 1 if ends else 0)
        return last


def _ending(text: str, start: int, end: int) -> int:
    """How long the known ending is with which a label begins; 0 where it begins with none."""
    if text[start:end][:4].casefold() == "xn--":
        matched = _PUNYCODE.match(text, start, end)
        return 0 if matched is None else matched.end() - start
    chunk = _CHUNK.match(text, start, end)
    if chunk is not None:
        known = chunk[0].lower() in _endings()
        return len(chunk[0]) if known and text[chunk.end() : chunk.end() + 1] not in _JOINED else 0
    for length in range(min(end - start, _longest_ending()), 0, -1):
        if text[start : start + length].lower() in _endings():
            after = text[start + length : start + length + 1]
            if not after or (_CHUNK.match(after) is None and after not in _JOINED):
                return length
    return 0


_JOINED: Final = ("@", "+", "-")


def _ascii_domains(name: str) -> Iterator[tuple[int, int]]:
    """The parts of a domain that are domains by themselves and need no other script."""
    for run in _ASCII.finditer(name):
        start = run.start()
        while start < run.end():
            stop = _ascii_domain(name, start, run.end())
            if stop is None:
                following = name.find(".", start, run.end())
                start = run.end() if following < 0 else following + 1
            else:
                yield start, stop
                start = stop


def _ascii_domain(name: str, start: int, end: int) -> int | None:
    offset, found = start, None
    for number, label in enumerate(name[start:end].split(".")):
        if number > 0:
            ending = _ending(name, offset, len(name) if offset + len(label) == end else end)
            found = offset + ending if ending else found
        if not label:
            break
        offset += len(label) + 1
    return found


def _is_valid(domain: str, length: int) -> bool:
    labels = domain.split(".")
    if length > _LONGEST or any(len(label) > _LONGEST_LABEL for label in labels):
        return False
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return True


@cache
def _endings() -> frozenset[str]:
    return table("top_level_domains.txt", "#")


@cache
def _longest_ending() -> int:
    return max(map(len, _endings()))
