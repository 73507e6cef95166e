"""Changes of the shipped policy, one edit of a file each, and what comes of them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from govcheck.papers.change import DiffReport, render
from govcheck.time.clock import DAY
from govcheck.tongue import tongue
from govcheck.workspace.diff import Diff, diff_trees, with_own_incidents
from tests.load.trees import MemoryTree

ROOT: Final = Path(__file__).resolve().parents[3]
FOLDERS: Final = ("policies", "templates", "incidents")
AT: Final = 1_795_435_200
"""2026-11-23 at noon."""
HORIZON: Final = (AT, AT + 30 * DAY)


class ChangedText(NamedTuple):
    """What is replaced in a file below `policies/`."""

    path: str
    old: str
    new: str


CHANGES: Final[Mapping[str, ChangedText]] = MappingProxyType(
    {
        "audience": ChangedText("decisions/reach", "at_least: 100000}", "at_least: 500000}"),
        "holding": ChangedText(
            "playbooks/product-safety",
            "within: 1h\n    after: [pause, assess]",
            "within: 4h\n    after: [pause, assess]",
        ),
        "engineer": ChangedText(
            "playbooks/product-safety",
            "by: {all_of: [role:product-safety, role:legal-counsel]}",
            "by: role:legal-counsel",
        ),
        "seat": ChangedText(
            "councils/social-council",
            "{person: tomas, represents: expert, term: {from: 2026-07-01, until: 2028-06-30}}",
            "{person: kim, represents: expert, term: {from: 2027-01-01, until: 2028-06-30}}",
        ),
        "rota": ChangedText("rotas/community-duty", "[ana, ben, mei]", "[ana, mei, ben]"),
        "renamed": ChangedText(
            "decisions/reach",
            "id: crowd\n    when: {followers: {at_least: 10000}}\n    then: growing\n"
            "    because: {en: Ten thousand people may see",
            "id: ten-thousand\n    when: {followers: {at_least: 10000}}\n    then: growing\n"
            "    because: {en: Ten thousand people can see",
        ),
        "lawyers": ChangedText(
            "escalations/crisis",
            "notify: [role:legal-counsel], via: [phone, chat], always: true}",
            "notify: [role:legal-counsel], via: [email], wait: 30m}",
        ),
        "wreck": ChangedText(
            "playbooks/product-safety",
            "{en: speak of the child, de: vom Kind reden}]",
            "{en: speak of the child, de: vom Kind reden}, "
            "{en: post pictures of the wreck, de: Bilder vom Wrack zeigen}]",
        ),
        "vote": ChangedText(
            "change-control/approvals",
            'requires: {council: majority}\n    because: {en: "Less safety',
            'requires: {count: 1, of: [council:social-council]}\n    because: {en: "Less safety',
        ),
        "spreading": ChangedText(
            "decisions/severity-harm", "reach: {at_least: growing}", "reach: viral"
        ),
        "sunday": ChangedText("calendars/community-hours", 'mon-sun: ["08', 'mon-sat: ["08'),
    }
)


@cache
def shipped_files() -> Mapping[str, str]:
    """The files of the shipped repository that are compared."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    }


@cache
def diff_of(name: str) -> Diff:
    """What one of the changes does."""
    return with_own_incidents(compared(CHANGES[name]))


@cache
def compared(*changes: ChangedText) -> Diff:
    """What some changes do together."""
    files: dict[str, str | bytes] = {**shipped_files()}
    for change in changes:
        path = f"policies/{change.path}.yaml"
        text = files[path]
        assert isinstance(text, str)
        assert text.count(change.old) == 1
        files[path] = text.replace(change.old, change.new)
    trees = MemoryTree({**shipped_files()}), MemoryTree(files)
    return diff_trees(*trees, ("base", "head"), AT, HORIZON)


@cache
def shown(name: str, format_: str = "text", language: str = "en", *, full: bool = False) -> str:
    """One of the changes as people read it."""
    report = DiffReport(diff_of(name), full=full, tongue=tongue(language))
    return render(report, format_)


def headline(name: str, language: str = "en") -> str:
    """The first sentence, on one line."""
    first, *_ = shown(name, "text", language).split("\n\n")
    return " ".join(first.split())
