"""The pictures of the README are there, in both colours, and small."""

import re
from pathlib import Path

from tools.pictures import MOST_BYTES, PICTURES, SHOTS, WEAKER

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_picture_is_shown_light_and_dark_and_says_what_it_shows() -> None:
    shown = re.findall(r"docs/pictures/([a-z]+)-(light|dark)\.png", README)
    assert sorted(shown) == sorted((name, one) for name in SHOTS for one in ("light", "dark"))
    assert len(re.findall(r'<img alt="[^"]{30,}"', README)) == len(SHOTS)
    files = sorted(path.name for path in PICTURES.iterdir())
    assert files == sorted(f"{name}-{scheme}.png" for name, scheme in shown)
    assert all((PICTURES / name).stat().st_size <= MOST_BYTES for name in files)


def test_the_change_that_is_shown_can_be_made() -> None:
    file, before, _ = WEAKER
    assert (ROOT / file).read_text(encoding="utf-8").count(before) == 1
