"""How long the commands take, as multiples of a bare Python start.

Run it by hand, as `python benchmarks/startup.py [--rounds 15]`, with an interpreter that has
govcheck installed. Every round runs each command once,
one after the other, so that a busy moment hits all of them; the medians are compared. Processor
time, which other programs disturb less, stands beside the time on the clock.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import enterprise

ROOT: Final = Path(__file__).parents[1]
AT: Final = ("--at", "2026-11-23T00:00:00Z")


class Timed(NamedTuple):
    """A command, the folder that it runs in, and what is done before it each time."""

    name: str
    arguments: Sequence[str]
    folder: Path
    before: Callable[[], object]
    most: str
    """What the project promises."""
    said: bytes = b""
    """What is typed."""


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=15)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        cache, large = Path(folder) / "cache", Path(folder) / "enterprise"
        enterprise.write(large)
        _commit(large)
        os.environ["GOVCHECK_CACHE_DIR"] = str(cache)
        timed = _commands(cache, large)
        seconds = _measure(timed, rounds)
    bare = seconds["python -I -c pass"]
    print(f"{'':42} {'clock':>19}  {'processor':>19}")
    for command in timed:
        shown = "  ".join(
            f"{took * 1000:7.0f} ms {took / least:6.1f} x"
            for took, least in zip(seconds[command.name], bare, strict=True)
        )
        print(f"{command.name:42} {shown}   {command.most}")


def _commands(cache: Path, large: Path) -> list[Timed]:
    govcheck = (sys.executable, "-m", "govcheck")
    seen = ROOT / "incidents" / "airbag-video.yaml"
    simulate = (*govcheck, "simulate", str(seen))
    new, post = cache.parent / "new.yaml", cache.parent / "new.md"
    validate = (*govcheck, "validate", *AT)
    person = large / "policies" / "people" / "person-7.yaml"
    one = (*validate, "--no-prove", str(person))

    committed = person.read_text(encoding="utf-8")

    def forget() -> None:
        """Nothing is cached, and the work tree is what is committed."""
        shutil.rmtree(cache, ignore_errors=True)
        person.write_text(committed, encoding="utf-8")

    def change() -> None:
        """Somebody gets a name that nobody had before."""
        kept = [line for line in committed.splitlines() if not line.startswith("name: ")]
        person.write_text("\n".join((*kept, f"name: Person {time.time_ns()}", "")), "utf-8")

    def happen() -> None:
        """An incident that nobody has asked about before."""
        text = seen.read_text(encoding="utf-8")
        noted = text.replace("notes: ", f"notes: Seen at {time.time_ns()}. ")
        new.write_text(noted, encoding="utf-8")

    def draft(language: str = "en") -> None:
        """A post that nobody has checked before."""
        text = (ROOT / "posts" / "2026-12-01-winter-fit.md").read_text(encoding="utf-8")
        ours = text.replace("id: winter-fit", "id: another")
        ours = ours.replace("language: en", f"language: {language}")
        post.write_text(f"{ours}\n{time.time_ns()}\n", encoding="utf-8")

    def happen_first() -> None:
        """The same, with nothing cached."""
        forget()
        happen()

    def keep() -> None:
        """What the command before has left in the cache is what is measured."""

    return [
        Timed("python -I -c pass", (sys.executable, "-I", "-c", "pass"), ROOT, keep, ""),
        Timed("simulate, nothing cached", simulate, ROOT, happen_first, "at most 25 x"),
        Timed("simulate a new incident", (*simulate[:-1], str(new)), ROOT, happen, "at most 8 x"),
        Timed("simulate it once more", (*simulate[:-1], str(new)), ROOT, keep, "at most 6 x"),
        Timed(
            "due, of the same incident", (*govcheck, "due", str(new)), ROOT, keep, "1.5 x simulate"
        ),
        Timed("triage, the first question", (*govcheck, "triage"), ROOT, keep, "under 0.3 s"),
        Timed("triage, the second", (*govcheck, "triage"), ROOT, keep, "0.1 s more", b"1\n"),
        Timed("triage, the fourth", (*govcheck, "triage"), ROOT, keep, "0.3 s more", b"1\n1\n1\n"),
        Timed("post FILE, a new one", (*govcheck, "post", str(post)), ROOT, draft, "at most 8 x"),
        Timed(
            "post FILE, a new one with findings",
            (*govcheck, "post", str(post)),
            ROOT,
            partial(draft, "fr"),
            "at most 8 x",
        ),
        Timed("post FILE, once more", (*govcheck, "post", str(post)), ROOT, keep, "at most 8 x"),
        Timed("validate with proofs, nothing cached", validate, ROOT, forget, "under 2 s"),
        Timed("validate with proofs, unchanged", validate, ROOT, keep, "under 0.3 s"),
        Timed("validate, 1,000 documents, nothing cached", validate, large, forget, "under 3 s"),
        Timed("validate, 1,000 documents, unchanged", validate, large, keep, "under 0.7 s"),
        Timed("validate --no-prove FILE, changed", one, large, change, "under 0.5 s"),
    ]


def _commit(folder: Path) -> None:
    """Make a git repository of a folder, with everything in it committed."""
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.com")
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "First")):
        subprocess.run(("git", *arguments), cwd=folder, check=True)


def _measure(timed: Sequence[Timed], rounds: int) -> dict[str, tuple[float, float]]:
    """The medians of the time on the clock and of the processor's, in seconds, by name."""
    found: dict[str, list[tuple[float, float]]] = {command.name: [] for command in timed}
    for _ in range(rounds):
        for command in timed:
            command.before()
            used, began = _used(), time.perf_counter()
            done = subprocess.run(
                command.arguments,
                cwd=command.folder,
                capture_output=True,
                check=False,
                input=command.said,
            )
            found[command.name].append((time.perf_counter() - began, _used() - used))
            ended = (0, 1, 2) if command.name.startswith("triage") else (0, 1)
            if done.returncode not in ended:
                sys.exit(done.stderr.decode())
            refused = command.name.startswith("simulate") and bool(done.stderr)
            if refused:
                sys.exit(done.stderr.decode())  # an incident that is refused measures nothing
    return {
        name: (statistics.median(clock), statistics.median(processor))
        for name, (clock, processor) in (
            (name, tuple(zip(*times, strict=True))) for name, times in found.items()
        )
    }


def _used() -> float:
    """The processor time, in seconds, of all commands that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
