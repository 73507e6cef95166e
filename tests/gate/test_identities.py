"""Who is taken for whom, on both platforms."""

import json
from pathlib import Path
from typing import Any

import pytest

from govcheck.gate.judge import Gate
from govcheck.papers.gate import render
from tests.gate.story import EVERYBODY, LOOSER, PEOPLE, POLICY, Story, of, review, why

RULE_FILE = "policies/rules/severity.yaml"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path)
    story.commit({RULE_FILE: LOOSER}, "change")
    return story


def approved(*handles: str, at: str | None = "2026-11-23T10:00:00.000Z") -> dict[str, Any]:
    """Approvals as GitLab has them."""
    users = [{"username": handle, "state": "active", "id": 7} for handle in handles]
    by = [{"user": user} | ({} if at is None else {"approved_at": at}) for user in users]
    return {"iid": 5, "approvals_left": 0, "approved_by": by}


def on_gitlab(story: Story, given: object, author: str = "mallory") -> Gate:
    return story.gate(json.dumps(given).encode(), platform="gitlab", author=author)


def test_a_merge_request_on_the_other_platform(story: Story) -> None:
    gate = on_gitlab(story, approved("Ana.Acme", "ben.acme", "eva.acme"))
    assert gate.allowed
    assert "which commit they are of" in gate.notes[0]
    assert not on_gitlab(story, approved("ana-acme", "ben-acme", "eva-acme")).allowed


def test_an_approval_that_is_older_than_the_last_commit(story: Story) -> None:
    early = approved("ana.acme", "ben.acme", "eva.acme", at="2026-11-22T23:59:59.000Z")
    gate = on_gitlab(story, early)
    assert not gate.allowed
    assert why(gate, "weaker", "ana") == "approved before the last commit"


def test_a_commit_that_pretends_to_be_older_than_the_approvals(story: Story) -> None:
    """What the platform says of versions counts, not what the commit says of itself."""
    given = approved("ana.acme", "ben.acme", "eva.acme")
    head = story.git("rev-parse", "refs/heads/change")
    late = {"head_commit_sha": head, "created_at": "2026-11-23T11:00:00.000Z"}
    first = {"head_commit_sha": story.base, "created_at": "2026-11-23T08:00:00.000Z"}
    assert not on_gitlab(story, {"approvals": given, "versions": [late, first]}).allowed
    in_time = {**late, "created_at": "2026-11-23T09:00:00.000Z"}
    gate = on_gitlab(story, {"approvals": given, "versions": [in_time, first]})
    assert gate.allowed
    assert gate.notes == ()


@pytest.mark.parametrize(
    "address",
    [
        "12-ana.acme@users.noreply.gitlab.com",
        "ana.acme@users.noreply.git.acme.test",
        "12+ana-acme@users.noreply.github.com",
        "12+Ana-Acme@users.noreply.git.acme.test",
    ],
)
@pytest.mark.parametrize("platform", ["github", "gitlab"])
def test_an_address_of_either_platform_is_known_on_both(
    story: Story, address: str, platform: str
) -> None:
    story.commit({RULE_FILE: LOOSER + "# more\n"}, "change", author=address)
    if platform == "gitlab":
        gate = on_gitlab(story, approved("ana.acme", "ben.acme", "eva.acme"))
    else:
        gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"))
    assert why(gate, "weaker", "ana") == "wrote a commit of this change"


def test_a_handle_of_a_company_account_in_an_address(tmp_path: Path) -> None:
    people = PEOPLE.replace("github: ana-acme", "github: ana_acme")
    story = Story(tmp_path, {**POLICY, "policies/people.yaml": people})
    author = "7+ana_acme@users.noreply.github.com"
    story.commit({RULE_FILE: LOOSER}, "change", author=author)
    assert why(story.gate(story.approvals("ana_acme")), "weaker", "ana")


def test_an_address_that_only_looks_like_one_of_a_platform(story: Story) -> None:
    for address in ("ana-acme+1@users.noreply.github.com", "x.ana-acme@users.noreply"):
        story.commit({RULE_FILE: LOOSER + f"# {address}\n"}, "change", author=address)
    assert story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme")).allowed


def test_the_browser_is_nobody(story: Story) -> None:
    story.commit({"README.md": "x\n"}, "change", committer="noreply@github.com")
    assert "noreply@github.com" not in story.gate().unmatched


def test_the_author_with_the_sign_in_front(story: Story) -> None:
    gate = story.gate(story.approvals(*EVERYBODY), author="@Ana-Acme")
    assert why(gate, "weaker", "ana") == "opened this request"


def test_when_it_is_not_said_who_opened_it(story: Story) -> None:
    assert "`--author`" in story.gate(story.approvals(*EVERYBODY), author=None).notes[0]


def test_an_account_named_like_somebodys_id(story: Story) -> None:
    given = story.approvals("ana", "ana-acme", "ben-acme", "eva-acme")
    gate = story.gate(given)
    assert gate.allowed
    assert not story.gate(given[:1] + given[2:]).allowed
    assert "ana" in of(story.gate(given[:1]), "weaker").could_still


def test_a_review_that_is_dismissed_between_two_pages(story: Story) -> None:
    """It is on both, by the same id, once as an approval; whichever page is read first."""
    head = story.git("rev-parse", "refs/heads/change")
    others = story.approvals("ben-acme", "eva-acme")
    twice = [review("ana-acme", state, head, 9) for state in ("APPROVED", "DISMISSED")]
    assert not story.gate([*others, *twice]).allowed
    assert not story.gate([*twice[::-1], *others]).allowed
    assert story.gate([*others, twice[0], twice[0]]).allowed


def test_somebody_without_a_handle_cannot_be_asked(tmp_path: Path) -> None:
    people = PEOPLE.replace("github: Ben-Acme, ", "")
    story = Story(tmp_path, {**POLICY, "policies/people.yaml": people})
    story.commit({RULE_FILE: LOOSER}, "change")
    gate = story.gate()
    assert why(gate, "weaker", "ben") == "has no handle on github in the base policy"
    assert "ben" not in of(gate, "weaker").could_still
    assert of(gate, "weaker").can_be_met


def test_what_can_never_be_met_is_said(story: Story) -> None:
    gate = story.gate(author="ana-acme")
    assert of(gate, "weaker").can_be_met
    assert not of(gate, "rules").can_be_met  # the only counsel


def test_a_review_by_half_a_character(story: Story) -> None:
    head = story.git("rev-parse", "refs/heads/change")
    gate = story.gate([review("\ud800ana-acme", "APPROVED", head, 1)])
    assert not gate.allowed


def test_thousands_of_strangers_do_not_fill_the_comment(story: Story) -> None:
    """GitHub takes 65,536 characters; what does not fit would hide what is missing."""
    trailers = "".join(f"Co-authored-by: P <{n}{'p' * 900}@example.org>\n" for n in range(300))
    story.commit({RULE_FILE: LOOSER + "# more\n"}, "change", message=f"x\n\n{trailers}")
    gate = story.gate(story.approvals(*(f"{'s' * 900}{n}" for n in range(300)), "mallory"))
    assert len(gate.unmatched) == 301
    assert why(gate, "weaker", f"{'s' * 900}7") == "is nobody's handle in the base policy"
    for format_ in ("text", "markdown", "github"):
        shown = render(gate, format_)
        assert len(shown) < 20_000
        assert "Counsel" in shown
    assert "271 more" in render(gate, "markdown")
