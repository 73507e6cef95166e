"""What a council member reads first, of each of some changes of the shipped policy."""

import re

import pytest

from govcheck.change.effect import worst
from govcheck.gate import sides
from govcheck.papers.change import DiffReport, render
from govcheck.papers.change.story import story
from govcheck.render.width import display_width
from govcheck.tongue import tongue
from govcheck.workspace.diff import with_own_incidents
from tests.papers.change.changes import CHANGES, ChangedText, compared, diff_of, headline, shown

FIRST = {
    "audience": ("Weaker: ", ["counts as viral", "500,000 followers", "instead of 100,000"]),
    "holding": (
        "Weaker: ",
        ["Publish the holding statement", "product safety", "may take 4 h instead of 1 h"],
    ),
    "engineer": (
        "Weaker: ",
        [
            "statements on product safety no longer need",
            "Product safety (Hana Sato, Tomas Novak)",
            "only of Legal counsel (Grace Miller, Jonas Brandt)",
        ],
    ),
    "seat": (
        "Weaker: ",
        [
            "Kim Larsen (of another company, Brightpath) takes Tomas Novak's seat",
            "Social media council from Fri 1 Jan 2027",
            "the seat is empty until then",
        ],
    ),
    "rota": (
        "Different: ",
        [
            "Ben Osei and Mei Tan change places on duty",
            "the running shift goes from Ben Osei to Mei Tan when this merges",
        ],
    ),
    "renamed": (
        "Nothing changes for people or incidents: ",
        ["one rule has another name and another reason"],
    ),
    "lawyers": (
        "Weaker: it breaks 2 promises: two crises find two leads, leaks reach legal; ",
        [
            "Legal counsel may not hear of it (Crisis team)",
            "e-mail instead of phone + chat",
        ],
    ),
    "wreck": (
        "Stricter: ",
        ["forbidden until approved by Product safety and Legal counsel", "pictures of the wreck"],
    ),
    "vote": (
        "Weaker: ",
        [
            "Less safety",
            "1 member of Social media council",
            "before it was a majority of the council",
        ],
    ),
    "spreading": (
        "Weaker: ",
        [
            "counts as SEV 3 instead of SEV 2 if topic safety and reach growing",
            "until reach is viral",
            "the escalation Crisis team does not begin, but Urgent team",
        ],
    ),
    "sunday": (
        "Weaker: ",
        ["no hours on Sundays any more (community hours)", "come up to 1 day later"],
    ),
}

ENGLISH = re.compile(
    r"\b(weaker|stricter|different|instead|counts?|takes|change places|shift|nothing|nobody|must"
    r"|approve|breaks|promises?|told|until|any more|later|before|after|incidents?|come out"
    r"|the rest|hours on|may|forbidden|allowed|seat|people|shortest|technical)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", [*CHANGES])
def test_the_first_line_says_what_changes(name: str) -> None:
    begins, said = FIRST[name]
    first = headline(name)
    assert first.startswith(begins)
    for words in said:
        assert words in first
    assert shown(name, "markdown").startswith("### ")
    assert "<h1" in shown(name, "html")


@pytest.mark.parametrize("name", [*CHANGES])
def test_nothing_technical_stands_on_top(name: str) -> None:
    top, *_ = shown(name, "markdown").split("<details>")
    for text in (shown(name), top):
        plain = text.replace("\u2060", "")
        assert re.search(r"\b(role|person|rota|council|chain|team):[a-z]", plain) is None
        assert re.search(r"\b(decision|playbook|escalation|guarantee|target)/", plain) is None
        assert re.search(r"(lowers|raises|changes|lengthens|removes|adds)-[a-z]", plain) is None
        assert re.search(r"\bsev\d|/rules/|\.yaml", plain) is None


@pytest.mark.parametrize("name", [*CHANGES])
def test_in_german_no_english_is_left(name: str) -> None:
    first = headline(name, "de")
    assert first.startswith(("Schwächer: ", "Anders: ", "Strenger: ", "Für Menschen und Vorfälle"))
    text = " ".join(shown(name, "text", "de").split())
    assert ENGLISH.search(text) is None, ENGLISH.search(text)


@pytest.mark.parametrize("name", ["audience", "holding", "spreading"])
def test_one_threshold_takes_at_most_twelve_lines(name: str) -> None:
    top, *_ = shown(name, "markdown").split("<details>")
    assert len([line for line in top.splitlines() if line]) <= 12
    for language, fold in (("en", "\n1 changed line"), ("de", "\n1 geänderte Zeile")):
        told, *_ = shown(name, "text", language).split(fold)
        assert len([line for line in told.splitlines() if line]) <= 12


def test_equal_effects_are_one_row() -> None:
    rows = [line for line in shown("spreading", "markdown").splitlines() if line.startswith("| ")]
    assert rows == [
        "| | Before | After |",
        "| Severity | SEV 2 | SEV 3 |",
        "| Escalation | Crisis team | Urgent team |",
    ]


