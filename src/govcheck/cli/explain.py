"""`govcheck explain`."""

import click

from govcheck.cli import complete
from govcheck.cli.options import emit
from govcheck.cli.shared import Shared, shared_options
from govcheck.errors import GovcheckError
from govcheck.translation import said


@click.command()
@click.argument("code", required=False, shell_complete=complete.rules)
@shared_options(policy=False)
def command(
    shared: Shared,
    code: str | None,
) -> int:
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
        raise GovcheckError("no check `{code}`; {advice}", code=code, advice=_advice(code))
    emit(page(explanation, reader), None)
    return 0


def _advice(code: str) -> str:
    from govcheck.explanations import explanations
    from govcheck.nearest import nearest

    rules = [each.rule for each in explanations()]
    meant = nearest(code, [name for rule in rules for name in (rule.code, rule.name)])
    return (
        said("did you mean `{meant}`?", meant=meant)
        if meant
        else said("`govcheck explain` lists them all")
    )
