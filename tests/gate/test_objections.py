"""Who may approve and asks for changes instead is shown, and stops it where that is wanted."""

import json
from pathlib import Path
from typing import Any

import pytest

from govcheck.gate.reviews import ReviewsError, read_reviews
from govcheck.papers.gate import FORMATS, render
from tests.gate.story import CONTROL, POLICY, Story, loosened, of, review

THREE = ("ana-acme", "ben-acme", "eva-acme")
BLOCKING = {**POLICY, "policies/control.yaml": CONTROL + "objections: block\n"}


@pytest.fixture(params=["show", "block"])
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Story:
    return Story(tmp_path, BLOCKING if request.param == "block" else POLICY)


@pytest.fixture
def blocking(tmp_path: Path) -> Story:
    return Story(tmp_path, BLOCKING)


def reviews_of(story: Story, *said: tuple[str, str]) -> list[dict[str, Any]]:
    head = story.git("rev-parse", "refs/heads/change")
    return [review(who, state, head, number) for number, (who, state) in enumerate(said, 1)]


APPROVED = tuple((who, "APPROVED") for who in THREE)


def test_an_approver_who_asks_for_changes_is_shown_and_blocks_where_asked(story: Story) -> None:
    loosened(story)
    blocks = "objections: block" in story.git("show", "main:policies/control.yaml")
    gate = story.gate(reviews_of(story, *APPROVED, ("clara-acme", "CHANGES_REQUESTED")))
    assert gate.objecting == ("clara",)
    assert gate.blocked == blocks
    assert gate.allowed != blocks
    for format_ in ("text", "markdown"):
        assert "Clara asks for changes" in render(gate, format_)
    assert json.loads(render(gate, "json"))["objecting"] == ["clara"]
    assert ("Clara" in render(gate, "github")) == blocks


def test_what_is_missing_beside_an_objection(blocking: Story) -> None:
    loosened(blocking)
    gate = blocking.gate(reviews_of(blocking, *APPROVED, ("clara-acme", "CHANGES_REQUESTED")))
    assert render(gate, "markdown").startswith("### Not yet: somebody asks for changes\n")
    for format_ in FORMATS:
        render(gate, format_)


@pytest.mark.parametrize(
    "said",
    [
        [("eva-acme", "CHANGES_REQUESTED"), ("eva-acme", "APPROVED")],
        [("clara-acme", "DISMISSED")],
        [("clara-acme", "COMMENTED")],
        [("clara-acme", "CHANGES_REQUESTED"), ("clara-acme", "DISMISSED")],
        [("mallory", "CHANGES_REQUESTED")],
        [("stranger", "CHANGES_REQUESTED")],
        [("gone-acme", "CHANGES_REQUESTED")],
        [("clara", "CHANGES_REQUESTED")],
        [("helper[bot]", "CHANGES_REQUESTED")],
    ],
)
def test_no_objection_of_somebody_who_may_approve(
    blocking: Story, said: list[tuple[str, str]]
) -> None:
    """Lifted by approving, dismissed, a comment, of an author, of nobody, of a bot."""
    loosened(blocking)
    gate = blocking.gate(reviews_of(blocking, *APPROVED, *said))
    assert gate.objecting == ()
    assert gate.allowed


def test_a_comment_lifts_nothing(blocking: Story) -> None:
    loosened(blocking)
    said = [*APPROVED, ("clara-acme", "CHANGES_REQUESTED"), ("clara-acme", "COMMENTED")]
    assert blocking.gate(reviews_of(blocking, *said)).objecting == ("clara",)


def test_an_objection_to_an_older_commit_stands(blocking: Story) -> None:
    first = loosened(blocking)
    blocking.commit({"policies/rules/severity.yaml": POLICY["policies/rules/severity.yaml"]
                     .replace("10000", "60000")}, "change")  # fmt: skip
    given = [
        *reviews_of(blocking, *APPROVED),
        review("clara-acme", "CHANGES_REQUESTED", first, 9),
    ]
    gate = blocking.gate(given)
    assert gate.objecting == ("clara",)
    assert not gate.allowed


def test_who_approves_first_and_then_objects_does_not_approve(story: Story) -> None:
    loosened(story)
    gate = story.gate(reviews_of(story, *APPROVED, ("eva-acme", "CHANGES_REQUESTED")))
    assert gate.objecting == ("eva",)
    assert of(gate, "weaker").approved_by == ("ana", "ben")


def test_the_head_cannot_lift_it(blocking: Story) -> None:
    blocking.commit({"policies/control.yaml": CONTROL}, "change")
    everybody = [(who, "APPROVED") for who in (*THREE, "dora-acme")]
    gate = blocking.gate(reviews_of(blocking, *everybody, ("clara-acme", "CHANGES_REQUESTED")))
    assert gate.blocked


def test_where_nothing_is_governed_nobody_objects(blocking: Story) -> None:
    blocking.commit({"README.md": "x\n"}, "change")
    assert blocking.gate(reviews_of(blocking, ("clara-acme", "CHANGES_REQUESTED"))).allowed


def gitlab(story: Story, *reviewers: dict[str, Any]) -> bytes:
    approved = [
        {"user": {"username": who.replace("-", ".")}, "approved_at": "2026-11-22T10:00:00Z"}
        for who in THREE
    ]
    head = story.git("rev-parse", "refs/heads/change")
    versions = [{"head_commit_sha": head, "created_at": "2026-11-22T09:00:00Z"}]
    found = {"approvals": {"approved_by": approved}, "versions": versions}
    return json.dumps({**found, "reviewers": list(reviewers)}).encode()


@pytest.mark.parametrize("state", ["requested_changes", "approved", "reviewed", "unreviewed"])
def test_gitlabs_reviewers(blocking: Story, state: str) -> None:
    loosened(blocking)
    one = {"user": {"username": "clara.acme", "state": "active"}, "state": state}
    gate = blocking.gate(gitlab(blocking, one), platform="gitlab")
    assert gate.objecting == (("clara",) if state == "requested_changes" else ())
    assert gate.allowed == (state != "requested_changes")


def test_gitlabs_reviewer_whose_approval_is_listed_as_well(story: Story) -> None:
    loosened(story)
    one = {"user": {"username": "eva.acme"}, "state": "requested_changes"}
    gate = story.gate(gitlab(story, one), platform="gitlab")
    assert gate.objecting == ("eva",)
    assert of(gate, "weaker").approved_by == ("ana", "ben")


@pytest.mark.parametrize(
    "reviewers", [7, {}, [7], [{"state": "x"}], [{"user": {"username": "a"}}], [{"user": {}}]]
)
def test_reviewers_that_are_none(reviewers: Any) -> None:
    content = json.dumps({"approvals": {"approved_by": []}, "reviewers": reviewers}).encode()
    with pytest.raises(ReviewsError, match="reviewer"):
        read_reviews(content, "gitlab")
