"""`govcheck explain`."""

from collections.abc import Iterable

import click

from govcheck.cli import complete
from govcheck.cli.shared import Shared, shared_options
from govcheck.console.output import emit
from govcheck.errors import GovcheckError
from govcheck.translation import said


@click.command()
@click.argument("code", required=False, shell_complete=complete.rules)
@shared_options(policy=False)
def command(shared: Shared, code: str | None) -> int:
    """Say why a check exists and how to mend what it finds, with a bad example and a good one.

    CODE is a code or a name, as findings have them; without it the whole catalogue is listed.

    \b
    Examples:
      govcheck explain
      govcheck explain TEAM002
      govcheck explain lead-outside-team
    """
    from govcheck.explanations import explanations, find
    from govcheck.report.explanation import page, table

    reader = shared.tongue
    if code is None:
        emit(table(explanations(), reader), None)
        return 0
    explanation = find(code)
    if explanation is None:
        names = (name for one in explanations() for name in (one.rule.code, one.rule.name))
        raise GovcheckError("no check `{code}`; {advice}", code=code, advice=advice_on(code, names))
    emit(page(explanation, reader), None)
    return 0


def advice_on(word: str, names: Iterable[str]) -> str:
    """Which of some checks was meant by a word that is none; else where they are listed."""
    from govcheck.nearest import nearest

    meant = nearest(word, names)
    if meant:
        return said("did you mean `{name}`?", name=meant)
    return said("`govcheck explain` lists them all")
