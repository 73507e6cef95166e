"""Attempts to slip a change through, each by its name: what is changed, and what git says."""

from pathlib import Path

import pytest

from tests.gate.story import (
    CONTROL,
    COUNCIL,
    EVERYBODY,
    LOOSER,
    PEOPLE,
    POLICY,
    ROLE,
    RULE_FILE,
    RULES,
    Story,
    Tree,
    loosened,
    of,
    rules_of,
    why,
)


def test_what_is_approved_by_those_who_must_is_allowed(story: Story) -> None:
    loosened(story)
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"))
    assert gate.allowed
    assert rules_of(gate) == ["weaker", "rules"]
    assert of(gate, "weaker").approved_by == ("ana", "ben", "eva")
    assert of(gate, "weaker").requires == "a majority of the council (3 of 4)"


def test_without_any_approval_it_is_not(story: Story) -> None:
    loosened(story)
    gate = story.gate()
    assert not gate.allowed
    assert of(gate, "weaker").could_still == ("ana", "ben", "clara", "dora", "eva")


def test_adding_ones_second_account_to_the_council_in_the_same_request(story: Story) -> None:
    people = PEOPLE + "---\n{kind: person, id: mal2, name: M, github: mallory-two}\n"
    council = COUNCIL.replace("quorum", "  - {person: mal2, represents: expert}\nquorum")
    story.commit({"policies/people.yaml": people, "policies/council.yaml": council}, "change")
    gate = story.gate(story.approvals("mallory-two", "ana-acme", "ben-acme"))
    assert not gate.allowed
    assert why(gate, "membership", "mallory-two") == "is nobody's handle in the base policy"


def test_editing_change_control_and_using_it_at_once(story: Story) -> None:
    control = CONTROL.replace("{council: unanimity}", "person:mallory").replace(
        "{council: majority}", "person:mallory"
    )
    story.commit({"policies/control.yaml": control, RULE_FILE: LOOSER}, "change")
    gate = story.gate(story.approvals("mallory"), author="eva-acme")
    assert not gate.allowed
    assert of(gate, "control").requires == "the whole council (4 of 4)"


def test_approving_before_a_force_push(story: Story) -> None:
    innocent = story.commit({RULE_FILE: RULES + "# a comment\n"}, "change")
    story.commit({RULE_FILE: LOOSER}, "change", parents=(story.base,))
    gate = story.gate(story.approvals(*EVERYBODY, commit=innocent))
    assert not gate.allowed
    assert of(gate, "weaker").approved_by == ()
    assert "no part of the change any more" in why(gate, "weaker", "ana")


def test_approving_a_commit_that_nobody_has_any_more(story: Story) -> None:
    loosened(story)
    gate = story.gate(story.approvals(*EVERYBODY, commit="1" * 40))
    assert not gate.allowed
    assert why(gate, "weaker", "ana") == "approved a commit that is not there any more"


def test_naming_a_branch_as_the_commit_that_was_approved(story: Story) -> None:
    loosened(story)
    assert not story.gate(story.approvals(*EVERYBODY, commit="change")).allowed
    assert not story.gate(story.approvals(*EVERYBODY, commit="HEAD")).allowed


def test_approving_then_changing_the_policy_once_more(story: Story) -> None:
    first = story.commit({RULE_FILE: RULES.replace("10000", "11000")}, "change")
    loosened(story)
    assert not story.gate(story.approvals(*EVERYBODY, commit=first)).allowed


def test_a_later_commit_outside_the_policy_leaves_approvals_alone(story: Story) -> None:
    first = loosened(story)
    story.commit({"README.md": "Acme!\n"}, "change")
    assert story.gate(story.approvals(*EVERYBODY, commit=first)).allowed


def test_approving_then_changing_a_text_that_a_rule_names(story: Story) -> None:
    first = loosened(story)
    story.commit({"templates/holding.md": "We did it.\n"}, "change")
    gate = story.gate(story.approvals(*EVERYBODY, commit=first))
    assert "texts" in rules_of(gate)
    assert not gate.allowed


