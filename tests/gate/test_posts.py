"""Approvals of posts: what channels ask for, beside change control."""

from pathlib import Path

import pytest

from govcheck.gate.judge import Gate, Judged
from tests.gate.story import POLICY, Story

HELP = """\
kind: channel
id: help
network: forum
handle: acme
owner: care
admins: [ana, ben]
languages: [en]
standards:
  approvals: {drafts: 1, by: [role:counsel, person:ben]}
"""
NEWS = HELP.replace("id: help", "id: news").replace(
    "{drafts: 1, by: [role:counsel, person:ben]}", "{drafts: 2, by: [council:board]}"
)
FREE = HELP.replace("id: help", "id: free").replace(
    "standards:\n  approvals: {drafts: 1, by: [role:counsel, person:ben]}\n", ""
)
TEAM = "{kind: team, id: care, name: Care, lead: ana, members: [{person: ana}]}\n"
POST = """\
---
kind: post
id: hello
channels: [help]
drafted_by: ben
media: [{file: media/hello.jpg, alt: A hand}]
---
Hello
"""
FILES = {
    **POLICY,
    "policies/help.yaml": HELP,
    "policies/news.yaml": NEWS,
    "policies/free.yaml": FREE,
    "policies/team.yaml": TEAM,
    "posts/hello.md": POST,
    "media/hello.jpg": "a picture",
}


@pytest.fixture
def posts(tmp_path: Path) -> Story:
    return Story(tmp_path, FILES)


def asked(gate: Gate) -> list[tuple[str, str, bool]]:
    assert not gate.reasons, gate.reasons
    return [(one.rule, one.requires, one.met) for one in gate.requirements]


def only(gate: Gate) -> Judged:
    (found,) = gate.requirements
    return found


def test_a_new_post_asks_its_channel_and_nobody_else(posts: Story) -> None:
    posts.commit({"posts/new.md": POST.replace("hello", "new")}, "change")
    one = only(posts.gate())
    # Ben drafted it, so that of `role:counsel` and Ben the counsel is left.
    assert (one.rule, one.requires, one.met) == ("channel/help", "1 of role:counsel", False)
    assert one.because == ("post/new",)
    assert one.could_still == ("ana",)
    assert posts.gate(posts.approvals("ana-acme")).allowed
    assert not posts.gate(posts.approvals("eva-acme")).allowed


def test_whoever_drafted_it_never_approves(posts: Story) -> None:
    posts.commit({"posts/new.md": POST.replace("hello", "new")}, "change")
    gate = posts.gate(posts.approvals("Ben-Acme"))
    assert not gate.allowed
    assert ("ben", "drafted the post") in only(gate).excluded


def test_nor_does_whoever_drafted_it_before(posts: Story) -> None:
    """Otherwise another name in `drafted_by` would make an author an approver."""
    posts.commit({"posts/hello.md": POST.replace("drafted_by: ben", "drafted_by: dora")}, "change")
    assert not posts.gate(posts.approvals("Ben-Acme")).allowed
    assert posts.gate(posts.approvals("ana-acme")).allowed


@pytest.mark.parametrize(
    "files",
    [
        {"posts/hello.md": POST.replace("Hello", "Goodbye")},
        {"posts/hello.md": POST.replace("drafted_by: ben", "drafted_by: ben\nstatus: published")},
        {"posts/hello.md": None, "posts/moved.md": POST},
        {"media/hello.jpg": "another picture"},
        {"posts/hello.md": POST.replace("kind: post", "kind: post  # a comment")},
    ],
    ids=["text", "status", "moved", "picture", "comment"],
)
def test_a_changed_post_asks_its_channel(
    posts: Story, files: dict[str, str | bytes | None]
) -> None:
    posts.commit(files, "change")
    assert asked(posts.gate()) == [("channel/help", "1 of role:counsel", False)]
    assert posts.gate(posts.approvals("ana-acme")).allowed


