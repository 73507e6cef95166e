"""What stays the same about a finding when lines move."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from govcheck.finding import Finding


def fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """A digest for each finding, of its rule, document and message but of no line or index.

    What is found because of a name that leads nowhere stays the same while places that name it
    come and go. Findings that agree in all of these are numbered in the order in which they stand.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        subject = (finding.code, finding.document or finding.span.path, finding.message)
        if finding.lacks is not None and finding.waived is None:
            subject = (finding.code, "", "/".join(finding.lacks))
        seen[subject] += 1
        text = "\0".join((*subject, str(seen[subject])))
        yield hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
