"""What a glob can match behind a link, compared with every path that there could be."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.authority.globs import matches, reaches

PARTS = ("a", "b", "ab")
BEHIND = ["/".join(parts) for depth in range(5) for parts in product(PARTS, repeat=depth)]
GLOBS = st.lists(st.sampled_from(("**", "*", "?", "a", "b", "[ab]", "a*")), min_size=1, max_size=4)
PATHS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3)


@settings(max_examples=300, deadline=None)
@given(GLOBS, PATHS)
def test_a_glob_reaches_a_link_if_it_matches_it_or_something_behind_it(
    glob: list[str], path: list[str]
) -> None:
    text, link = "/".join(glob), "/".join(path)
    found = any(matches(text, f"{link}/{one}" if one else link) for one in BEHIND)
    assert reaches(text, link) == found
