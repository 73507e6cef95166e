"""In a made-up language nothing is left that no catalogue has.

Its catalogue wraps what every sentence says itself in brackets, the values in it stand outside.
What is left of an output without them are names, numbers, and the texts of the policy, which is in
German; any other word comes from code that asked no tongue.
"""

import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from govcheck.cli.main import COMMANDS, run
from govcheck.tongue import tongue

pytestmark = pytest.mark.usefixtures("pseudo", "proved_once")

ROOT = Path(__file__).parents[2]
INCIDENTS = sorted(path.stem for path in (ROOT / "incidents").glob("*.yaml"))
CLOSED = sorted(path.stem for path in (ROOT / "incidents/closed").glob("*.yaml"))
AT = ("--at", "2026-11-29T03:00:00+01:00")
NO_WORDS = (
    "Berlin York London Singapore UTC T full all accepted yaml md json scenarios policies incidents"
    " closed archives csv HEAD"
)
"""Cities, options and names of files."""
Captured = pytest.CaptureFixture[str]


def texts(value: Any, key: str = "") -> Iterator[str]:
    """German texts of a document, and names, addresses and handles."""
    if isinstance(value, dict):
        if "de" in value and "en" in value:
            yield str(value["de"])
            return
        for name, inner in value.items():
            yield from texts(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif key in NAMES:
        yield str(value)


def known_words() -> set[str]:
    """The words of names and German texts; rules are called by their ids, scenarios by names."""
    found = words_in(NO_WORDS)
    yaml = YAML(typ="safe", pure=True)
    for name in ("policies", "incidents", "posts", "scenarios", "archives"):
        for path in sorted((ROOT / name).rglob("*.yaml")):
            for document in yaml.load_all(path.read_text(encoding="utf-8")):
                for text in texts(document):
                    found |= words_in(text)
    return found


def ids() -> Iterator[str]:
    """The parts of names in files: of documents, facts, values, steps and kinds of targets."""
    for file in (ROOT / "policies").rglob("*.yaml"):
        for name in re.findall(r"[\w-]+", file.read_text(encoding="utf-8")):
            if "-" in name or "_" in name:
                yield from re.split("[-_]", name)
        yield from re.findall(r"(?:id|steps|decides|convene): ([a-z]+)", file.read_text("utf-8"))
        yield from re.findall(r"([a-z]+):[a-z-]+", file.read_text(encoding="utf-8"))
        for values in re.findall(r"(?:values|results): \[(.*)\]", file.read_text("utf-8")):
            yield from re.findall(r"[a-z]+", values)
        if file.parent.name == "vocabularies":
            yield from re.findall(
                r"^ +([a-z]+):(?: \{type|$)", file.read_text("utf-8"), re.MULTILINE
            )


def words_in(text: str) -> set[str]:
    return {word for word in re.findall(r"\w{2,}", text) if not re.search(r"[\d_]", word)}


NAMES = ("name", "address", "handle", "github", "employer")
"""Fields that nobody translates."""
OTHERS = "tzdata holidays America Europe Asia crisis severity escalation none last resort templates"
IDS = {word.casefold() for word in ids()} | {*OTHERS.casefold().split()}
KNOWN = {word.casefold() for word in known_words()}
FORMS = {"mo", "di", "mi", "do", "fr", "sa", "so", "std", "min", "sek", "tag", "tage"}
"""Dates and durations are written as German writes them."""


def left(text: str) -> list[str]:
    """The words that neither a sentence nor the policy has."""
    outside = re.sub(r"⟦[^⟦⟧]*⟧", " ", re.sub(r"[\w./-]+\.yaml(:\d+)?", "", text))
    assert "⟦" not in outside, outside
    return sorted(word for word in words_in(outside) if word.casefold() not in KNOWN | FORMS)


def said(capfd: Captured, *arguments: str) -> str:
    assert run([*arguments]) in (0, 1)
    out, err = capfd.readouterr()
    return f"{out}\n{err}"


def without(text: str, *patterns: str) -> str:
    """The text without what people wrote themselves, in whatever language."""
    for pattern in patterns:
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
    return text


def test_brackets_are_what_is_left_out() -> None:
    assert tongue("de").say("only if {who} is silent", who="Mei") == "⟦only if ⟧Mei⟦ is silent⟧"
    assert left("⟦only if ⟧Mei⟦ is silent⟧ and so on") == ["and", "on"]


@pytest.mark.usefixtures("repository")
def test_simulate(capfd: Captured) -> None:
    files = [f"incidents/{name}.yaml" for name in INCIDENTS]
    assert left(said(capfd, "simulate", *files)) == []
    assert left(said(capfd, "simulate", files[0], "--absent", "ana", "--ack", "eva@+20m")) == []


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", ["airbag-video", "lawsuit", "celebrity-praise"])
def test_all_of_it(capfd: Captured, name: str) -> None:
    """Beside what people read it has ids, and nothing else that is English."""
    shown = said(capfd, "simulate", "--full", f"incidents/{name}.yaml", "--ack", "mei@+2m")
    assert [word for word in left(shown) if word.casefold() not in IDS] == []


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    "arguments",
    [
        ("duty", *AT),
        ("duty", *AT, "--all"),
        ("duty", *AT, "--absent", "ben"),
        ("prove", *AT),
        ("test",),
        ("due", *AT),
        ("validate", *AT),
    ],
    ids=" ".join,
)
def test_commands(capfd: Captured, arguments: tuple[str, ...]) -> None:
    assert left(said(capfd, *arguments)) == []


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", CLOSED)
def test_afterwards(capfd: Captured, name: str) -> None:
    reviewed = said(capfd, "review", f"incidents/closed/{name}.yaml")
    assert left(without(reviewed, "No advertisement for this seat was running")) == []
    assert left(said(capfd, "due", f"incidents/closed/{name}.yaml")) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("decisions/reach", "at_least: 100000}", "at_least: 500000}"),
        ("playbooks/product-safety", "within: 1h\n", "within: 4h\n"),
        ("rotas/community-duty", "[ana, ben, mei]", "[ana, mei, ben]"),
        ("decisions/severity-harm", "reach: {at_least: growing}", "reach: viral"),
        ("calendars/community-hours", 'mon-sun: ["08', 'mon-sat: ["08'),
    ],
)
def test_a_change(repository: Path, capfd: Captured, path: str, old: str, new: str) -> None:
    file = repository / "policies" / f"{path}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert left(said(capfd, "diff", "HEAD")) == []
    tested = said(capfd, "test")
    rules = "|".join(sorted(rule_ids(), key=len, reverse=True))
    assert left(without(tested, rf"(?<=⟧)({rules})(?=⟦)", r"^\"[^\"]+\"")) == []


