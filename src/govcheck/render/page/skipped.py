"""Why nobody answers to a target, in words."""

from collections.abc import Callable, Sequence

from govcheck.simulate.skipped import NotAnswering
from govcheck.tongue import Tongue

MOST_SKIPPED = 4


def why_skipped(
    skipped: Sequence[NotAnswering],
    tongue: Tongue,
    person: Callable[[str], str],
    target: Callable[[str], str],
) -> str:
    """Who is skipped and why: `Lena Vogt is absent, Ben Ode has left`."""
    if len(skipped) > 2 and all(one.why == "off-duty" for one in skipped):
        return tongue.say("all {count} are outside working hours", count=len(skipped))
    said = [_one(one, tongue, person, target) for one in skipped[:MOST_SKIPPED]]
    rest = len(skipped) - MOST_SKIPPED
    if rest > 0:
        said.append(tongue.count("{count} more", "{count} more", rest))
    if any(one.has_deputies for one in skipped):
        said.append(tongue.say("no deputy is there"))
    return ", ".join(said)


def _one(
    one: NotAnswering, tongue: Tongue, person: Callable[[str], str], target: Callable[[str], str]
) -> str:
    say = tongue.say
    if one.why == "closed":
        return say("no shift at that hour")
    if one.why == "nobody":
        return say("{target} names nobody who could answer", target=target(one.who))
    who = person(one.who)
    return {
        "conflict": say("{who} has a conflict of interest", who=who),
        "left": say("{who} has left", who=who),
        "joins-later": say("{who} joins later", who=who),
        "absent": say("{who} is absent", who=who),
        "off-duty": say("{who} is outside working hours", who=who),
        "not-seated": say("{who} fills no seat", who=who),
    }[one.why]
