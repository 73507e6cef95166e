"""Globs of paths."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.authority.globs import impossible, matches


@pytest.mark.parametrize(
    ("glob", "path", "met"),
    [
        ("policies/**", "policies/a.yaml", True),
        ("policies/**", "policies/a/b/c.yaml", True),
        ("policies/*", "policies/a/b.yaml", False),
        ("policies/*.yaml", "policies/a.yaml", True),
        ("**/*.yaml", "a.yaml", True),
        ("**/legal/**", "policies/legal/x/y.yaml", True),
        ("policies/legal", "policies/legal/x.yaml", False),
        ("policies/?.yaml", "policies/ab.yaml", False),
        ("policies", "policies/a.yaml", False),
        ("policies/[ab].yaml", "policies/a.yaml", True),
        ("policies/[!ab].yaml", "policies/a.yaml", False),
        ("policies/[^ab].yaml", "policies/a.yaml", False),
        ("policies/[^ab].yaml", "policies/c.yaml", True),
        ("policies/[]a].yaml", "policies/].yaml", True),
        ("policies/[!]a].yaml", "policies/].yaml", False),
        ("policies/[[]a].yaml", "policies/[a].yaml", True),
        ("policies/[a].yaml", "policies/[a].yaml", False),
        ("policies/[x", "policies/[x", False),
        ("policies/[a/b]", "policies/[a/b]", False),
        ("policies/[z-a]", "policies/a", False),
        ("policies/[z-ab]", "policies/b", True),
        ("[[:alpha:]]", "a", False),
        ("[[:alpha:]]", ":]", False),
    ],
)
def test_stars(glob: str, path: str, met: bool) -> None:
    assert matches(glob, path) is met


PARTS = st.lists(st.sampled_from(["a", "b", "ab"]), min_size=1, max_size=4).map("/".join)
GLOBS = st.lists(st.sampled_from(["a", "*", "**", "?", "a*", "*b"]), min_size=1, max_size=4)


@given(GLOBS, PARTS)
def test_as_a_regular_expression_would(glob: list[str], path: str) -> None:
    """Each folder followed by a slash, so that `**` is any number of such pairs."""
    words = {"*": "[^/]*/", "?": "[^/]/", "a": "a/", "a*": "a[^/]*/", "*b": "[^/]*b/"}
    pattern = "".join(words.get(part, "([^/]+/)*") for part in glob)
    assert matches("/".join(glob), path) == bool(re.fullmatch(pattern, path + "/"))


def test_a_hostile_glob_ends() -> None:
    assert not matches("/".join(["**", "a*a*a*a*b"] * 20), "/".join(["a" * 40] * 40))


@pytest.mark.parametrize(
    ("glob", "meant"),
    [
        ("/policies/x/**", "policies/x/**"),
        ("./x/**", "x/**"),
        (".github/", ".github/**"),
        ("/.github/", ".github/**"),
        ("!x", None),
        ("policies\\x\\*.yaml", "policies/x/*.yaml"),
        ("policies/\\*.yaml", None),
        (" policies/**", "policies/**"),
        ("policies//x", "policies/x"),
        ("policies/./x", "policies/x"),
        ("../x/**", None),
        ("policies/../x", None),
        ("/", None),
        ("policies/*.{yaml,yml}", None),
        ("policies", "policies/**"),
        (".github", ".github/**"),
        ("Policies/**", "policies/**"),
        ("[P]olicies/**", "policies/**"),
        ("[p]olicies", "policies/**"),
        ("policies/[x", None),
        ("docs/[x", None),
        ("docs/[x/y]", None),
        ("docs/[]", None),
        ("docs/[!]", None),
        ("[z-a]", None),
        ("**/a[z-a]*", None),
        ("docs/[[:alpha:]]*", None),
        (".git", None),
        (".git/**", None),
        ("**/.Git/hooks/*", None),
        ("[.]git/**", None),
        ("docs[/]x", None),
    ],
)
def test_what_no_file_can_match(glob: str, meant: str | None) -> None:
    fault = impossible(glob)
    assert fault is not None
    assert fault.meant == meant


@pytest.mark.parametrize(
    "glob",
    [
        "**",
        "policies/**",
        "**/x",
        ".github/**",
        "requirements.txt",
        "docs",
        "a b/*",
        "[!a]*/x",
        "[Pp]olicies/**",
        "[PQ]olicies/**",
        "[]]",
        "[!]]",
        "[[]",
        "[a-a]",
        "[-a]",
        "[!z-a]",
        ".gitignore",
        "[*]",
        "x]",
    ],
)
def test_what_a_file_can_match(glob: str) -> None:
    assert impossible(glob) is None


@given(GLOBS, PARTS)
def test_a_glob_that_matches_is_possible(glob: list[str], path: str) -> None:
    if matches("/".join(glob), path):
        assert impossible("/".join(glob)) is None


@given(st.text("[]!^-:ab*", max_size=7), st.text("[]!^-:ab", min_size=1, max_size=3))
def test_brackets_that_match_are_possible(glob: str, path: str) -> None:
    if matches(f"p{glob}", f"p{path}"):
        assert impossible(f"p{glob}") is None
