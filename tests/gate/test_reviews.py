"""What the platforms return, in all documented states, whole and broken."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.gate.reviews import Platform, Review, ReviewsError, read_reviews
from tests.gate.story import review

HEAD = "a" * 40
STATES = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "refused",
    "COMMENTED": "none",
    "DISMISSED": "withdrawn",
}


def read(value: Any) -> tuple[Review, ...]:
    return read_reviews(json.dumps(value).encode(), "github")


@pytest.mark.parametrize("state", STATES)
def test_every_documented_state(state: str) -> None:
    (found,) = read([review("ana", state, HEAD, 1)])
    assert (found.handle, found.opinion, found.commit) == ("ana", STATES[state], HEAD)


def test_a_pending_review_has_no_instant_yet() -> None:
    pending = review("ana", "PENDING", None, 1)
    del pending["submitted_at"]
    (found,) = read([pending])
    assert found.opinion == "none"


def test_a_state_that_nobody_knows_is_no_approval() -> None:
    assert read([review("ana", "BLESSED", HEAD, 1)])[0].opinion == "refused"


def test_an_account_that_is_gone() -> None:
    assert read([review(None, "APPROVED", HEAD, 1)])[0].handle is None


@pytest.mark.parametrize("kind", ["Bot", "Organization", "Mannequin"])
def test_whoever_is_no_user_is_a_bot(kind: str) -> None:
    given_review = review("ana", "APPROVED", HEAD, 1)
    given_review["user"]["type"] = kind
    assert read([given_review])[0].is_bot
    assert read([review("renovate[bot]", "APPROVED", HEAD, 1)])[0].is_bot


def test_several_pages_in_every_way_that_they_are_written() -> None:
    reviews = [review("ana", "APPROVED", HEAD, number) for number in range(1, 7)]
    first, second = json.dumps(reviews[:3]), json.dumps(reviews[3:])
    whole = read(reviews)
    for content in (
        f"{first}{second}",
        f"{first}\n{second}\n",
        f"[{first},{second}]",
        "\n".join(json.dumps(one) for one in reviews),
        f"\ufeff{first}\r\n{second}",
    ):
        assert read_reviews(content.encode(), "github") == whole


def test_the_order_of_pages_does_not_matter() -> None:
    reviews = [
        review("ana", "APPROVED", HEAD, 1),
        review("ana", "DISMISSED", HEAD, 2),
        review("ben", "APPROVED", HEAD, 3),
    ]
    assert read(reviews[::-1]) == read(reviews)


@pytest.mark.parametrize("key", ["user", "state", "submitted_at", "id", "commit_id"])
def test_a_missing_field_is_refused(key: str) -> None:
    broken = review("ana", "APPROVED", HEAD, 1)
    del broken[key]
    with pytest.raises(ReviewsError, match=f"review 1 has no `{key}`"):
        read([broken])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        b"[1]",
        b'["x"]',
        b"[{}]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'[{"id": 1, "id": 2}]',
        b'{"message": "Not Found", "status": "404"}',
        b'[{"id": 1, "user": {"login": "ana"}, "state": "APPROVED", "commit_id": 7,'
        b' "submitted_at": "2026-01-01T00:00:00Z"}]',
    ],
)
def test_what_is_no_list_of_reviews(content: bytes) -> None:
    if content:
        with pytest.raises(ReviewsError):
            read_reviews(content, "github")
    else:
        assert read_reviews(content, "github") == ()


@given(st.binary(max_size=60), st.sampled_from(["github", "gitlab"]))
def test_no_bytes_are_a_bug(content: bytes, platform: Platform) -> None:
    with suppress(ReviewsError):
        read_reviews(content, platform)


GITLAB: dict[str, Any] = {
    "id": 5,
    "iid": 5,
    "project_id": 1,
    "title": "Approvals API",
    "state": "opened",
    "merge_status": "can_be_merged",
    "approvals_required": 2,
    "approvals_left": 1,
    "approved_by": [
        {
            "user": {
                "name": "Ana",
                "username": "ana.acme",
                "id": 1,
                "state": "active",
                "avatar_url": "x",
                "web_url": "y",
            },
            "approved_at": "2026-11-22T10:00:00.000Z",
        }
    ],
}


def gitlab(value: Any) -> tuple[Review, ...]:
    return read_reviews(json.dumps(value).encode(), "gitlab")


def test_approvals_of_a_merge_request() -> None:
    (found,) = gitlab(GITLAB)
    assert (found.handle, found.opinion, found.commit) == ("ana.acme", "approved", None)


def test_versions_say_which_commit_was_there() -> None:
    versions = [
        {"id": 2, "head_commit_sha": "b" * 40, "created_at": "2026-11-22T11:00:00.000Z"},
        {"id": 1, "head_commit_sha": HEAD, "created_at": "2026-11-22T09:00:00.000Z"},
    ]
    (found,) = gitlab({"approvals": GITLAB, "versions": versions})
    assert found.commit == HEAD
    (early,) = gitlab({"approvals": GITLAB, "versions": versions[:1]})
    assert early.commit == ""


@pytest.mark.parametrize("state", ["blocked", "deactivated", "banned"])
def test_a_blocked_account_does_not_approve(state: str) -> None:
    user = {**GITLAB["approved_by"][0]["user"], "state": state}
    (found,) = gitlab({"approved_by": [{"user": user}]})
    assert found.opinion == "withdrawn"


def test_an_access_token_is_a_bot() -> None:
    (found,) = gitlab({"approved_by": [{"user": {"username": "project_12_bot_4f", "id": 3}}]})
    assert found.is_bot


@pytest.mark.parametrize("value", [[], {}, {"approved_by": {}}, {"approved_by": [{"user": {}}]}])
def test_what_are_no_approvals(value: Any) -> None:
    with pytest.raises(ReviewsError):
        gitlab(value)


STATE: dict[str, Any] = {
    "approval_rules_overwritten": True,
    "rules": [
        {
            "id": 1,
            "name": "Ruby",
            "rule_type": "regular",
            "eligible_approvers": [{"id": 4, "username": "ben.acme", "state": "active"}],
            "approvals_required": 2,
            "approved_by": [{"id": 4, "username": "ben.acme", "state": "active"}],
            "source_rule": None,
            "approved": True,
            "overridden": False,
        },
        {"id": 2, "approved_by": [{"id": 4, "username": "ben.acme", "state": "active"}]},
        {"id": 3, "approved_by": [{"id": 5, "username": "eva.acme", "state": "blocked"}]},
        {"id": 4, "approved_by": []},
    ],
}


def test_the_approval_state_of_a_merge_request() -> None:
    found = gitlab(STATE)
    assert [(one.handle, one.opinion) for one in found] == [
        ("ben.acme", "approved"),
        ("eva.acme", "withdrawn"),
    ]
    assert gitlab({"approvals": STATE, "versions": []})[0].commit == ""


@pytest.mark.parametrize("rule", [1, {}, {"approved_by": None}, {"approved_by": [7]}])
def test_an_approval_state_that_is_none(rule: Any) -> None:
    with pytest.raises(ReviewsError):
        gitlab({"rules": [rule]})


def test_the_largest_file_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = json.dumps([review("ana", "APPROVED", HEAD, 1)]).encode()
    monkeypatch.setattr("govcheck.gate.reviews.MOST_BYTES", len(content))
    assert len(read_reviews(content, "github")) == 1
    with pytest.raises(ReviewsError, match="larger than any"):
        read_reviews(content + b" ", "github")


def test_ten_thousand_reviews() -> None:
    """A long list is read, and the last word of it counts."""
    one = review("ana", "COMMENTED", HEAD, 1)
    many = [{**one, "id": number} for number in range(1, 10_001)]
    found = read([{**one, "id": 10_001, "state": "DISMISSED"}, *many])
    assert len(found) == 10_001
    assert found[-1].opinion == "withdrawn"
