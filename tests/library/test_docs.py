"""The bot of docs/library.md runs, and is as short as the page says."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/library.md").read_text(encoding="utf-8")


def bot() -> str:
    """The code of the bot."""
    blocks: list[str] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    return next(code for code in blocks if "__main__" in code)


def test_the_bot_answers(tmp_path: Path) -> None:
    script = tmp_path / "bot.py"
    script.write_text(bot(), encoding="utf-8")
    heard = "topics=safety followers=48000\nwho\ntopics=cheese\n"
    done = subprocess.run(
        [sys.executable, str(script), str(ROOT)],
        input=heard,
        capture_output=True,
        text=True,
        check=True,
    )
    first, *duty, last = done.stdout.splitlines()
    assert first.startswith("sev1: tell mei, ")
    assert "rota:community-duty: mei" in duty
    assert last.startswith("sorry: ")
    assert "cheese" in last


def test_every_name_in_the_table_exists() -> None:
    from govcheck.library import logs, posts, replays, results
    from govcheck.library.policy import OpenPolicy

    homes = (logs, posts, replays, results)

    for name, answer in re.findall(r"^\| `(\w+)\(.*?\)` \| `(\w+)` \|", PAGE, re.MULTILINE):
        assert name in ("open", "diff") or hasattr(OpenPolicy, name)
        assert answer == "OpenPolicy" or any(hasattr(home, answer) for home in homes)
