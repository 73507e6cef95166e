"""How the process begins and ends: plain command lines are answered without click."""

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Final, NoReturn

from govcheck.console.output import language_in, state_language
from govcheck.console.plugins import without_plugins
from govcheck.console.standard import flush_output

OBJECTS_BEFORE_COLLECTION: Final = 1_000_000
"""A policy is many small objects without circles, which by default are looked through often."""
_BY_CLICK: Final = "govcheck.cli.main"
COMPLETION: Final = "_GOVCHECK_COMPLETE"
"""The variable with which a shell asks for completions."""
ZONES_OF_THE_MACHINE: Final = "PYTHONTZPATH"
"""Where Python looks for zones: nowhere, since they come from the pinned package alone."""


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    os.environ.setdefault(ZONES_OF_THE_MACHINE, "")
    without_plugins()
    code = run(sys.argv[1:])
    flush_output()
    end(code)


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code says how it ended."""
    state_language(language_in(arguments))
    command = None if COMPLETION in os.environ else plain_command(arguments)
    if command is None:
        by_click: int = import_module(_BY_CLICK).run(arguments)
        return by_click
    try:
        return command()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a bug must not look like a verdict
        code: int = import_module(_BY_CLICK).failed(error, debug=False)
        return code


def plain_command(arguments: Sequence[str]) -> Callable[[], int] | None:
    """What answers a plain command line; None where click has to read it."""
    name = arguments[0] if arguments else ""
    if name == "simulate":
        from govcheck.cli.answer import plain_simulate as plain
    elif name == "due":
        from govcheck.cli.owed import plain_due as plain
    elif name == "post":
        from govcheck.cli.drafts import plain_post as plain
    else:
        return None
    return plain(arguments[1:])


def end(code: int) -> NoReturn:
    """End the process, without taking apart everything that it made, which takes a while."""
    threading = sys.modules.get("threading")
    if _is_watched() or (threading is not None and threading.active_count() > 1):
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001 - as the interpreter does at its end
    flush_output()
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.flush()
    os._exit(code)


def _is_watched() -> bool:
    """Whether a profiler or a debugger waits for the end of the program."""
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return True
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    return monitoring is not None and any(map(monitoring.get_tool, range(6)))