def rule_ids() -> set[str]:
    """What the rules are called in the files, where `test` points to them."""
    files = (ROOT / "policies/decisions").glob("*.yaml")
    return {
        name
        for file in files
        for name in re.findall(r"- (?:id: |\{id: )([a-z-]+)", file.read_text(encoding="utf-8"))
    }


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("during", [(), ("--during", "incidents/airbag-video.yaml")])
def test_posts(capfd: Captured, during: tuple[str, ...]) -> None:
    shown = said(capfd, "post", *during, *(() if during else AT))
    ids = "|".join(sorted(post_ids(), key=len, reverse=True))
    titles = r"(?<=\)): (?!⟦)[^⟦]*"
    assert left(without(shown, titles, r"“[^”]*”", rf"\b({ids})\b")) == []


def post_ids() -> set[str]:
    """What the posts are called in the files."""
    files = [*(ROOT / "posts").rglob("*.md"), *(ROOT / "posts").rglob("*.yaml")]
    return {
        name
        for file in files
        for name in re.findall(r"^id: ([\w-]+)", file.read_text("utf-8"), re.MULTILINE)
    }


PEOPLES_OWN = {
    word.casefold()
    for path in (*(ROOT / "posts").rglob("*.md"), *(ROOT / "posts").rglob("*.yaml"))
    for word in words_in(path.read_text(encoding="utf-8"))
}
"""What people write in their posts, in whatever language."""
GRAMMAR = {
    "mermaid": {"sequencediagram", "participant", "incident", "as", "note", "over"},
    "usage": {
        *("options", "command", "args", "govcheck", "what", "event", "incident", "target"),
        *("paths", "out", "code", "format", "file"),
    },
}