def test_incidents_come_out_otherwise() -> None:
    shown_ = " ".join(shown("holding").split())
    assert "3 of 18 incidents come out otherwise." in shown_
    assert "Video says that our child seat failed in a crash: due Sun 15 Nov 02:40" in shown_
    assert "All 18 known incidents come out as before." in shown("audience")
    assert (
        "Legal counsel must agree instead of Product safety AND Legal counsel:"
        " Publish the holding statement (product safety)"
    ) in " ".join(shown("engineer").split())
    assert "Severity could be SEV 3, SEV 2 or SEV 1 instead of SEV 2 or SEV 1" in " ".join(
        shown("spreading").split()
    )
    assert "owed by Ben Osei instead of Mei Tan: somebody answers, Pause every" in " ".join(
        shown("rota").split()
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "still be used (product safety): met -> untold: Product safety"),
        ("de", "werden darf (Produktsicherheit): erfüllt -> nicht benachrichtigt: Technik"),
    ],
)
def test_what_becomes_of_a_task_is_told(language: str, said: str) -> None:
    later = ChangedText("escalations/crisis", "wait: 10m", "wait: 45m")
    report = DiffReport(with_own_incidents(compared(later)), tongue=tongue(language))
    assert said in " ".join(render(report, "text").split())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Escalation: not fully compared -> approvers must read both versions of playbooks"),
        (
            "de",
            "Eskalation: nicht ganz verglichen -> wer zustimmt, liest beide: ",
        ),
    ],
)
def test_what_is_not_compared_is_for_approvers_to_read(language: str, said: str) -> None:
    narrower = ChangedText(
        "decisions/playbooks", "when: {mention: praise}", "when: {mention: praise, route: support}"
    )
    report = DiffReport(compared(narrower), tongue=tongue(language))
    assert said in " ".join(render(report, "text").split())


def test_what_is_not_compared_is_neither_weaker_nor_stricter() -> None:
    order = ChangedText(
        "vocabularies/mention-facts",
        "values: [positive, neutral, negative, hostile]",
        "values: [neutral, positive, negative, hostile]",
    )
    said = render(DiffReport(compared(order)), "text")
    assert said.startswith("Different: it could not be compared in full: `sentiment` cannot be")
    assert said.count("Severity: not fully compared") == 1
    assert "Weaker" not in said
    assert "Stricter" not in said


def test_approvals_are_people() -> None:
    said = " ".join(shown("holding").split())
    assert "6 people must approve. Shortest way: Clara Weiss and Eva Lindqvist, and" in said


def test_two_changes_at_once() -> None:
    both = compared(CHANGES["wreck"], CHANGES["audience"])
    said = " ".join(render(DiffReport(both), "text").split())
    assert said.startswith(
        "Partly weaker, partly stricter: a mention counts as viral from 500,000 followers instead"
        " of 100,000; one more change below."
    )
    assert "Stricter: forbidden until approved by Product safety and Legal counsel" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (ChangedText("councils/social-council", "quorum: 5", "quorum: 4"), "4 people for a quorum"),
        (
            ChangedText("councils/social-council", "chair: clara", "chair: lena"),
            "Lena Vogt chairs Social media council instead of Clara Weiss",
        ),
        (
            ChangedText(
                "escalations/crisis", "last_resort: person:lena", "last_resort: person:eva"
            ),
            "Eva Lindqvist is the last resort instead of Lena Vogt (Crisis team)",
        ),
        (
            ChangedText(
                "playbooks/product-safety",
                "{en: offer a refund, de: Erstattung anbieten}, ",
                "",
            ),
            "no longer forbidden before anybody agrees (product safety): offer a refund",
        ),
        (
            ChangedText("decisions/reach", "more_than: 200}", "more_than: 300}"),
            "counts as viral above 300 shares an hour instead of 200",
        ),
        (
            ChangedText("playbooks/product-safety", "within: 8h", "within: 2wd"),
            "has 2 working days instead of 8 h",
        ),
        (
            ChangedText("rotas/community-duty", "[ana, ben, mei]", "[ana, ben]"),
            "no shifts any more for Mei Tan",
        ),
        (
            ChangedText("people/mei", "roles: [", "roles: [legal-counsel, "),
            "Mei Tan becomes Legal counsel",
        ),
    ],
)
def test_other_changes(change: ChangedText, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sides, "broken", lambda *_sides: ())  # shown with the others above
    diff = compared(change)
    text = render(DiffReport(diff), "text")
    assert said in " ".join(text.split())
    for language_format in ("markdown", "html"):
        assert render(DiffReport(diff), language_format)


@pytest.mark.parametrize("name", [*CHANGES])
@pytest.mark.parametrize("language", ["en", "de"])
def test_lines_fit(name: str, language: str) -> None:
    for full in (False, True):
        for line in shown(name, "text", language, full=full).splitlines():
            assert display_width(line) <= 80


@pytest.mark.parametrize("name", CHANGES)
def test_no_row_is_milder_than_what_it_stands_for(name: str) -> None:
    diff = diff_of(name)
    told = story(diff, tongue("en"))
    lost = {one.subject for one in diff.breaks}
    kinds = [one.kind for one in diff.change.effects if one.subject not in lost]
    assert [row.kind for row in told.rows][:1] == ([worst(kinds)] if kinds else [])
    assert all(row.before != row.after for row in told.rows)