def test_approving_then_being_replaced(story: Story) -> None:
    """Whoever left the council since no longer counts: the base of today decides."""
    loosened(story)
    given = story.approvals("ana-acme", "ben-acme", "eva-acme")
    assert story.gate(given).allowed
    council = COUNCIL.replace("person: eva", "person: dora")
    story.commit({"policies/council.yaml": council}, "main", author="ana@acme.test")
    gate = story.gate(given)
    assert not gate.allowed
    assert of(gate, "weaker").approved_by == ("ana", "ben")


def test_moving_rules_to_a_path_that_no_rule_covers(story: Story) -> None:
    story.commit({RULE_FILE: None, "policies/elsewhere.yaml": RULES}, "change")
    gate = story.gate(story.approvals("eva-acme"))
    assert rules_of(gate) == ["rules", "otherwise"]
    assert not gate.allowed
    story.commit({"policies/elsewhere.yaml": LOOSER}, "change")
    assert "weaker" in rules_of(story.gate())


def test_bundling_what_no_rule_covers_with_what_one_covers(story: Story) -> None:
    role = "{kind: role, id: chief, name: Chief, permissions: [approve]}\n"
    story.commit({"templates/a.md": "x", "policies/more.yaml": role}, "change")
    gate = story.gate(story.approvals("ben-acme"))
    assert rules_of(gate) == ["texts", "otherwise"]
    assert of(gate, "otherwise").because == ("policies/more.yaml",)


def test_a_handle_in_another_case_is_the_same_person(story: Story) -> None:
    loosened(story)
    assert story.gate(story.approvals("ANA-acme", "BEN-ACME", "Eva-Acme")).allowed
    assert not story.gate(story.approvals("ana-acme", "ANA-ACME", "Ana-Acme")).allowed


@pytest.mark.parametrize(
    "handle",
    ["\u0430na-acme", "ana-acme\u200b", " ana-acme", "ana-acme ", "ana\u2010acme", "ANA-ACM\u0415"],
)
def test_a_look_alike_letter_is_another_handle(story: Story, handle: str) -> None:
    loosened(story)
    gate = story.gate(story.approvals(handle, "ben-acme", "eva-acme"))
    assert not gate.allowed
    assert why(gate, "weaker", handle) == "is nobody's handle in the base policy"


def test_the_kelvin_sign_is_no_k(tmp_path: Path) -> None:
    files = {**POLICY, "policies/people.yaml": PEOPLE.replace("eva-acme", "kim-acme")}
    story = Story(tmp_path, files)
    loosened(story)
    assert not story.gate(story.approvals("ana-acme", "ben-acme", "\u212aim-acme")).allowed


def test_yaml_anchors_that_hide_a_change(tmp_path: Path) -> None:
    shared = "x-limit: &limit 10000\n" + RULES.replace("at_least: 10000", "at_least: *limit")
    story = Story(tmp_path, {**POLICY, RULE_FILE: shared})
    story.commit({RULE_FILE: shared.replace("&limit 10000", "&limit 50000")}, "change")
    assert rules_of(story.gate()) == ["weaker", "rules"]


def test_a_duplicate_key_that_hides_a_change(story: Story) -> None:
    story.commit({RULE_FILE: RULES + "otherwise: high\n"}, "change")
    gate = story.gate(story.approvals(*EVERYBODY))
    assert not gate.allowed
    assert "does not load" in gate.reasons[0]


def test_a_second_document_of_the_same_id(story: Story) -> None:
    story.commit({"policies/aaa.yaml": LOOSER}, "change")
    assert "does not load" in story.gate(story.approvals(*EVERYBODY)).reasons[0]


def test_a_head_that_does_not_load(story: Story) -> None:
    story.commit({RULE_FILE: "kind: decision\n  - ["}, "change")
    gate = story.gate(story.approvals(*EVERYBODY))
    assert not gate.allowed
    assert RULE_FILE in gate.reasons[0]