LOGGED = {"listening", "govcheck", "answered", "nothing", "open"}
"""What people and tools wrote into a log."""


def foreign(text: str, *more: set[str]) -> list[str]:
    """What is left besides ids and what people write themselves."""
    allowed = IDS | PEOPLES_OWN | set().union(*more)
    whole = re.sub(r"\S+…", " ", text)  # a title that is cut ends within a word
    return [word for word in left(whole) if word.casefold() not in allowed]


def spoken_by(calendar: str) -> str:
    """What a calendar shows of its entries."""
    lines = re.sub(r"\r?\n ", "", calendar).splitlines()
    shown = [line.partition(":")[2] for line in lines if line.startswith(("SUMMARY", "DESCR"))]
    return "\n".join(shown).replace("\\n", " ").replace("\\", "")


def of_page(page: str) -> str:
    """What a page or a picture shows, without its markup."""
    return unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL))


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    "arguments",
    [
        ("agenda", *AT),
        ("agenda", *AT, "--format", "markdown"),
        ("post", *AT, "--format", "markdown"),
        ("simulate", "incidents/airbag-video.yaml", "--format", "markdown"),
        ("simulate", "incidents/lawsuit.yaml", "--format", "markdown", "--brief"),
        ("test", "--coverage"),
        ("review", "incidents/closed/taxi-question.yaml", "--format", "markdown"),
        ("fmt", "--check"),
        ("export", "codeowners", "--output", "owners"),
    ],
    ids=" ".join,
)
def test_more_of_what_people_read(capfd: Captured, arguments: tuple[str, ...]) -> None:
    assert foreign(of_page(said(capfd, *arguments)), LOGGED) == []


@pytest.mark.usefixtures("repository")
def test_pictures_pages_and_calendars(capfd: Captured) -> None:
    asked = ("simulate", "incidents/airbag-video.yaml", "--format")
    assert foreign(said(capfd, *asked, "mermaid"), GRAMMAR["mermaid"]) == []
    assert foreign(of_page(said(capfd, *asked, "html"))) == []
    assert foreign(of_page(said(capfd, *asked, "svg"))) == []
    assert foreign(spoken_by(said(capfd, *asked, "ics", "--person", "marcus"))) == []
    assert foreign(spoken_by(said(capfd, "export", "ics", "council:social-council", *AT))) == []


def test_a_change_in_every_format(repository: Path, capfd: Captured) -> None:
    file = repository / "policies/decisions/reach.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("at_least: 100000}", "at_least: 500000}"), encoding="utf-8")
    commit = "git -c user.name=T -c user.email=t@example.org commit -qam Change"
    subprocess.run(commit, cwd=repository, shell=True, check=True)
    sides = ("--base", "HEAD~1", "--head", "HEAD")
    reviews = repository / "reviews.json"
    reviews.write_text("[]", encoding="utf-8")
    for format_ in ("markdown", "html"):
        shown = of_page(said(capfd, "diff", "HEAD~1", "HEAD", "--format", format_))
        assert (
            foreign(without(shown, r"(?s)⟦(?:Weaker|Different|Stricter) by technical names⟧.*"))
            == []
        )
    assert foreign(said(capfd, "approvers", *sides), {"org", "example"}) == []
    gated = said(capfd, "gate", *sides, "--reviews", str(reviews))
    assert foreign(gated, {"org", "example"}) == []


