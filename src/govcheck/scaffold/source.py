"""Where the pipelines of a new repository install the program from.

Never by its name alone: whoever owns the name on an index that somebody else runs would decide what
checks the policy. What is installed says where it comes from, in `direct_url.json` (PEP 610).
"""

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit, urlunsplit

from govcheck.errors import ScaffoldError

_PROGRAM: Final = "govcheck"
_REMOTE: Final = frozenset(
    ("http", "https", "git+https", "git+http", "git+ssh", "hg+https", "hg+ssh", "bzr+https")
)
_LOCAL: Final = frozenset(("file", "git+file"))
_READABLE: Final = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
"""What RFC 3986 has: no `{NAME}`, which pip would fill in or nobody."""
_NAMED: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_NUMBERED: Final = re.compile(r"[0-9]+")
"""A revision of Bazaar."""
_HASHED: Final = re.compile(
    r"(?:.*&)?sha(?:256=[0-9a-f]{64}|384=[0-9a-f]{96}|512=[0-9a-f]{128})(?:&.*)?"
)
_LOGIN: Final = re.compile(r"[A-Za-z0-9._-]+")

_NOT_KNOWN: Final = """\
# What is installed does not say where it comes from, and a bare name would be whoever's it is on
# the index. Until a line stands here the pipelines fail. For example:
# govcheck @ git+https://git.example/govcheck@COMMIT"""
_HERE_ALONE: Final = (
    " It names a place on the computer on which this was written: before any pipeline runs, put one"
    " there that it can reach, such as a git revision."
)
_NOWHERE: Final = (
    " It does not name it yet: before any pipeline runs, put a place there that it can reach, such"
    " as a git revision."
)


class InstallSource(NamedTuple):
    """The line of `requirements.txt` that names the program, and what the README adds to it."""

    requirement: str
    advice: str
    """A sentence, after a blank, where the pipelines cannot install it yet; or nothing."""

    @property
    def is_reachable(self) -> bool:
        """Whether a pipeline elsewhere may be able to install it."""
        return not self.advice


UNKNOWN: Final = InstallSource(_NOT_KNOWN, _NOWHERE)
"""Nobody can tell, as after an installation from an index."""


def installed() -> InstallSource:
    """Where the program that runs was installed from; UNKNOWN where it does not say."""
    try:
        text = distribution(_PROGRAM).read_text("direct_url.json")
    except PackageNotFoundError:
        return UNKNOWN
    return UNKNOWN if text is None else recorded(text)


def recorded(direct_url: str) -> InstallSource:
    """What a `direct_url.json` says, pinned by commit or hash; UNKNOWN where it says nothing."""
    try:
        data = json.loads(direct_url)
        url = _without_secrets(data["url"])
        vcs, archive = data.get("vcs_info"), data.get("archive_info")
        folder = data.get("subdirectory")
        fragments = [] if folder is None else [f"subdirectory={folder}"]
        if vcs is not None:
            if not _NAMED.fullmatch(vcs["commit_id"]):
                return UNKNOWN
            url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
        elif archive is not None and (digest := _digest(archive)) is not None:
            fragments.append(f"sha256={digest}")
        return named(url + ("#" + "&".join(fragments) if fragments else ""))
    except (ValueError, KeyError, TypeError, AttributeError, ScaffoldError):
        return UNKNOWN


def named(url: str) -> InstallSource:
    """A URL that pip installs from.

    Raises:
        ScaffoldError: It is none, such as a bare name, or nothing that fits on a line; or what is
            there can become something else, as a branch or an archive without a hash.
    """
    parts = _split(url)
    known = parts is not None and parts.scheme in _REMOTE | _LOCAL
    if parts is None or not known or not _READABLE.fullmatch(url):
        raise ScaffoldError(
            "`{url}` is not a URL that pip installs from, such as "
            "`git+https://git.example/govcheck@COMMIT`",
            url=url,
        )
    if parts.scheme in _REMOTE and (lacks := _movable(parts)) is not None:
        raise ScaffoldError(
            f"what `{url}` names can change, and with it what checks the policy; {lacks}"
        )
    return InstallSource(f"{_PROGRAM} @ {url}", _HERE_ALONE if parts.scheme in _LOCAL else "")


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _movable(parts: SplitResult) -> str | None:
    """What a URL lacks to name the same for ever; None where it lacks nothing."""
    system, plus, _ = parts.scheme.partition("+")
    if not plus:
        return None if _HASHED.fullmatch(parts.fragment) else "end it with `#sha256=` and its hash"
    _, at, revision = parts.path.rpartition("@")
    shape = _NUMBERED if system == "bzr" else _NAMED
    if at and shape.fullmatch(revision):
        return None
    return "a branch and a tag move: put `@` and the whole id of a commit behind the path"


def _without_secrets(url: str) -> str:
    """The URL without a password, and without a name that may be a token."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    kept = at and parts.scheme == "ssh" and _LOGIN.fullmatch(user)
    return urlunsplit(parts._replace(netloc=f"{user}@{host}" if kept else host))


def _digest(archive: dict[str, object]) -> str | None:
    """The SHA-256 of an archive, by the newer or the older way to record it."""
    hashes = archive.get("hashes")
    if isinstance(hashes, dict) and "sha256" in hashes:
        found = str(hashes["sha256"])
    else:
        algorithm, _, found = str(archive.get("hash", "")).partition("=")
        found = found if algorithm == "sha256" else ""
    return found if re.fullmatch(r"[0-9a-f]{64}", found) else None
