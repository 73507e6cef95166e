"""Somebody who only merged the base into a branch wrote nothing; who did more wrote it."""

import os
import subprocess
from pathlib import Path

import pytest

from govcheck.load.history import commits, only_merging
from tests.gate.story import EVERYBODY, LOOSER, RULE_FILE, RULES, Story, loosened, of, why

WROTE = "wrote a commit of this change"
WEB = "noreply@github.com"


def merged(
    story: Story,
    *parents: str,
    tree: str | None = None,
    author: str = "ana@acme.test",
    committer: str = WEB,
    message: str = "Merge branch 'main' into change",
    branch: str = "change",
) -> str:
    """A merge commit on the branch, as *Update branch* makes one, or with another tree."""
    if tree is None:
        tree = story.git("merge-tree", "--write-tree", *parents[:2]).split("\n")[0]
    stamp = "1795392100 +0000"
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": author, "GIT_AUTHOR_DATE": stamp}
    who |= {"GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": committer}
    command = ["git", "commit-tree", tree, "-m", message]
    for parent in parents:
        command += ["-p", parent]
    done = subprocess.run(
        command, cwd=story.folder, check=True, capture_output=True, text=True,
        env={**os.environ, **who, "GIT_COMMITTER_DATE": stamp},
    )  # fmt: skip
    commit = done.stdout.strip()
    story.git("update-ref", f"refs/heads/{branch}", commit)
    return commit


def tree_with(story: Story, of_commit: str, path: str, text: str) -> str:
    """The tree of a commit with one file more, or another one."""
    ref = "refs/heads/scratch"
    story.git("update-ref", ref, of_commit)
    made = story.commit({path: text}, "scratch")
    story.git("update-ref", "-d", ref)
    return story.git("rev-parse", f"{made}^{{tree}}")


@pytest.fixture
def moved(story: Story) -> Story:
    """A change of the rules, and a base that has gone on."""
    loosened(story)
    story.commit({"README.md": "Acme, a company\n"}, "main", author="eva@acme.test")
    return story


def only(story: Story) -> set[str]:
    """The commits of the change that only merge."""
    folder = str(story.folder)
    return set(only_merging(folder, commits(folder, story.git("rev-parse", "main"), "change")))


def test_who_pressed_update_branch_may_approve(moved: Story) -> None:
    merged(moved, "change", "main")
    gate = moved.gate(moved.approvals("ana-acme", "ben-acme", "eva-acme"))
    assert gate.allowed
    assert of(gate, "weaker").approved_by == ("ana", "ben", "eva")
    assert "ana@acme.test" not in gate.unmatched


@pytest.mark.parametrize("committer", [WEB, "ana@acme.test", "7+ana-acme@users.noreply.github.com"])
def test_whoever_is_said_to_have_committed_the_merge(moved: Story, committer: str) -> None:
    merged(moved, "change", "main", committer=committer)
    assert why(moved.gate(moved.approvals(*EVERYBODY)), "weaker", "ana") == ""


def test_approvals_of_before_the_update_still_count(moved: Story) -> None:
    given = moved.approvals("ana-acme", "ben-acme", "eva-acme")
    merged(moved, "change", "main")
    assert moved.gate(given).allowed


def test_a_merge_with_a_file_more(moved: Story) -> None:
    clean = moved.git("merge-tree", "--write-tree", "change", "main")
    scratch = moved.git("commit-tree", clean, "-m", "x")
    tree = tree_with(moved, scratch, "policies/more.yaml", "{kind: role, id: r, name: R}\n")
    merged(moved, "change", "main", tree=tree)
    assert why(moved.gate(moved.approvals(*EVERYBODY)), "weaker", "ana") == WROTE
    assert only(moved) == set()


@pytest.mark.parametrize("side", ["change", "main"])
def test_a_merge_that_takes_one_side_as_it_is(moved: Story, side: str) -> None:
    """`--strategy ours` and its like drop what the other side has done."""
    merged(moved, "change", "main", tree=moved.git("rev-parse", f"{side}^{{tree}}"))
    assert only(moved) == set()