@pytest.mark.usefixtures("repository")
def test_explanations(capfd: Captured) -> None:
    shown = said(capfd, "explain")
    names = re.findall(r"^[A-Z]+\d+ .*⟧ +([a-z0-9-]+)$", shown, re.MULTILINE)
    assert len(names) > 100
    assert foreign(shown, {part for name in names for part in name.split("-")}) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(capfd: Captured, command: str) -> None:
    """Beside what is to be typed, or comes with an example, nothing is English."""
    shown = said(capfd, *command.split(), "--help")
    examples = r"^    \S.*$"
    choices, option, default = r"[\[{][\w|-]+[]}]", r"--[\w-]+", r"⟦default⟧:\s+[\w./-]+"
    typed = without(shown, examples, choices, option, default)
    assert sorted({*left(typed)} - {"Usage", "govcheck", *COMMANDS}) == []


@pytest.mark.usefixtures("repository")
def test_a_year(capfd: Captured) -> None:
    assert foreign(said(capfd, "prove", *AT, "--year"), {"playbook"}) == []


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (("simulate", "nothing.yaml"), "nothing"),
        (("simulate", "--foo"), "foo simulate color format"),
        (("simulate", "incidents/airbag-video.yaml", "--at", "yesterday"), "yesterday simulate"),
        (("simulate", "incidents/airbag-video.yaml", "--set", "injury=some"), "set some"),
        (("simulat",), "simulat simulate"),
        (("log", "airbag-video", "done", "paus", "--by", "mei"), "paus"),
        (("log", "airbag-video", "opened"), "log opened"),
        (("duty", "role:nobody", *AT), "role nobody"),
        (("rename", "person/an", "anna"), "an anna"),
        (("import", "csv", "nothing.csv"), "nothing"),
        (("gate", "--base", "HEAD", "--head", "HEAD", "--reviews", "none"), "none"),
        (("prove", "--property", "NOPE1", *AT), "nope1 property prove"),
        (("validate", "--fail-level", "bad"), "validate fail level bad error warning note"),
        (("explain", "TEAM999"), "team"),
        (
            ("export", "ics", "rota:none", *AT),
            "rota none export codeowners ics csv slack usergroup",
        ),
        (("triage", "--continue"), ""),
        (("site",), "site out"),
    ],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
def test_what_ends_a_command(capfd: Captured, arguments: tuple[str, ...], typed: str) -> None:
    assert run([*arguments]) == 2
    out, err = capfd.readouterr()
    assert foreign(f"{out}\n{err}", GRAMMAR["usage"], {*typed.split()}) == []


BROKEN = """\
kind: rota
id: Duty
starts: 2026-02-30
timezone: Europe/Berlim
members: ana
handover: {every: 1x, at: "25:00"}
colour: red
hours: ~
"""


def test_what_the_loader_finds(repository: Path, capfd: Captured) -> None:
    (repository / "policies/rotas/broken.yaml").write_text(BROKEN, encoding="utf-8")
    (repository / "policies/rotas/tab.yaml").write_text("kind: rota\n\tid: a\n", encoding="utf-8")
    (repository / "policies/rotas/twice.yaml").write_text("kind: a\nkind: b\n", encoding="utf-8")
    (repository / "policies/teams/none.yaml").write_text(
        "kind: team\nid: none\nname: none\nlead: nobody-here\nmembers: [nobody-here]\n",
        encoding="utf-8",
    )
    shown = said(capfd, "validate", *AT, "--no-prove")
    written = {word.casefold() for word in words_in(BROKEN)} | {"kind", "id", "team", "lead"}
    written |= {"person", "nobody", "none", "here", "berlin", "europe", "shift"}
    sources = without(shown, r"^ *\d* \|.*$", r"\[[A-Z0-9]+\]")
    assert foreign(sources, written) == []
