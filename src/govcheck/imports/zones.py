"""Names of time zones as spreadsheets and mail programs write them."""

from functools import cache
from importlib.resources import files

from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.source import Source
from govcheck.time.clock import is_zone


def iana(name: str) -> str | None:
    """The IANA zone of a name, be it IANA's own or that of Windows; None where there is none."""
    trimmed = name.strip()
    return trimmed if is_zone(trimmed) else windows_zones().get(trimmed)


@cache
def windows_zones() -> dict[str, str]:
    """The zones of Windows, each with the IANA zone that the Unicode CLDR gives for it."""
    path = files("govcheck.imports") / "windows_zones.yaml"
    (root,), _ = parse(Source(path.name, path.read_text("utf-8")))
    return {str(key): str(value) for key, value in dict(plain(root)).items()}  # type: ignore[call-overload]
