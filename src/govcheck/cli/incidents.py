"""Incident files named on the command line."""

import os
import stat

from govcheck.console.standard import InputClosed, read_named, standard_input
from govcheck.errors import cannot_read
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.translation import said, told


def read_files(
    names: tuple[str, ...], stdin_name: str, noun: str = said("an incident file")
) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The bytes of each file, `-` being standard input; and why others cannot be read.

    Never more is read than a file may hold, so that a huge one is refused and not swallowed.
    """
    files: list[tuple[str, bytes]] = []
    missing: list[str] = []
    for name in names:
        try:
            if name == "-":
                files.append((stdin_name, standard_input().read(MOST_BYTES + 1)))
                continue
            if stat.S_ISDIR(os.stat(name).st_mode):
                missing.append(said("`{name}` is a folder, not {noun}", name=name, noun=noun))
                continue
            files.append((name, read_named(name, MOST_BYTES + 1)))
        except InputClosed as error:
            missing.append(told(error))
        except (OSError, ValueError) as error:
            missing.append(cannot_read(name, error))
    return files, missing