def test_a_base_that_does_not_load(story: Story) -> None:
    loosened(story)
    story.commit({"policies/roles.yaml": "["}, "main")
    assert "base does not load" in story.gate(story.approvals(*EVERYBODY)).reasons[0]


def test_deleting_the_policy(story: Story) -> None:
    story.commit(dict.fromkeys(one for one in POLICY if one != "README.md"), "change")
    gate = story.gate(story.approvals(*EVERYBODY))
    assert gate.reasons == ("the head has no `policies/` any more",)


def test_deleting_change_control_needs_what_it_says(story: Story) -> None:
    story.commit({"policies/control.yaml": None}, "change")
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"))
    assert rules_of(gate) == ["control"]
    assert not gate.allowed


def test_the_first_request_that_introduces_change_control(tmp_path: Path) -> None:
    files = {path: text for path, text in POLICY.items() if path != "policies/control.yaml"}
    story = Story(tmp_path, files)
    story.commit({"policies/control.yaml": CONTROL}, "change")
    gate = story.gate(story.approvals(*EVERYBODY))
    assert not gate.allowed
    assert "`kind: change-control`" in gate.reasons[0]


def test_a_policy_directory_that_is_a_symbolic_link(story: Story) -> None:
    gone: Tree = dict.fromkeys(path for path in POLICY if path.startswith("policies/"))
    story.commit({**gone, "policies": "link:elsewhere", "elsewhere/a.yaml": ROLE}, "change")
    assert not story.gate(story.approvals(*EVERYBODY)).allowed


def test_a_symbolic_link_in_place_of_a_file(story: Story) -> None:
    story.commit({RULE_FILE: "link:../../README.md"}, "change")
    assert "does not load" in story.gate(story.approvals(*EVERYBODY)).reasons[0]


def test_a_submodule_below_the_policy(story: Story) -> None:
    story.commit({"policies/vendor": f"module:{story.base}"}, "change")
    assert "does not load" in story.gate(story.approvals(*EVERYBODY)).reasons[0]


def test_a_renamed_file_counts_by_both_names(story: Story) -> None:
    story.commit({RULE_FILE: None, "policies/rules/other.yaml": RULES}, "change")
    gate = story.gate(story.approvals("ana-acme"))
    assert rules_of(gate) == ["rules"]
    assert of(gate, "rules").because == ("policies/rules/other.yaml", RULE_FILE)
    assert gate.allowed


def test_a_merge_commit_that_smuggles_something_in(story: Story) -> None:
    story.commit({"README.md": "more\n"}, "main", author="ana@acme.test")
    side = story.commit({"docs.md": "x"}, "change")
    tip = story.git("rev-parse", "refs/heads/main")
    story.commit({RULE_FILE: LOOSER, "README.md": "more\n"}, "change", parents=(side, tip))
    gate = story.gate()
    assert rules_of(gate) == ["weaker", "rules"]


def test_what_the_base_changed_meanwhile_is_not_blamed_on_the_request(story: Story) -> None:
    story.commit({"templates/a.md": "x\n"}, "change")
    story.commit({RULE_FILE: LOOSER}, "main", author="ana@acme.test")
    gate = story.gate(story.approvals("ben-acme"))
    assert rules_of(gate) == ["texts"]
    assert gate.allowed


def test_a_conflict_with_the_base(story: Story) -> None:
    loosened(story)
    story.commit({RULE_FILE: RULES.replace("10000", "70")}, "main", author="ana@acme.test")
    assert "conflict" in story.gate(story.approvals(*EVERYBODY)).reasons[0]


def test_two_harmless_halves_that_are_not_harmless_together(story: Story) -> None:
    """What counts is the policy once merged, not each branch by itself."""
    story.commit({"policies/rules/severity.yaml": RULES.replace("Many see it", "Seen")}, "change")
    more = RULES.replace("id: severity\n", "id: more\n").replace("large", "small")
    story.commit({"policies/rules/more.yaml": more}, "main", author="ana@acme.test")
    assert rules_of(story.gate()) == ["rules"]