def test_each_of_two_channels_is_asked(posts: Story) -> None:
    text = POST.replace("hello", "new").replace("[help]", "[help, news]")
    posts.commit({"posts/new.md": text.replace("drafted_by: ben", "drafted_by: dora")}, "change")
    # Dora is no holder of a seat. The board: two of Ana, Ben, Clara (Dora while she is away), Eva.
    assert [(rule, met) for rule, _, met in asked(posts.gate())] == [
        ("channel/help", False),
        ("channel/news", False),
    ]
    assert not posts.gate(posts.approvals("ana-acme")).allowed
    assert not posts.gate(posts.approvals("ben-acme", "mallory")).allowed
    assert posts.gate(posts.approvals("ana-acme", "eva-acme")).allowed
    assert posts.gate().ways.missing == 2


def test_a_number_is_of_different_people(posts: Story) -> None:
    text = POST.replace("hello", "new").replace("[help]", "[news]")
    posts.commit({"posts/new.md": text}, "change")
    # Ben sits on the board and drafted it: Ana, Clara, who stands in for her, and Eva are left.
    one = only(posts.gate(posts.approvals("Ben-Acme", "eva-acme")))
    assert (one.met, one.approved_by) == (False, ("eva",))
    assert one.could_still == ("ana", "clara", "dora")
    assert posts.gate(posts.approvals("clara-acme", "eva-acme")).allowed


def test_a_weaker_standard_does_not_count_for_the_post_beside_it(posts: Story) -> None:
    """The channel is the base's, whatever the change makes of it; and is asked about itself."""
    weaker = HELP.replace("[role:counsel, person:ben]", "[person:dora]")
    posts.commit(
        {"policies/help.yaml": weaker, "posts/new.md": POST.replace("hello", "new")}, "change"
    )
    found = {rule for rule, _, _ in asked(posts.gate())}
    assert found == {"otherwise", "channel/help"}
    gate = posts.gate(posts.approvals("dora-acme", "eva-acme"))
    assert {one.rule for one in gate.requirements if not one.met} == {"channel/help"}


def test_a_new_channel_is_asked_as_the_change_has_it(posts: Story) -> None:
    more = HELP.replace("id: help", "id: more")
    text = POST.replace("hello", "new").replace("[help]", "[more]")
    posts.commit({"policies/more.yaml": more, "posts/new.md": text}, "change")
    assert [rule for rule, _, _ in asked(posts.gate())] == ["otherwise", "channel/more"]


def test_a_channel_that_asks_nobody_leaves_its_posts_to_change_control(posts: Story) -> None:
    text = POST.replace("hello", "new").replace("[help]", "[free]")
    posts.commit({"posts/new.md": text}, "change")
    assert [rule for rule, _, _ in asked(posts.gate())] == ["otherwise"]


def test_a_post_that_is_deleted_is_left_to_change_control(posts: Story) -> None:
    posts.commit({"posts/hello.md": None}, "change")
    assert [rule for rule, _, _ in asked(posts.gate())] == ["otherwise"]


def test_a_rule_about_posts_asks_for_more(tmp_path: Path) -> None:
    rule = "  - {id: posts, when: {kinds: [post]}, requires: person:eva}\notherwise"
    control = FILES["policies/control.yaml"].replace("otherwise", rule)
    story = Story(tmp_path, {**FILES, "policies/control.yaml": control})
    story.commit({"posts/new.md": POST.replace("hello", "new")}, "change")
    assert [rule for rule, _, _ in asked(story.gate())] == ["posts", "channel/help"]
    assert not story.gate(story.approvals("ana-acme")).allowed
    assert story.gate(story.approvals("ana-acme", "eva-acme")).allowed


def test_nothing_else_rides_along_in_the_file_of_a_post(posts: Story) -> None:
    person = "{kind: person, id: zoe, name: Zoe}"
    post = "{kind: post, id: new, channels: [help], drafted_by: ben, text: Hello}"
    posts.commit({"posts/new.yaml": post, "policies/zoe.yaml": person}, "change")
    assert {rule for rule, _, _ in asked(posts.gate())} == {"channel/help", "membership"}


def test_only_the_drafter_could_approve(posts: Story) -> None:
    """Nobody is left, which is said before anybody waits for it."""
    alone = HELP.replace("[role:counsel, person:ben]", "[person:ben]")
    posts.commit({"policies/help.yaml": alone}, "main")
    posts.commit(
        {"posts/new.md": POST.replace("hello", "new")},
        "change",
        parents=(posts.git("rev-parse", "main"),),
    )
    one = only(posts.gate())
    assert (one.can_be_met, one.could_still) == (False, ())
