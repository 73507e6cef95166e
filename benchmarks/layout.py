"""How long `fmt` takes for one large file, as multiples of reading and writing it with ruamel.yaml.

Run it by hand, as `python benchmarks/layout.py [--rounds 5]`. Both are measured in processor time,
in turns, and the medians are compared. Beside them stands how much longer four times as much takes:
4 is as it should be.
"""

import argparse
import gc
import io
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Final

from ruamel.yaml import YAML

from govcheck.cli.start import OBJECTS_BEFORE_COLLECTION
from govcheck.layout.layout import lay_out

_START: Final = "kind: person\nid: ana\nname: Ana\n"

SHAPES: Final[Mapping[str, Callable[[int], str]]] = {
    "keys": lambda n: _START + "x-k:\n" + "".join(f"  key{i}: value\n" for i in range(n // 2)),
    "items": lambda n: _START + "x-k:\n" + "".join(f"  - item{i}  # why\n" for i in range(n)),
    "brackets": lambda n: _START + "x-k: [" + ", ".join("item" for _ in range(n)) + "]\n",
    "facts": lambda n: (
        "kind: vocabulary\nid: v\nfacts:\n"
        + "".join(f"  f{i}: {{type: boolean, ask: what}}\n" for i in range(n // 6))
    ),
}
"""Files of about so many values."""
VALUES: Final = 32_000


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)  # as the commands do
    for name, shape in SHAPES.items():
        large, small = shape(VALUES), shape(VALUES // 4)
        ours, theirs, quarter = [], [], []
        for _ in range(rounds):
            ours.append(_seconds(lambda text=large: lay_out("policies/a.yaml", text.encode())))
            theirs.append(_seconds(lambda text=large: _round_trip(text)))
            quarter.append(_seconds(lambda text=small: lay_out("policies/a.yaml", text.encode())))
        mine = statistics.median(ours)
        print(
            f"{name:10} {len(large) / 1000:6.0f} kB {mine:6.2f} s"
            f"  {mine / statistics.median(theirs):5.2f} x ruamel.yaml"
            f"  {mine / statistics.median(quarter):5.1f} x a quarter of it"
        )


def _round_trip(text: str) -> None:
    yaml = YAML()
    yaml.dump(yaml.load(text), io.StringIO())


def _seconds(run: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