def test_a_conflict_that_somebody_has_resolved(story: Story) -> None:
    loosened(story)
    story.commit({RULE_FILE: RULES.replace("10000", "70")}, "main", author="eva@acme.test")
    merged(story, "change", "main", tree=story.git("rev-parse", "change^{tree}"))
    assert why(story.gate(story.approvals(*EVERYBODY)), "weaker", "ana") == WROTE


def test_a_merge_with_a_conflict_left_in_it(story: Story) -> None:
    """The tree with the marks of the conflict, which git prints although it fails."""
    loosened(story)
    story.commit({RULE_FILE: RULES.replace("10000", "70")}, "main", author="eva@acme.test")
    done = subprocess.run(
        ["git", "merge-tree", "--write-tree", "change", "main"],
        cwd=story.folder, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    merged(story, "change", "main", tree=done.stdout.split("\n")[0])
    assert only(story) == set()


def test_a_merge_of_something_that_is_not_the_base(moved: Story) -> None:
    moved.commit({"policies/more.yaml": "{kind: role, id: r, name: R}\n"}, "other")
    merged(moved, "change", "other")
    assert why(moved.gate(moved.approvals(*EVERYBODY)), "weaker", "ana") == WROTE


def test_a_merge_of_three(moved: Story) -> None:
    third = moved.commit({"notes.md": "x"}, "third")
    tree = moved.git("merge-tree", "--write-tree", "change", "main")
    merged(moved, "change", "main", third, tree=tree)
    assert only(moved) == set()


def test_a_merge_of_the_base_named_twice(moved: Story) -> None:
    first, second = moved.git("rev-parse", "main"), moved.base
    tree = moved.git("merge-tree", "--write-tree", "change", "main")
    merged(moved, "change", first, second, tree=tree)
    assert only(moved) == set()


def test_a_change_after_the_merge_is_a_change(moved: Story) -> None:
    merged(moved, "change", "main")
    moved.commit({"notes.md": "x"}, "change", author="ana@acme.test")
    assert why(moved.gate(moved.approvals(*EVERYBODY)), "weaker", "ana") == WROTE


def test_who_wrote_with_others_what_only_merges(moved: Story) -> None:
    """Who is named as a co-author is taken at the word."""
    merged(moved, "change", "main", message="Merge\n\nCo-authored-by: B <ben@acme.test>")
    gate = moved.gate(moved.approvals(*EVERYBODY))
    assert why(gate, "weaker", "ben") == "wrote a commit of this change with others"
    assert why(gate, "weaker", "ana") == ""


def test_merging_again_and_again_also_across(moved: Story) -> None:
    """The base merges the change and is merged by it: several commits are common to both."""
    first = moved.git("rev-parse", "change")
    two = moved.git("rev-parse", "main")
    merged(moved, two, first, branch="main", author="eva@acme.test")
    merged(moved, first, two)
    moved.commit({"notes.md": "x"}, "change")
    moved.commit({"more.md": "y"}, "main", author="eva@acme.test")
    last = merged(moved, "change", "main")
    assert last in only(moved)
    merged(moved, "change", "main", tree=moved.git("rev-parse", f"{two}^{{tree}}"))
    assert moved.git("rev-parse", "change") not in only(moved)


def test_a_file_that_one_side_renames_and_the_other_changes(story: Story) -> None:
    story.commit({RULE_FILE: None, "policies/rules/other.yaml": RULES}, "change")
    story.commit({RULE_FILE: LOOSER}, "main", author="eva@acme.test")
    tip = merged(story, "change", "main")
    assert story.git("show", f"{tip}:policies/rules/other.yaml") == LOOSER.strip()
    assert only(story) == {tip}
    # Without looking for renames it would be a conflict; a setting of the clone decides nothing.
    story.git("config", "merge.renames", "false")
    assert only(story) == {tip}


def test_a_replaced_merge_and_a_graft_change_nothing(moved: Story) -> None:
    """The objects as they are count, not what the clone says in their place."""
    good = merged(moved, "change", "main")
    clean = moved.git("rev-parse", f"{good}^{{tree}}")
    tree = tree_with(moved, good, "policies/more.yaml", "{kind: role, id: r, name: R}\n")
    parents = moved.git("rev-parse", f"{good}^1"), moved.git("rev-parse", f"{good}^2")
    evil = merged(moved, *parents, tree=tree)
    moved.git("replace", evil, good)
    moved.git("replace", tree, clean)
    (moved.folder / "info").mkdir(exist_ok=True)
    (moved.folder / "info" / "grafts").write_text(f"{evil} {parents[0]} {parents[1]}\n")
    assert only(moved) == set()
    assert why(moved.gate(moved.approvals(*EVERYBODY)), "weaker", "ana") == WROTE


@pytest.mark.parametrize("how", ["attributes", "default"])
def test_a_program_that_merges_is_not_run(story: Story, tmp_path: Path, how: str) -> None:
    ran = tmp_path / "ran"
    files = {RULE_FILE: LOOSER, ".gitattributes": "* merge=evil\n"}
    story.commit({**files}, "change")
    changed = RULES.replace("Many see it", "Many people see it").replace("10000", "12000")
    story.commit({RULE_FILE: changed, ".gitattributes": "* merge=evil\n"}, "main")
    story.git("config", "merge.evil.driver", f"touch {ran}; cp %B %A")
    if how == "default":
        story.git("config", "merge.default", "evil")
    merged(story, "change", "main", tree=story.git("rev-parse", "main^{tree}"))
    assert only(story) == set()
    story.gate(story.approvals(*EVERYBODY))
    assert not ran.exists()
    if how == "default":  # and git would have run it
        subprocess.run(
            ["git", "merge-tree", "--write-tree", "change^1", "change^2"],
            cwd=story.folder, check=False, capture_output=True,
        )  # fmt: skip
        assert ran.exists()


def test_a_git_that_is_too_old_to_tell(moved: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    merged(moved, "change", "main")
    real = subprocess.run

    def old(command: list[str], **more: object) -> object:
        if "merge-tree" in command:
            usage = b"usage: git merge-tree <base-tree> <branch1> <branch2>\n"
            return subprocess.CompletedProcess(command, 129, b"", usage)
        return real(command, **more)  # type: ignore[call-overload]

    monkeypatch.setattr("govcheck.load.git.subprocess.run", old)
    gate = moved.gate(moved.approvals(*EVERYBODY))
    assert gate.reasons == ()  # the base is in the head, so that nothing has to be merged
    assert why(gate, "weaker", "ana") == WROTE


def test_more_merges_than_anybody_makes(moved: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govcheck.load.history._MOST_MERGES", 1)
    first = merged(moved, "change", "main", author="ben@acme.test")
    moved.commit({"more.md": "y"}, "main", author="eva@acme.test")
    last = merged(moved, "change", "main")
    assert only(moved) == {last}
    assert first != last


def test_who_pushed_nothing_but_the_merge_is_no_pusher(moved: Story) -> None:
    before = moved.git("rev-parse", "change")
    merged(moved, "change", "main")
    reviews = moved.approvals("ana-acme", "ben-acme", "eva-acme")
    assert not moved.gate(reviews, pusher="ana-acme").allowed
    assert moved.gate(reviews, pusher="ana-acme", pushed_onto=before).allowed


@pytest.mark.parametrize("onto", ["0" * 40, "main", "change~1", "", "nothing"])
def test_what_the_head_was_before_is_a_commit_or_nothing(moved: Story, onto: str) -> None:
    merged(moved, "change", "main")
    reviews = moved.approvals("ana-acme", "ben-acme", "eva-acme")
    assert not moved.gate(reviews, pusher="ana-acme", pushed_onto=onto).allowed


def test_who_pushed_a_commit_beside_the_merge(moved: Story) -> None:
    before = moved.git("rev-parse", "change")
    moved.commit({"notes.md": "x"}, "change", author="robot@example.org")
    merged(moved, "change", "main")
    reviews = moved.approvals("ana-acme", "ben-acme", "eva-acme")
    gate = moved.gate(reviews, pusher="ana-acme", pushed_onto=before)
    assert why(gate, "weaker", "ana") == "pushed this change"


def test_who_pushed_another_history(moved: Story) -> None:
    before = moved.git("rev-parse", "change")
    moved.commit({RULE_FILE: LOOSER + "# again\n"}, "change", parents=(moved.base,))
    merged(moved, "change", "main")
    reviews = moved.approvals("ana-acme", "ben-acme", "eva-acme")
    gate = moved.gate(reviews, pusher="ana-acme", pushed_onto=before)
    assert why(gate, "weaker", "ana") == "pushed this change"
