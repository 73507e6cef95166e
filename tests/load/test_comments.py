from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.load.comments import Ignore, find_ignores
from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.source import Source

ASKED = "# govcheck: ignore[lead-outside-team] Zed joins on Monday"


def found(text: str) -> tuple[Ignore, ...]:
    return find_ignores(Source("a.yaml", text))


def test_a_comment_says_what_it_ignores_and_why() -> None:
    source = Source("a.yaml", f"lead: zed  {ASKED}  \nname: A\n")
    (ignore,) = find_ignores(source)
    assert ignore.rules == ("lead-outside-team",)
    assert ignore.reason == "Zed joins on Monday"
    assert source.excerpt(ignore.span) == ASKED
    assert source.excerpt(ignore.room) == f"  {ASKED}"


def test_several_rules_each_once() -> None:
    (ignore,) = found("a: b  #govcheck:ignore[ TEAM002 , a-b,TEAM002,, ]because\n")
    assert ignore.rules == ("TEAM002", "a-b")
    assert ignore.reason == "because"


def test_rules_and_reasons_may_be_missing() -> None:
    assert [(each.rules, each.reason) for each in found("a: b  # govcheck: ignore\n")] == [((), "")]
    assert [each.rules for each in found("a: b  # govcheck: ignore[] yes\n")] == [()]
    assert [each.reason for each in found("a: b  # govcheck: ignore all of it\n")] == ["all of it"]
    assert [each.reason for each in found("a: b  # govcheck: ignore[x]\n")] == [""]


def test_it_may_follow_another_comment() -> None:
    source = Source("a.yaml", f"lead: zed  # the boss {ASKED}\n")
    (ignore,) = find_ignores(source)
    assert source.excerpt(ignore.span) == ASKED


def test_other_words_say_nothing() -> None:
    for comment in ("# govcheck: ignored", "# govcheck ignore[x] y", "# xgovcheck: ignore[x] y"):
        assert found(f"a: b  {comment}\n") == ()


def test_the_words_in_a_text_are_no_comment() -> None:
    texts = [
        f"a: 'b  {ASKED}'\n",
        f'a: "b  {ASKED}"\n',
        f'{{"b  {ASKED}": [1]}}\n',
        f"a: |\n  b  {ASKED}\n  c\n",
        f"a: >-\n  {ASKED}\n",
        f"- 'b\n  {ASKED}\n  c'\n",
        "a: b#govcheck:ignore[x] y\n",
    ]
    for text in texts:
        roots, faults = parse(Source("", text))
        assert roots, text
        assert not faults, text
        assert found(text) == (), text


def test_comments_beside_every_sort_of_value_are_found() -> None:
    texts = [
        f"a: |  {ASKED}\n  b\n",
        f"a: >2-  {ASKED}\n    b\n",
        f"a: [b,  {ASKED}\n  c]\n",
        f"a: {{b: c}}  {ASKED}\n",
        f"a: *b  {ASKED}\n".replace("a: *b", "x: &b 1\na: *b"),
        f"---  {ASKED}\na: b\n",
        f"a:  {ASKED}\n  b: c\n",
        f"-  {ASKED}\n  b\n",
        f"a: b\n...  {ASKED}\n",
        f"%YAML 1.2  {ASKED}\n---\na: b\n",
        f"a: b  {ASKED}",
        f"a: b\r\nc: d  {ASKED}\r\ne: f\r\n",
        f"a: b\rc: d  {ASKED}\re: f\r",
    ]
    for text in texts:
        line = next(n for n, line in enumerate(text.splitlines(), 1) if "govcheck" in line)
        assert [each.span.line for each in found(text)] == [line], text
        assert [each.reason for each in found(text)] == ["Zed joins on Monday"], text


def test_a_line_of_its_own_goes_as_a_whole() -> None:
    for end in ("\n", "\r\n", "\r"):
        source = Source("a.yaml", f"a: b{end}  {ASKED}{end}c: d{end}")
        (ignore,) = find_ignores(source)
        assert source.excerpt(ignore.room) == f"  {ASKED}{end}"


def test_a_file_that_is_not_yaml_has_none() -> None:
    assert found(f"a: 'b\n  {ASKED}\n") == ()
    assert found(f"a: b  {ASKED}\n\x00\n") == ()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [ASKED, "a: b ", "'", '"', "|\n", " ", "\n", "- ", "[", "]", "{", ", ", "---\n", "\r\n"]
        ),
        max_size=12,
    ).map("".join)
)
def test_taking_the_comments_out_changes_no_value(text: str) -> None:
    source = Source("a.yaml", text)
    _, faults = parse(source)
    less = text
    for ignore in reversed(find_ignores(source)):
        start = source.index(ignore.room.line, ignore.room.column)
        end = source.index(ignore.room.end_line, ignore.room.end_column)
        less = less[:start] + less[end:]
    assert faults or values(less) == values(text)


def values(text: str) -> list[object]:
    return [plain(root) for root in parse(Source("", text))[0]]
