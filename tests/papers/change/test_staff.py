"""Changes of people, accounts and waivers: the first line says them, and never a number."""

import pytest

from govcheck.papers.change import DiffReport, render
from govcheck.tongue import tongue
from govcheck.workspace.diff import Diff, diff_trees, with_own_incidents
from tests.load.trees import MemoryTree
from tests.papers.change.changes import AT, HORIZON, ChangedText, compared, shipped_files

_AWAY = ChangedText(
    "people/mei",
    "deputies: [eva, clara]",
    "deputies: [eva, clara]\nabsences: [{from: 2026-12-14, to: 2026-12-20, reason: Holiday}]",
)
_PHONE = ChangedText("people/mei", '"+65 5550 0103"', '"+65 5550 0199"')
_FACTOR = ChangedText("channels/tiktok-global", "mfa: true", "mfa: false")
_DRAFTS = ChangedText(
    "channels/tiktok-global", "approvals: {drafts: 1, by: [role:managing-editor]}", "x-none: 1"
)
_ADMINS = ChangedText("channels/tiktok-global", "admins: [ben, mei, ana]", "admins: [ben, mei]")
_DEPUTIES = ChangedText("people/mei", "deputies: [eva, clara]", "deputies: [clara, eva]")


def _shown(diff: Diff, format_: str = "text", language: str = "en", *, full: bool = False) -> str:
    return render(DiffReport(diff, full=full, tongue=tongue(language)), format_)


def _first(diff: Diff, language: str) -> str:
    return " ".join(_shown(diff, "text", language).split("\n\n")[0].split())


@pytest.mark.parametrize(
    ("change", "english", "german"),
    [
        (
            _AWAY,
            "Mei Tan is away from Mon 14 Dec 2026 to Sun 20 Dec 2026",
            "Mei Tan ist von Mo 14.12.2026 bis So 20.12.2026 abwesend",
        ),
        (_PHONE, "Mei Tan is reached otherwise (phone)", "anders zu erreichen (Telefon)"),
        (
            _FACTOR,
            "Weaker: @larkling (TikTok) is no longer protected by a second factor",
            "Schwächer: @larkling (TikTok) ist nicht mehr durch einen zweiten Faktor geschützt",
        ),
        (
            _DRAFTS,
            "who agrees to posts on @larkling (TikTok): nobody, before it was Managing editor",
            "wer Beiträgen auf @larkling (TikTok) zustimmt: niemand, vorher Redaktionsleitung",
        ),
        (
            _ADMINS,
            "who administers @larkling (TikTok): Ben Osei, Mei Tan, before it was Ben Osei,"
            " Mei Tan, Ana Keller",
            "wer @larkling (TikTok) verwaltet: Ben Osei, Mei Tan, vorher Ben Osei",
        ),
        (
            _DEPUTIES,
            "who stands in for Mei Tan: Clara Weiss, Eva Lindqvist, before it was Eva",
            "wer Mei Tan vertritt: Clara Weiss, Eva Lindqvist, vorher Eva",
        ),
    ],
)
def test_the_first_line_names_what_was_edited(
    change: ChangedText, english: str, german: str
) -> None:
    diff = compared(change)
    assert english in _first(diff, "en")
    assert german in _first(diff, "de")


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_no_number_is_posted(format_: str) -> None:
    shown = _shown(compared(_PHONE), format_, full=True)
    assert "Mei Tan" in shown
    assert "5550" not in shown


def test_rights_are_told_by_names_in_one_row() -> None:
    shown = " ".join(_shown(_with("channels/bluesky.yaml", _account())).split())
    assert "Ana Keller and Ben Osei may administer @larkling.example" in shown
    assert " ana " not in shown


def test_a_waiver_is_told_with_its_end_and_reason() -> None:
    waiver = (
        "kind: waiver\nid: night\ncheck: COVER002\nsubject: rota/support-desk\n"
        "reason: Two hires start in March\napproved_by: [clara]\nuntil: 2027-03-31\n"
    )
    assert _first(_with("night.yaml", waiver), "en") == (
        "Weaker: what COVER002 finds (Support desk) is accepted until Wed 31 Mar 2027"
        " by Clara Weiss: Two hires start in March."
    )


def _with(path: str, text: str) -> Diff:
    files: dict[str, str | bytes] = {**shipped_files(), f"policies/{path}": text}
    trees = MemoryTree({**shipped_files()}), MemoryTree(files)
    return diff_trees(*trees, ("base", "head"), AT, HORIZON)


def _account() -> str:
    return (
        "kind: channel\nid: bluesky\nnetwork: bluesky\nhandle: '@larkling.example'\n"
        "owner: social\nadmins: [ana, ben]\nlanguages: [en]\nmfa: true\n"
    )


def test_a_condition_reads_as_one() -> None:
    rule = ChangedText(
        "decisions/reach",
        "rules:\n  - id: crowd",
        "rules:\n  - id: officials\n    when: {author: regulator}\n    then: viral\n"
        "    because: A regulator is heard\n  - id: crowd",
    )
    diff = compared(rule)
    assert "counts as viral (if written by an authority)" in _first(diff, "en")
    assert "gilt als viral (falls Verfasser Behörde)" in _first(diff, "de")


def test_incidents_say_what_becomes_of_a_quorum() -> None:
    diff = with_own_incidents(
        compared(ChangedText("councils/social-council", "quorum: 5", "quorum: 3"))
    )
    shown = " ".join(_shown(diff).split())
    assert "crash: Social media council needs 3 people for a quorum instead of 5 The" in shown
    assert "worded differently" not in shown
