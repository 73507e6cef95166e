"""Who must agree, in the reader's tongue: `Legal counsel and (Hana or Tomas)`."""

from collections.abc import Callable, Sequence
from typing import TypeGuard

from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Vote
from govcheck.targets import read_target
from govcheck.tongue import Tongue

Join = Callable[[Sequence[str]], str]


def agreement_in_words(
    agreement: Agreement,
    tongue: Tongue,
    called: Callable[[str], str],
    every: Join | None = None,
    some: Join | None = None,
) -> str:
    """Who must agree. `called` names a target; `every` and `some` join what is asked together."""
    all_of, any_of = every or tongue.all_of, some or tongue.any_of

    def members(needed: int, group: str) -> str:
        """Anybody of a council or a team speaks for it."""
        return tongue.count(
            "{count} member of {group}", "{count} members of {group}",
            needed, group=called(group),
        )  # fmt: skip

    def said(one: Agreement) -> str:
        if isinstance(one, str):
            return members(1, one) if _is_group(one) else called(one)
        if isinstance(one, Vote):
            return _vote(one, tongue, called)
        if isinstance(one, Number) and len(one.parts) == 1 and _is_group(one.parts[0]):
            return members(one.needed, one.parts[0])
        parts = [f"({said(part)})" if _is_several(part) else said(part) for part in one.parts]
        if isinstance(one, Number):
            return tongue.say("{count} of {these}", count=one.needed, these=tongue.any_of(parts))
        return (all_of if isinstance(one, Every) else any_of)(parts)

    return said(agreement)


def _is_group(agreement: Agreement) -> TypeGuard[str]:
    return isinstance(agreement, str) and read_target(agreement).kind in ("council", "team")


def _is_several(agreement: Agreement) -> bool:
    if isinstance(agreement, str):
        return False
    return bool(agreement.includes) if isinstance(agreement, Vote) else len(agreement.parts) > 1


def _vote(vote: Vote, tongue: Tongue, called: Callable[[str], str]) -> str:
    shares = {
        "majority": tongue.say("a majority of the council"),
        "two-thirds": tongue.say("two thirds of the council"),
        "unanimity": tongue.say("the whole council"),
    }
    said = shares[vote.share]
    names = [tongue.say("chair") if name == CHAIR else called(name) for name in vote.includes]
    if names:
        return tongue.say("{vote}, {who} included", vote=said, who=tongue.all_of(names))
    return said
