"""What is accepted: ignored beside the line, waived by name, or not yet due.

All of it happens after the checks have run, so that their findings can be kept whatever the day. A
comment or a waiver is of use as long as there is a finding for it, be that due or yet to come: what
a warning period asks for must not be an error on the day before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from govcheck.finding import Diagnostic, Finding, Fix, Severity, TextEdit, Waived
from govcheck.load.comments import Ignore
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean
from govcheck.source import Span
from govcheck.translation import said, together

UNUSED_IGNORE: Final = Diagnostic(
    "IGNORE001",
    "unused-ignore",
    truth="Every `# govcheck: ignore[…]` accepts a finding of its line.",
    why="One that is no longer needed would hide the next mistake on that line.",
)
UNREASONED_IGNORE: Final = Diagnostic(
    "IGNORE002",
    "ignore-without-reason",
    truth="Every `# govcheck: ignore[…]` gives its reason.",
    why="Whoever reads the line next year must be able to tell whether the reason still holds.",
)
UNUSED_WAIVER: Final = Diagnostic(
    "WAIVER001",
    "unused-waiver",
    truth="Every waiver accepts a finding that exists.",
    why="One that is no longer needed would accept the next finding of that name unseen.",
)
EXPIRED_WAIVER: Final = Diagnostic(
    "WAIVER002",
    "expired-waiver",
    truth="No waiver is past its end.",
    why="A finding is accepted for a while; after that it is mended or accepted anew.",
)

MOST_ADVICE: Final = 100
"""For so many different unknown names the nearest known one is looked for."""
_DAY: Final = timedelta(days=1)


class WaiverNote(NamedTuple):
    """A waiver as far as findings are concerned, with the spans to point at.

    It is about the findings in `document`, `kind/id`, at one of the pointers or below it.
    """

    id: str
    check: str
    subject: str
    document: str
    pointers: frozenset[str]
    reason: str
    until: date
    span: Span
    until_span: Span

    @property
    def waived(self) -> Waived:
        """What it says about a finding that it accepts."""
        return Waived(self.reason, self.id, self.until)


class Acceptance(NamedTuple):
    """Everything by which findings are accepted.

    `checks` are the codes and names of the checks; only their findings can be accepted, since
    without what the loader and the compilers ask for nothing else can be told. Where the policy is
    not `complete`, because of that, it is not known what is unused.
    """

    ignores: tuple[Ignore, ...] = ()
    waivers: tuple[WaiverNote, ...] = ()
    checks: frozenset[str] = frozenset()
    complete: bool = True

    @property
    def paths(self) -> set[str]:
        """The files in which something is accepted."""
        spans = (*(each.span for each in self.ignores), *(each.span for each in self.waivers))
        return {span.path for span in spans}


Ground = Ignore | WaiverNote
Needs = Mapping[Ground, Mapping[str, date]]
"""Of what accepts something: the first day on which no finding of a rule needs it any more."""


def judge(
    findings: Sequence[Finding],
    acceptance: Acceptance,
    day: date,
    warn_before: timedelta = timedelta(0),
) -> list[Finding]:
    """The findings as of a day, those accepted marked so, and those about acceptance itself."""
    needs: dict[Ground, dict[str, date]] = {}
    judged = []
    grounds_of = _lookup(acceptance)
    for finding in findings:
        grounds = grounds_of(finding)
        for ground in grounds:
            gone = needs.setdefault(ground, {})
            for rule in (finding.code, finding.name):
                gone[rule] = max(gone.get(rule, date.min), finding.heals or date.max)
        judged.append(_accepted(finding, grounds, day))
    about = (*_about_ignores(acceptance, needs, day), *_about_waivers(acceptance, needs, day))
    return as_of((*judged, *about), day, warn_before)


def as_of(findings: Iterable[Finding], day: date, warn_before: timedelta) -> list[Finding]:
    """The findings that hold on a day; those that will within the warning period are warnings."""
    held = []
    for finding in findings:
        if finding.heals is not None and finding.heals <= day:
            continue
        if finding.expires is None or finding.expires < day:
            held.append(finding)
        elif finding.expires < day + warn_before:
            milder = Severity.NOTE if finding.severity == Severity.NOTE else Severity.WARNING
            held.append(finding.as_grave_as(milder))
    return held


def _lookup(acceptance: Acceptance) -> Callable[[Finding], list[Ground]]:
    """What would accept a finding, whatever the day; a comment comes before a waiver."""
    beside: dict[tuple[str, int], list[Ignore]] = {}
    for ignore in acceptance.ignores:
        if ignore.reason:
            beside.setdefault((ignore.span.path, ignore.span.line), []).append(ignore)
    about: dict[str, list[WaiverNote]] = {}
    for waiver in acceptance.waivers:
        about.setdefault(waiver.document, []).append(waiver)

    def grounds(finding: Finding) -> list[Ground]:
        if finding.code not in acceptance.checks:
            return []
        rule = {finding.code, finding.name}
        ignores = beside.get((finding.span.path, finding.span.line), [])
        waivers = about.get(finding.document or "", [])
        return [
            *(ignore for ignore in ignores if rule & {*ignore.rules}),
            *(waiver for waiver in waivers if waiver.check in rule and _covers(waiver, finding)),
        ]

    return grounds


def _covers(waiver: WaiverNote, finding: Finding) -> bool:
    parts = finding.pointer.split("/")
    return any("/".join(parts[:length]) in waiver.pointers for length in range(1, len(parts) + 1))


def _accepted(finding: Finding, grounds: Iterable[Ground], day: date) -> Finding:
    for ground in grounds:
        if isinstance(ground, Ignore):
            return finding._replace(waived=Waived(ground.reason))
        if day <= ground.until:
            return finding._replace(waived=ground.waived)
    return finding


def _about_ignores(acceptance: Acceptance, needs: Needs, day: date) -> Iterator[Finding]:
    advised: set[str] = set()
    for ignore in acceptance.ignores:
        if not ignore.reason or not ignore.rules:
            message = said("the comment ignores a finding without saying which or why")
            advice = said("write `# govcheck: ignore[name] reason`")
            yield Finding(ignore.span, UNREASONED_IGNORE, message, help=advice)
            continue
        ends = {rule: needs.get(ignore, {}).get(rule, date.min) for rule in ignore.rules}
        unused = [rule for rule, end in ends.items() if end <= day and rule in acceptance.checks]
        for end in sorted({*ends.values()} - {date.max}) if acceptance.complete else ():
            rules = [rule for rule in ignore.rules if ends[rule] == end]
            unknown = [rule for rule in rules if rule not in acceptance.checks]
            advised |= {*unknown[: MOST_ADVICE - len(advised)]}
            listed = ", ".join(f"`{rule}`" for rule in rules)
            nothing = said("nothing on this line is found by {rules}", rules=listed)
            advice = _advice([rule for rule in unknown if rule in advised], acceptance.checks)
            message = together((nothing, _from(end)), " ")
            found = Finding(ignore.span, UNUSED_IGNORE, message, help=advice)
            mechanical = end <= day and not unknown  # a misspelled name still says what was meant
            fix = Fix((_less(ignore, unused),), is_safe=True) if mechanical else None
            yield found._replace(expires=_last_before(end), fix=fix)


def _advice(unknown: Sequence[str], checks: frozenset[str]) -> str:
    for rule in unknown:
        near = did_you_mean(rule, checks) or said("delete the comment")
        return said("no check is called `{rule}`; {near}", rule=rule, near=near)
    return said("delete it, or write it behind the line that it is about")


def _less(ignore: Ignore, unused: Sequence[str]) -> TextEdit:
    """The comment without some of its names; nothing where none remains."""
    kept = [rule for rule in ignore.rules if rule not in unused]
    if not kept:
        return TextEdit(ignore.room, "")
    return TextEdit(
        ignore.span,
        f"# govcheck: ignore[{', '.join(kept)}] {ignore.reason}",
    )


def _about_waivers(acceptance: Acceptance, needs: Needs, day: date) -> Iterator[Finding]:
    for waiver in acceptance.waivers:
        message = said("the waiver `{id}` ends on {until}", id=waiver.id, until=waiver.until)
        advice = said("delete it, and mend what it excuses")
        expired = Finding(waiver.until_span, EXPIRED_WAIVER, message, help=advice)
        yield expired._replace(expires=waiver.until)
        end = needs.get(waiver, {}).get(waiver.check, date.min)
        known = acceptance.complete and waiver.check in acceptance.checks
        if known and end < date.max and waiver.until >= day:
            nothing = said(
                "`{subject}` has no finding of `{check}`",
                subject=waiver.subject,
                check=waiver.check,
            )
            message = together((nothing, _from(end)), " ")
            unused = Finding(waiver.span, UNUSED_WAIVER, message, help=said("delete the waiver"))
            yield unused._replace(expires=_last_before(end))


def _from(end: date) -> str:
    return "" if end == date.min else said("from {end} on", end=end)


def _last_before(end: date) -> date | None:
    return None if end == date.min else end - _DAY
