"""Rules on the command line: codes, names and families."""

import click

from govcheck.translation import said


def selectors(
    _ctx: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """A click callback: the codes, names and families in some texts, divided by commas."""
    words = [word.strip() for value in values for word in value.split(",")]
    wanted = tuple(word.lower() if "-" in word else word.upper() for word in words)
    if wanted:  # whatever else it takes to know them all is not loaded without need
        _must_be_known(wanted)
    return wanted


def _must_be_known(words: tuple[str, ...]) -> None:
    from govcheck.acceptance.selection import family
    from govcheck.explanations import explanations
    from govcheck.nearest import nearest

    rules = [each.rule for each in explanations()]
    known = {name for rule in rules for name in (rule.code, rule.name, family(rule.code))}
    for word in words:
        if word not in known:
            near = nearest(word, known)
            advice = (
                said("did you mean `{near}`?", near=near)
                if near
                else said("`govcheck explain` lists them all")
            )
            raise click.BadParameter(
                said("no check or family `{word}`; {advice}", word=word, advice=advice)
            )
