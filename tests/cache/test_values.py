"""What the cache keeps comes back, and bytes of somebody else's run nothing."""

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from govcheck.cache.pack import Pack, PackedRoots
from govcheck.cache.store import Cache
from govcheck.cache.values import MODULES, dump_value, load_value
from govcheck.finding import Diagnostic, Finding, Severity
from govcheck.load.tree import WorkTree
from govcheck.source import Source, Span
from govcheck.translation import said
from govcheck.workspace.answers import compiled
from govcheck.workspace.answers import tested as run_scenarios
from govcheck.workspace.incident_file import read_incidents
from govcheck.workspace.loading import Loading
from govcheck.workspace.proven import refutations
from govcheck.workspace.validate import validate

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(str(path.parent) for path in ROOT.glob("examples/*/policies"))


class Calls:
    """Its pickle calls a function."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.called = (function, arguments)

    def __reduce__(self) -> Any:
        return self.called


@pytest.mark.parametrize("root", [str(ROOT), *EXAMPLES], ids=os.path.basename)
def test_whatever_is_kept_comes_back(root: str, tmp_path: Path) -> None:
    cache, tree = Cache(str(tmp_path / "cache")), WorkTree(root)
    fresh: list[Any] = [validate(tree, cache), compiled(tree, cache), run_scenarios(tree, cache)]
    fresh.append(refutations(Loading(tree, cache), 1_795_000_000)())
    incidents = sorted(Path(root).glob("incidents/*.yaml"))
    parsed = b"x-note: |\n  not among the simplest, which are not worth keeping\n"
    fresh += [read_incidents(path.name, path.read_bytes() + parsed, cache) for path in incidents]
    stored = [entry for entry in (tmp_path / "cache").iterdir() if entry.name[:5] != "files"]
    assert len(stored) == len(fresh)
    for entry in stored:
        assert load_value(entry.read_bytes()[32:]) is not None


def test_a_pack_of_files_comes_back(tmp_path: Path) -> None:
    cache, tree = Cache(str(tmp_path)), WorkTree(str(ROOT))
    validate(tree, cache)
    pack = Pack(cache, str(ROOT))
    for entry in tree.entries():
        if entry.path.endswith(".yaml"):
            loaded = pack.load(entry.path, tree.read(entry.path))
            assert [*loaded.roots]
    assert pack._fresh == 0


@pytest.mark.parametrize(
    "hostile",
    [
        Calls(os.mkdir, "ran"),
        Calls(eval, "1"),
        Calls(getattr, Finding, "_make"),
        Calls(Path, "ran"),
        Calls(Source.span, 1, 2),
        (1, [Calls(os.putenv, "A", "B")]),
    ],
)
def test_bytes_of_somebody_else_run_nothing(
    hostile: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cache = Cache(str(tmp_path / "cache"))
    cache.store("a", pickle.dumps((hostile,)))
    assert cache.recall("a", tuple) is None
    assert not (tmp_path / "ran").exists()
    with pytest.raises(pickle.UnpicklingError, match="is no value"):
        load_value(pickle.dumps(hostile))


@pytest.mark.parametrize(
    "name",
    ["Finding.__init__", "StrEnum", "NamedTuple", "date", "__builtins__", "nothing", "__name__"],
)
def test_a_module_of_values_gives_nothing_but_its_own_classes(name: str) -> None:
    for protocol in (b"cgovcheck.finding\n" + name.encode() + b"\n.",):
        with pytest.raises(pickle.UnpicklingError, match="is no value"):
            load_value(protocol)
    framed = b"\x80\x04\x8c\x10govcheck.finding\x8c" + bytes([len(name)]) + name.encode() + b"\x93."
    with pytest.raises(pickle.UnpicklingError, match="is no value"):
        load_value(framed)


def test_classes_of_values_are_plain() -> None:
    """They have no way of being made or filled that does more than keep their parts."""
    import importlib

    for name in sorted(MODULES):
        module = importlib.import_module(name)
        for found in vars(module).values():
            if isinstance(found, type) and found.__module__ == name:
                assert not {"__new__", "__reduce__"} & {*vars(found)} or issubclass(
                    found, tuple | str | PackedRoots
                ), found
                assert "__setstate__" not in vars(found), found
                assert "__del__" not in vars(found), found


def test_values_come_back_equal() -> None:
    value = (
        Finding(Span("a", 1, 1, 1, 2), Diagnostic("X", "x", Severity.NOTE), "é"),
        {"a": (1, None, 2.5)},
    )
    assert load_value(dump_value(value)) == value


@pytest.mark.parametrize("length", [0, 1, 4095, 4096, 4097, 8192, 8193])
def test_long_tuples_come_back_equal(length: int) -> None:
    """They are written in pieces; what they have in common is one within each."""
    rule = Diagnostic("X", "x", Severity.NOTE)
    many = tuple(Finding(Span("a", line, 1, 1, 2), rule, said("é")) for line in range(length))
    for value in ((many,), (1, many, {"a": many}, (), tuple(range(length)), None), many):
        assert repr(load_value(dump_value(value))) == repr(value)


def test_what_follows_a_value_is_no_value() -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is, it is no entry
        load_value(dump_value((1, 2)) + b"x")
