"""Random documents, written in random ways."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

KEYS = (
    "kind",
    "id",
    "name",
    "members",
    "x-note",
    "shift",
    "timezone",
    "hours",
    "y",
    "a-b",
    "fact_1",
)
WORDS = (
    "rota:duty",
    "b",
    "no",
    "10",
    "09:00",
    "2026-03-14",
    "a # no comment",
    "it's",
    'say "x"',
    "é ü",
)

Data = None | bool | int | str | list["Data"] | dict[str, "Data"]

scalars = st.one_of(st.sampled_from(WORDS), st.integers(-5, 5), st.booleans())
data = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4),
        st.dictionaries(st.sampled_from(KEYS), inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)
documents = st.dictionaries(st.sampled_from(KEYS), data, min_size=1, max_size=6)


@dataclass
class Scribe:
    """Writes data as YAML, drawing every choice of style; remembers the comments it made up."""

    draw: st.DrawFn
    comments: list[str] = field(default_factory=list)

    def choice(self, *options: object) -> object:
        return self.draw(st.sampled_from(options))

    def gap(self, indent: int) -> str:
        """Comment and blank lines in front of a line."""
        text = ""
        for _ in range(self.draw(st.integers(0, 2)) if self.choice(True, False, False) else 0):
            text += "\n" if self.choice(True, False) else " " * indent + self.comment() + "\n"
        return text

    def comment(self) -> str:
        self.comments.append(f"# c{len(self.comments)}: 'x' [")
        return self.comments[-1]

    def end(self) -> str:
        """What stands behind the last thing on a line."""
        if self.choice(True, False, False, False):
            return " " * self.draw(st.integers(1, 4)) + self.comment() + "\n"
        return " " * self.draw(st.integers(0, 1)) + "\n"

    def scalar(self, value: Data) -> str:
        if value is True or value is False:
            return str(value).lower()
        text = str(value)
        if isinstance(value, int):
            return text
        plain = text[0].isalpha() and not any(mark in text for mark in "#'\"") and text != "no"
        styles = ["double", "single", *(["plain"] * plain)]
        style = self.choice(*styles)
        if style == "plain":
            return text
        if style == "single":
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def flow(self, value: Data, indent: int) -> str:
        if isinstance(value, list):
            items = [self.flow(item, indent) for item in value]
        elif isinstance(value, dict):
            items = [f"{key}: {self.flow(item, indent)}" for key, item in value.items()]
        else:
            return self.scalar(value)
        spaces = ("", " ", "  ", "\n" + " " * (indent + 1))
        inside = ",".join(f"{self.choice(*spaces)}{item}" for item in items)
        opening, closing = "[]" if isinstance(value, list) else "{}"
        return f"{opening}{inside}{self.choice(*spaces)}{closing}"

    def value(self, value: Data, indent: int) -> str:
        """A value behind its indicator, up to the end of its last line."""
        if isinstance(value, list | dict) and self.choice(True, True, False):
            inner = indent + self.draw(st.integers(1, 5))
            text = self.end()
            if isinstance(value, list):
                return text + self.sequence(value, inner)
            return text + self.mapping(value, inner)
        inner = indent + self.draw(st.integers(1, 3))
        if isinstance(value, str) and self.choice(True, False, False) and value.isascii():
            return f" |-{self.end()}" + " " * inner + value + "\n"
        if self.choice(True, True, True, False):
            before = " " * self.draw(st.integers(1, 3))
        else:
            before = self.end() + self.gap(inner) + " " * inner
        written = self.flow(value, inner) if isinstance(value, list | dict) else self.scalar(value)
        return before + written + self.end()

    def mapping(self, value: dict[str, Data], indent: int, *, compact: bool = False) -> str:
        """The lines of a mapping; a compact one begins behind a dash."""
        text = ""
        for number, (key, item) in enumerate(value.items()):
            if number or not compact:
                text += self.gap(indent) + " " * indent
            text += f"{key}:{self.value(item, indent)}"
        return text + self.gap(indent)

    def sequence(self, value: list[Data], indent: int) -> str:
        text = ""
        for item in value:
            text += self.gap(indent) + " " * indent + "-"
            if isinstance(item, dict) and self.choice(True, False):
                spaces = self.draw(st.integers(1, 3))
                text += " " * spaces + self.mapping(item, indent + 1 + spaces, compact=True)
            else:
                text += self.value(item, indent)
        return text


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[dict[str, Data]], list[str]]:
    """A text, the documents that it holds, and its comments."""
    scribe = Scribe(draw)
    held = draw(st.lists(documents, min_size=1, max_size=2))
    text = "---\n".join(scribe.gap(0) + scribe.mapping(document, 0) for document in held)
    return text, held, scribe.comments
