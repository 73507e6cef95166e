"""How many findings there are of each rule."""

from collections import Counter

from govcheck.report.findings import Report


def render(report: Report) -> str:
    """A line for each rule that is broken, the most frequent first."""
    counts = Counter((finding.code, finding.name) for finding in report.held)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{count:>5}  {code:<10} {name}\n" for (code, name), count in ordered)
