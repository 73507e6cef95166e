"""What is wrong with a command line or a file, for somebody who reads German."""

from pathlib import Path

import click
import pytest

from govcheck.cli.main import run
from govcheck.console.help import ReaderContext
from govcheck.console.output import language_in, language_of, state_language
from govcheck.console.usage import usage, worded
from govcheck.load.file import load_file
from govcheck.tongue import tongue
from govcheck.translation import SaidText, all_of, any_of, said, together, told

Captured = pytest.CaptureFixture[str]
DE = tongue("de")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("No such option '--foo'.", "die Option `--foo` gibt es nicht"),
        ("No such option: --foo", "No such option: --foo"),
        ("'a' is not one of 'b', 'c'.", "`a` ist keins von `b`, `c`"),
        ("'x' is not a valid integer range.", "`x` ist keine ganze Zahl"),
        ("0 is not in the range 1<=x<=5.", "`0` liegt nicht im Bereich 1<=x<=5"),
        ("Directory 'x' does not exist.", "den Ordner `x` gibt es nicht"),
        ("File 'x' is a directory.", "`x` ist ein Ordner und keine Datei"),
        ("Got unexpected extra argument (x)", "überzählig: `x`"),
        ("Got unexpected extra arguments (x y)", "überzählig: `x y`"),
        ("Option '--at' requires an argument.", "die Option `--at` braucht einen Wert"),
    ],
)
def test_a_message_of_click(message: str, expected: str) -> None:
    assert DE.text(worded(message)) == expected


def test_every_message_of_click_that_users_meet_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made by click itself, so that another version of it does not go unnoticed."""
    monkeypatch.setenv("GOVCHECK_LANG", "de")
    state_language(None)

    class Command(click.Command):
        context_class = ReaderContext

    @click.command(cls=Command)
    @click.argument("number", type=click.IntRange(1, 5))
    @click.option("--kind", type=click.Choice(["a", "b"]), required=True)
    @click.option("--flag", is_flag=True)
    @click.option("--file", type=click.Path(exists=True))
    def command(**_: object) -> None:
        """Do nothing."""

    for arguments in (
        ["--foo"], ["9", "--kind", "a"], ["x", "--kind", "a"], ["1", "--kind", "c"], ["1"],
        ["--kind", "a"], ["1", "2", "--kind", "a"], ["1", "--kind"],
        ["1", "--kind", "a", "--flag=1"], ["1", "--kind", "a", "--file", "nothing"],
    ):  # fmt: skip
        with pytest.raises(click.UsageError) as raised:
            command.main(arguments, prog_name="x", standalone_mode=False)
        error = raised.value
        if not isinstance(error, click.MissingParameter):
            assert isinstance(worded(error.message), SaidText), error.message
        shown = usage(error, DE)
        front = (
            "Aufruf: x [OPTIONEN] NUMBER\nHilfe: `x --help`\n\n" if error.ctx is not None else ""
        )
        assert shown.startswith(f"{front}Fehler: ")


def test_an_error_in_german(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["simulate", "x.yaml", "--lang", "de"]) == 2
    assert capfd.readouterr().err.startswith("Fehler: weder hier noch in einem Ordner darüber")
    assert run(["simulate", "--foo", "--lang=de"]) == 2
    assert "Fehler: die Option `--foo` gibt es nicht" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--lang", "de"], "de"),
        (["duty", "--lang=de", "--lang", "en"], "en"),
        (["--lang", "xx"], "en"),
        (["--lang"], "en"),
        ([], "en"),
    ],
)
def test_the_language_before_a_command_is_parsed(
    arguments: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language_of(language_in(arguments)) == expected


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("kind: team\nid: [a\n", "`[` wird nicht mit `]` geschlossen",
         "schließen oder mit Kommas trennen; in Anführungszeichen setzen, wenn es Text sein soll"),
        ("kind: role\nid: a\nname: 3\n", "`3` passt hier nicht; möglich: Text oder eine Zuordnung",
         "in Anführungszeichen setzen, wenn es Text sein soll"),
        ("kind: role\nid: a\n", "ein Dokument `role` braucht `name`, und das fehlt",
         "`name` ergänzen"),
        ("kind: role\nid: a\nnmae: x\nname: y\n", "ein Dokument `role` hat kein Feld `nmae`",
         "gemeint `name`?"),
        ("kind: role\nid: A\nname: y\n",
         "`A` ist keine ID: Kleinbuchstaben, Ziffern und `-`, vorn kein `-`", None),
        ("kind: role\nkind: role\n", "der Schlüssel `kind` steht in derselben Zuordnung doppelt",
         "eines der beiden behalten"),
        ("kind: roel\nid: a\n", "`roel` ist keine Art von Dokument", "gemeint `role`?"),
    ],
)  # fmt: skip
def test_a_finding_of_the_loader(text: str, message: str, advice: str | None) -> None:
    finding = load_file("policies/x.yaml", text.encode()).findings[0]
    assert DE.text(finding.message) == message
    assert (None if finding.help is None else DE.text(finding.help)) == advice


def test_joined_sentences_keep_their_parts() -> None:
    number, list_ = said("a number"), said("a list")
    assert any_of([number, list_, number]) == "a number or a list"
    assert DE.text(any_of([number, list_])) == "eine Zahl oder eine Liste"
    assert DE.text(all_of(["x", number, list_])) == "x, eine Zahl und eine Liste"
    assert DE.text(together((number, "", list_), " + ")) == "eine Zahl + eine Liste"
    assert together(()) == ""
    assert DE.text(told(ValueError(number))) == "eine Zahl"
    assert told(ValueError()) == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "--help", "--lang", "de"),
        ("validate", "--lang=de", "-h"),
        ("--lang", "de", "validate", "--help"),
    ],
    ids=" ".join,
)
def test_help_in_german(capfd: Captured, arguments: tuple[str, ...]) -> None:
    assert run([*arguments]) == 0
    shown = capfd.readouterr().out
    assert shown.startswith("Aufruf: govcheck validate [OPTIONEN] [PFADE]...\n\n  Alles prüfen,")
    assert "\n  Beispiele:\n    govcheck validate\n" in shown
    assert "--output DATEI" in shown
    assert "[Vorgabe: error]" in shown


def test_the_table_of_commands_in_german(capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCHECK_LANG", "de_DE.UTF-8")
    assert run(["--help"]) == 0
    german = capfd.readouterr().out
    assert "Befehle:\n  validate   Alles prüfen," in german
    assert run(["--lang", "en"]) == 0
    assert "Commands:\n  validate   Check everything" in capfd.readouterr().out


def test_a_missing_argument_is_called_as_in_the_usage(capfd: Captured) -> None:
    assert run(["--lang", "de", "simulate"]) == 2
    shown = capfd.readouterr().err
    assert shown.startswith("Aufruf: govcheck simulate [OPTIONEN] VORFALL...\n")
    assert "Fehler: das Argument 'VORFALL...' fehlt" in shown
