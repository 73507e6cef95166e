"""On whose silence a call hangs: whose answers would end the escalation before its turn."""

from collections.abc import Iterable, Sequence

from govcheck.named_tuples import NamedTuple
from govcheck.render.page.names import PageNames
from govcheck.simulate.outcome import Event


class Answer(NamedTuple):
    """An answer that ends an escalation: of one person, or of somebody for each of some targets."""

    since: int
    """When they are told."""
    by: tuple[tuple[str, ...], ...]

    @property
    def people(self) -> set[str]:
        """Everybody whose answer is, or is a part of it."""
        return {one for some in self.by for one in some}


def answers_to(event: Event, *, joint: bool) -> list[Answer]:
    """The answers that end it once people are told; `joint` where each target must answer."""
    told = [(one.person, one.targets) for one in event.people]
    targets = dict.fromkeys(target for _, some in told for target in some)
    if joint and len(targets) > 1:
        by = tuple(tuple(who for who, some in told if target in some) for target in targets)
        if len({*by}) > 1:
            return [Answer(event.at, by)]
    return [Answer(event.at, ((who,),)) for who in dict.fromkeys(who for who, _ in told)]


def everybody(answers: Iterable[Answer]) -> set[str]:
    """All who may answer."""
    return {who for one in answers for who in one.people}


def unless_answered(answers: Sequence[Answer], names: PageNames) -> str:
    """On whose silence a call hangs that comes after some have been told."""
    tongue = names.tongue
    if _joint(answers):
        return tongue.say("unless {who} answer", who=_whose(answers, names))
    people = [names.short(who) for one in answers for who in one.people]
    if len(people) == 1:
        return tongue.say("only if {who} is silent", who=people[0])
    return tongue.say("only if {who} are silent", who=tongue.all_of(people))


def if_answered(answers: Sequence[Answer], count: int, names: PageNames) -> str:
    """That so many calls do not wait for their turn once somebody has answered."""
    tongue = names.tongue
    if _joint(answers):
        return tongue.count(
            "-> this one at once if {who} answer earlier",
            "-> all of these at once if {who} answer earlier",
            count,
            who=_whose(answers, names),
        )
    return tongue.count(
        "-> this one at once if {who} answers earlier",
        "-> all of these at once if {who} answers earlier",
        count,
        who=names.any_of([who for one in answers for who in one.people]),
    )


def if_nobody_answered(answers: Sequence[Answer], names: PageNames) -> str:
    """That nobody answered, or not all of those who had to."""
    tongue, joint = names.tongue, _joint(answers)
    if not joint:
        return tongue.say("if nobody answered")
    if len(joint) < len(answers):
        people = dict.fromkeys(who for one in joint for some in one.by for who in some)
        return tongue.say("if nobody but {who} answered", who=names.any_of([*people]))
    return tongue.say("unless {who} answered", who=_whose(joint, names))


def _joint(answers: Sequence[Answer]) -> list[Answer]:
    return [one for one in answers if len(one.by) > 1]


def _whose(answers: Sequence[Answer], names: PageNames) -> str:
    """`Ana and Wei both or Marcus`."""
    return names.tongue.any_of([_together(one, names) for one in answers])


def _together(answer: Answer, names: PageNames) -> str:
    tongue = names.tongue
    people = [names.any_of(some) for some in answer.by]
    if len(people) == 1:
        return people[0]
    if len(people) == 2:
        return tongue.say("{people} both", people=tongue.all_of(people))
    return tongue.say("{people} all", people=tongue.all_of(people))
