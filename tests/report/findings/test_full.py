import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from govcheck.finding import Diagnostic, Finding, Related, Severity
from govcheck.render.width import display_width
from govcheck.report.findings import Report, render
from govcheck.source import Source, Span

PATH = "policies/teams/social.yaml"
TEXT = "kind: team\nid: social\n    lead: zed\n    members: [alice, bob]\n"


def shown(text: str, finding: Finding, **more: str) -> str:
    sources = {
        PATH: Source(PATH, text),
        **{path: Source(path, body) for path, body in more.items()},
    }
    return render(Report([finding], sources, 1), "full")


def at(text: str, what: str, path: str = PATH) -> Span:
    start = text.index(what)
    return Source(path, text).span(start, start + len(what))


def finding(
    span: Span, *related: Related, message: str = "it is wrong", help_: str | None = None
) -> Finding:
    return Finding(
        span, Diagnostic("TEAM002", "a-name", Severity.ERROR), message, related=related, help=help_
    )


def test_a_finding_looks_as_the_contract_says() -> None:
    span = at(TEXT, "zed")
    members = Related(at(TEXT, "[alice, bob]"), "the members are listed here")
    found = finding(
        span,
        members,
        message="`zed` leads team `social` but is not a member of it",
        help_="add `zed` to it, or name another lead",
    )
    assert shown(TEXT, found) == snapshot("""\
error[TEAM002]: `zed` leads team `social` but is not a member of it
  --> policies/teams/social.yaml:3:11
 3 |     lead: zed
   |           ^^^
 4 |     members: [alice, bob]
   |              ------------ the members are listed here
   = help: add `zed` to it, or name another lead
""")


def test_places_in_another_file_and_far_away() -> None:
    text = "a: 1\n" * 99 + "b: 2\n"
    far = Related(at(text, "b"), "it is here, too")
    other = Related(at("x: y\n", "y", "policies/b.yaml"), "and here")
    sources = {PATH: Source(PATH, text), "policies/b.yaml": Source("policies/b.yaml", "x: y\n")}
    report = Report([finding(at(text, "1"), far, other)], sources, 1)
    assert render(report, "full") == snapshot("""\
error[TEAM002]: it is wrong
    --> policies/teams/social.yaml:1:4
   1 | a: 1
     |    ^
     ...
 100 | b: 2
     | - it is here, too
    ::: policies/b.yaml:1:4
   1 | x: y
     |    - and here
""")


def test_wide_characters_tabs_and_controls_are_measured_as_they_are_shown() -> None:
    text = "a:\t\u754c\u0301\U0001f600 \x1b[31m # ::error::x zed\n"
    assert shown(text, finding(at(text, "zed"))) == snapshot("""\
error[TEAM002]: it is wrong
  --> policies/teams/social.yaml:1:27
 1 | a:\\t界́😀 \\x1b[31m # \\::error::x zed
   |                                 ^^^
""")


def test_a_span_over_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    text = "a: [1,\n  2]\nb: 3\n"
    assert shown(text, finding(at(text, "[1,\n  2]"))) == snapshot("""\
error[TEAM002]: it is wrong
  --> policies/teams/social.yaml:1:4
 1 | a: [1,
   |    ^^^
""")


@pytest.mark.parametrize("text", ["", "a: 1"])
def test_a_span_without_room(text: str) -> None:
    end = Source(PATH, text).span(len(text), len(text))
    block = shown(text, finding(end))
    assert block.splitlines()[1] == f"  --> {PATH}:1:{len(text) + 1}"
    assert ("^" in block) == bool(text)


def test_of_a_long_line_the_part_around_the_span_is_shown() -> None:
    text = "k: [" + "-" * 200 + "zed" + "=" * 200 + "]\n"
    assert shown(text, finding(at(text, "zed"))) == snapshot("""\
error[TEAM002]: it is wrong
  --> policies/teams/social.yaml:1:205
 1 | ...------------------------------zed=======================================================================================...
   |                                  ^^^
""")  # noqa: E501


def test_a_file_without_text_is_named_only() -> None:
    span = Span("policies/huge.yaml", 1, 1, 1, 1)
    assert render(Report([finding(span)], {}, 0), "full") == (
        "error[TEAM002]: it is wrong\n  --> policies/huge.yaml:1:1\n"
    )


def test_colour_is_decoration_only() -> None:
    report = Report([finding(at(TEXT, "zed"), help_="do it")], {PATH: Source(PATH, TEXT)}, 1)
    coloured = render(report._replace(color=True), "full")
    assert "\x1b[" in coloured
    assert click.unstyle(coloured) == render(report, "full")


@given(
    st.text(alphabet=st.sampled_from("a\u754c\U0001f600\t \x00:"), max_size=300).filter(
        lambda text: "::" not in text  # which is shown with a backslash in the middle
    ),
    st.data(),
)
def test_the_underline_stands_below_what_it_is_about(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    found = finding(Source(PATH, text).span(start, end))
    lines = shown(text + "z", found).splitlines()
    line, underline = lines[2], lines[3]
    column = underline.index("^")
    marks = underline.count("^")
    shown_before = next(n for n in range(len(line) + 1) if display_width(line[:n]) >= column)
    covered = line[shown_before:]
    assert display_width(line[:shown_before]) == column
    assert marks == 1 or display_width(covered) >= marks