def test_a_history_that_has_nothing_in_common(story: Story) -> None:
    story.git("fast-import", "--quiet", "--force", stdin=ORPHAN)
    assert "cannot be told" in story.gate(story.approvals(*EVERYBODY)).reasons[0]


ORPHAN = b"""commit refs/heads/change
committer C <c@example.org> 1795392000 +0000
data 1
x
M 100644 inline policies/a.yaml
data 2
{}

"""


def test_a_shallow_clone(story: Story, tmp_path_factory: pytest.TempPathFactory) -> None:
    loosened(story)
    loosened(story)
    clone = tmp_path_factory.mktemp("clone")
    flags = ("-q", "--bare", "--depth", "1", "--no-single-branch")
    story.git("clone", *flags, f"file://{story.folder}", str(clone / "c"))
    shallow = Story.__new__(Story)
    shallow.folder, shallow.base = clone / "c", story.base
    gate = shallow.gate(story.approvals(*EVERYBODY))
    assert not gate.allowed
    assert "shallow" in gate.reasons[0]


def test_a_replaced_commit(story: Story) -> None:
    """A replace reference shows other content under the same id to those who follow it."""
    innocent = story.commit({"README.md": "x"}, "innocent")
    head = loosened(story)
    story.git("replace", head, innocent)
    assert rules_of(story.gate()) == ["weaker", "rules"]


def test_a_commit_message_that_speaks_to_the_platform(story: Story) -> None:
    from govcheck.papers.gate import FORMATS, render

    path = "policies/::error::x @all <script>.yaml"
    nasty = ROLE.replace("Other", "::set-output name=x::y")
    story.commit({path: nasty}, "change", author="<img@x>".strip("<>"), message="::error::x\n@all")
    gate = story.gate(story.approvals("@all", "::warning::x"))
    for format_ in FORMATS:
        shown = render(gate, format_)
        if format_ == "markdown":
            assert "<script>" not in shown.replace("\\<script>", "")
            assert "@all" not in shown
        assert "\n::error::x" not in shown
        assert "\n::set-output" not in shown


def test_a_fork_is_only_data(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The head comes from another repository, with its own attributes and hooks."""
    story = Story(tmp_path)
    fork = tmp_path_factory.mktemp("fork")
    story.git("clone", "-q", "--bare", str(story.folder), str(fork / "f"))
    there = Story.__new__(Story)
    there.folder, there.base = fork / "f", story.base
    there.commit({".gitattributes": "*.yaml filter=evil diff=evil\n", RULE_FILE: LOOSER}, "change")
    story.git("fetch", "-q", str(fork / "f"), "refs/heads/change:refs/heads/change")
    story.git("config", "diff.evil.textconv", "true")
    story.git("config", "filter.evil.smudge", "true")
    assert rules_of(story.gate()) == ["weaker", "rules", "control"]


def test_nothing_of_the_policy_needs_nothing(story: Story) -> None:
    story.commit({"README.md": "Acme!\n"}, "change")
    gate = story.gate()
    assert gate.allowed
    assert not gate.changed
    assert gate.requirements == ()


def test_a_path_with_a_line_break(story: Story) -> None:
    story.commit({"policies/rules/x\ny.yaml": ROLE}, "change")
    assert rules_of(story.gate()) == ["rules"]


def test_an_empty_request(story: Story) -> None:
    story.git("branch", "change", "main")
    assert story.gate().allowed


def test_a_folder_that_is_the_policy_s_on_other_machines(story: Story) -> None:
    story.commit({"Policies/more.yaml": "{kind: role, id: x, name: X}\n"}, "change")
    gate = story.gate()
    assert not gate.allowed
    assert rules_of(gate) == ["otherwise"]
