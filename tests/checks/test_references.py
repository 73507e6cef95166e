import pytest

from govcheck.checks.references import unknown_reference
from govcheck.finding import Problem
from govcheck.load.repository import load_repository
from govcheck.tongue import tongue
from tests.load.trees import SMALL, MemoryTree


def told(tree: MemoryTree) -> list[tuple[str, str, str | None]]:
    """The text that each dangling reference underlines, its message and its help."""
    repository = load_repository(tree)
    return [
        (tree.under(repository.span(problem.at)), problem.message, problem.help)
        for problem in problems(tree)
    ]


def problems(tree: MemoryTree) -> list[Problem]:
    from govcheck.simulate.compile import compile_program

    repository = load_repository(tree)
    program, _ = compile_program(repository.policy, repository.line)
    return list(unknown_reference.look(repository.policy, program))


def test_a_repository_in_which_every_name_leads_somewhere() -> None:
    assert told(SMALL) == []


@pytest.mark.parametrize(
    ("text", "underlined", "message", "help_"),
    [
        (
            "kind: person\nid: c\nname: C\ndeputies: [ana, bne]\n",
            "bne",
            "`bne` is not a known person",
            "did you mean `ben`?",
        ),
        (
            "kind: person\nid: c\nname: C\ncalendar: ofice\n",
            "ofice",
            "`ofice` is not a known calendar",
            "did you mean `office`?",
        ),
        (
            "kind: person\nid: c\nname: C\nroles: [lead]\n",
            "lead",
            "`lead` is not a known role",
            "the policy has no role at all",
        ),
        (
            "kind: escalation\nid: e\nlast_resort: person:anna\n"
            "steps: [{id: a, notify: [person:ana]}]\n",
            "person:anna",
            "`person:anna` is not a known person",
            "did you mean `person:ana`?",
        ),
        (
            "kind: escalation\nid: e\nlast_resort: person:ana\n"
            "steps: [{id: a, notify: ['chain:social']}]\n",
            "'chain:social'",
            "`chain:social` is not a known council",
            "the policy has no council at all",
        ),
        (
            "kind: council\nid: c\nname: C\nchair: ana\nquorum: 1\nmeets: monthly\n"
            "seats: []\nconvene_within: {hi: 1h, high: 1h}\n",
            "hi",
            "`hi` is not a known severity",
            "did you mean `high`?",
        ),
        (
            "kind: guarantee\nid: g\nfor: {any: [{detected_at: {within: offic}}]}\n",
            "offic",
            "`offic` is not a known calendar",
            "did you mean `office`?",
        ),
    ],
)
def test_a_name_that_leads_nowhere(text: str, underlined: str, message: str, help_: str) -> None:
    assert told(SMALL.with_files({"policies/z.yaml": text})) == [(underlined, message, help_)]


def test_a_name_that_cannot_be_read_is_no_dangling_one() -> None:
    uses = "kind: person\nid: c\nname: C\ndeputies: [zoe]\n"
    for broken in ("kind: person\nid: zoe\n", "kind: person\nid: zoe\nname: [\n"):
        assert told(SMALL.with_files({"policies/y.yaml": broken, "policies/z.yaml": uses})) == []


def test_without_an_organization_severities_and_areas_are_not_checked() -> None:
    files = dict(SMALL.files)
    del files["policies/organization.yaml"]
    team = (
        "kind: team\nid: t\nname: T\nlead: ana\nmembers: []\n"
        "responsibilities: {anything: {accountable: ana}}\n"
    )
    assert told(MemoryTree({**files, "policies/z.yaml": team})) == []


def test_a_scenario_may_expect_that_nobody_is_told() -> None:
    text = SMALL.files["scenarios/video.yaml"].replace(b"severity: high", b"escalation: none")
    assert told(SMALL.with_files({"scenarios/video.yaml": text})) == []


def test_in_german_a_name_is_unknown_as_what_it_should_be_in_german() -> None:
    tree = SMALL.with_files({"policies/c.yaml": "kind: person\nid: c\nname: C\ndeputies: [bne]\n"})
    (problem,) = problems(tree)
    assert tongue("de").text(problem.message) == "`bne` ist nicht bekannt (gesucht: Person)"
