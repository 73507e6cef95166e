"""The tongue itself: sentences from a catalogue, and everything else by the language's forms."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from govcheck.time.clock import DAY, HOUR, MINUTE, local
from govcheck.tongue.forms import EN, FORMS, LANGUAGES, Forms
from govcheck.translation import SaidText, SaidValue, in_language

if TYPE_CHECKING:  # which English does without
    import gettext

__all__ = ["LANGUAGES", "Tongue", "city", "tongue"]

DOMAIN: Final = "govcheck"
EXPLANATIONS: Final = "explanations"
HELP: Final = "help"
CATALOGUES: Final = os.path.join(os.path.dirname(__file__), "catalogues")


class AsWritten:
    """English, in which the sentences are written."""

    def gettext(self, message: str, /) -> str:
        """The sentence itself."""
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """The first sentence of one thing, the second of any other number."""
        return msgid1 if n == 1 else msgid2


class Tongue:
    """One language. Make one with `tongue`; all values that it is given are plain text."""

    def __init__(
        self, language: str, forms: Forms, catalogue: "AsWritten | gettext.NullTranslations"
    ) -> None:
        self.language = language
        self._forms = forms
        self._catalogue = catalogue

    def say(self, sentence: str, **values: object) -> str:
        """A sentence with the values in its named places."""
        return _filled(self._catalogue.gettext(sentence), values)

    def explained(self, prose: str) -> str:
        """A paragraph of `explain` in this language; in English where nobody translated it."""
        return _aside(EXPLANATIONS, self.language).gettext(prose)

    def helped(self, prose: str) -> str:
        """A text of `--help` in this language; in English where nobody translated it."""
        return _aside(HELP, self.language).gettext(prose)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A sentence about so many things, in the singular or the plural; `{count}` is the number.

        The number is grouped as the language groups numbers.
        """
        sentence = self._catalogue.ngettext(one, many, number)
        return _filled(sentence, {"count": self.number(number), **values})

    def text(self, prose: str) -> str:
        """A text of the policy, or a sentence, in this language; else as it stands."""
        if isinstance(prose, SaidText):
            values = {name: self.text(value) for name, value in prose.values}
            return self.say(prose.sentence, **values)
        if isinstance(prose, SaidValue):
            written: str = getattr(self, prose.form)(prose.value)
            return written
        return in_language(prose, self.language)

    def number(self, value: float) -> str:
        """`48,000`, `0.25`, as people of the language write it."""
        whole = isinstance(value, int) or value.is_integer()
        english = f"{int(value):,}" if whole else f"{value:,}"
        swap = {",": self._forms.thousands, ".": self._forms.point}
        return "".join(swap.get(character, character) for character in english)

    def duration(self, seconds: int) -> str:
        """`15 min`, `1 h 30`, `3 days`; every second counts, and none is rounded."""
        forms, rest = self._forms, abs(seconds)
        parts = []
        days, rest = divmod(rest, DAY)
        if days:
            parts.append(forms.one_day if days == 1 else forms.days.format(days=self.number(days)))
        hours, rest = divmod(rest, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        if hours and minutes and not rest:
            parts.append(forms.hours_and_minutes.format(hours=hours, minutes=minutes))
        else:
            if hours:
                parts.append(forms.hours.format(hours=hours))
            if minutes:
                parts.append(forms.minutes.format(minutes=minutes))
        if rest:
            parts.append(forms.seconds.format(seconds=rest))
        return ("-" if seconds < 0 else "") + (" ".join(parts) or forms.minutes.format(minutes=0))

    def stretch(self, seconds: int, *, up: bool = True) -> str:
        """A duration to what matters of it: `5 days 21 h`, `10 h 01`, exact below an hour.

        A day and more is said to the hour, an hour and more to the minute: rounded up where it is
        a hole or a delay, and not `up`, so down, where it is time to spare. Nothing looks better
        than it is. Deadlines and instants are no stretches: they stay exact.
        """
        size = abs(seconds)
        unit = HOUR if size >= DAY else MINUTE if size >= HOUR else 1
        whole = (size + unit - 1 if up else size) // unit * unit
        return self.duration(-whole if seconds < 0 else whole)

    def time(self, at: int, timezone: str) -> str:
        """`22:40` in a zone, `22:40:05` off the full minute, `02:30 winter time` of two such."""
        moment = local(at, timezone)
        time = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
        first, second = moment.replace(fold=0), moment.replace(fold=1)
        if first.utcoffset() == second.utcoffset():
            return time
        if first.dst() == second.dst():
            return f"{time} {moment:UTC%z}"
        if moment.fold:
            return self.say("{time} winter time", time=time)
        return self.say("{time} summer time", time=time)

    def weekday(self, at: int, timezone: str) -> str:
        """`Sat`."""
        return self._forms.weekdays[local(at, timezone).weekday()]

    def day(self, at: int, timezone: str, since: int | None = None) -> str:
        """`Sat 14 Nov`, with its year unless `since` lies in the same one."""
        moment = local(at, timezone)
        same = since is not None and local(since, timezone).year == moment.year
        form = self._forms.day if same else self._forms.full_day
        return form.format(
            weekday=self._forms.weekdays[moment.weekday()],
            day=moment.day,
            month=self._forms.months[moment.month - 1],
            year=moment.year,
        )

    def date(self, day: date) -> str:
        """A day of the calendar, with its weekday and year."""
        return self._forms.full_day.format(
            weekday=self._forms.weekdays[day.weekday()],
            day=day.day,
            month=self._forms.months[day.month - 1],
            year=day.year,
        )

    def instant(self, at: tuple[int, str]) -> str:
        """`Sat 14 Nov 2026, 22:40 Berlin`: an instant by the clock of its zone."""
        return f"{self.day(*at)}, {self.time(*at)} {city(at[1])}"

    def moment(self, at: int, timezone: str, since: int) -> str:
        """The time alone on the day of `since`, with weekday and date on any other."""
        time = self.time(at, timezone)
        if local(at, timezone).date() == local(since, timezone).date():
            return time
        return f"{self.day(at, timezone, since)} {time}"

    def any_of(self, words: Sequence[str]) -> str:
        """`a`, `a or b`, `a, b or c`."""
        return self._joined(words, self.say("{these} or {last}", these="{these}", last="{last}"))

    def all_of(self, words: Sequence[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        return self._joined(words, self.say("{these} and {last}", these="{these}", last="{last}"))

    def _joined(self, words: Sequence[str], form: str) -> str:
        if len(words) < 2:
            return "".join(words)
        *front, last = words
        before, _, after = form.partition("{last}")
        return before.replace("{these}", ", ".join(front)) + last + after


def _filled(sentence: str, values: Mapping[str, object]) -> str:
    """A sentence with the values in its places; the stop of `5 Std.` is not doubled by its own."""
    if "}." in sentence:
        for name, value in values.items():
            if str(value).endswith("."):
                sentence = sentence.replace(f"{{{name}}}.", f"{{{name}}}")
    return sentence.format_map({name: _dative(sentence, name, values[name]) for name in values})


def _dative(sentence: str, name: str, value: object) -> object:
    """`seit 5 Tagen`: German days after a preposition, whoever wrote the sentence."""
    if isinstance(value, str) and " Tage" in value:
        number, _, rest = value.partition(" Tage")
        if number.replace(".", "").isdigit() and not rest[:1].isalpha():
            place = f" {{{name}}}"
            if any(f" {word}{place}" in f" {sentence}" for word in _BEFORE_DATIVE):
                return f"{number} Tagen{rest}"
    return value


_BEFORE_DATIVE = ("seit", "nach", "von", "binnen", "in", "statt", "zu")


@lru_cache(maxsize=8)
def _aside(domain: str, language: str) -> "gettext.NullTranslations":
    """What `explain` or `--help` says, a catalogue of its own: no other command has to read it."""
    from gettext import translation

    return translation(domain, CATALOGUES, [language], fallback=True)


def city(timezone: str) -> str:
    """What people call a zone: `Berlin`, `New York`, `UTC`."""
    return timezone.rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=8)
def tongue(language: str) -> Tongue:
    """The tongue of a language; English where there is no other."""
    forms = FORMS.get(language, EN)
    if language == "en" or language not in FORMS:
        return Tongue("en", forms, AsWritten())
    from gettext import translation

    return Tongue(language, forms, translation(DOMAIN, CATALOGUES, [language]))
