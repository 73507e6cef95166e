"""Changes that neither `validate` nor a scenario notices, and why none has to.

Whatever is not listed has to be noticed. A pattern is matched against the whole name of a change.
"""

import re
from typing import Final

_WORDS: Final = "it is told to people as it stands; no program acts on it"
_WORLD: Final = "it states a fact about the world that nothing else in the policy states"
_FEWER: Final = "fewer people do it, and the checks find that they still suffice"
_LOOSER: Final = "a different policy that is sound by every check, as its council may want it"
_GATED: Final = "it decides no incident; changing it needs the approvals that it states itself"
_PROVED: Final = "`prove` reads it, and `validate` only whether it can be read"
_REDUNDANT: Final = "other conditions say so, too; no incident is decided differently"
_CLASHING: Final = "`prove` finds two rules that match, of which one may (RULE002)"
_IN_TIME: Final = "the deadlines and promises that the scenarios state are kept with or without it"

REDUNDANT: Final = (
    "drop decision playbooks.rules[influencer-turns].then[0]",
    "drop decision severity-harm.rules[injury-claimed].when.any[0]",
    "drop decision severity-harm.rules[leak-alleged].when.any[0]",
)
"""Conditions and results without which every incident is decided as before, which is proved."""

CLASHING: Final = (
    "drop decision route.rules[owner-needs-help].when.relationship",
    "drop decision route.rules[owner-asks-about-product].when.relationship",
    "drop decision route.rules[owner-asks-about-product].when.topics.none_of",
    "drop decision route.rules[owner-asks-about-product].when.topics.none_of[0]",
    "drop decision route.rules[owner-asks-about-product].when.topics.none_of[1]",
)
"""Conditions without which two rules match, of which one may: `prove` finds them (RULE002)."""

HARMLESS: Final[tuple[tuple[str, str], ...]] = (
    # What people read.
    (r"(drop|rename) .*\.(en|de)", _WORDS),
    (r"drop playbook\.actions\[\]\.pauses", _WORDS),
    (r"(drop|rename) channel\.(url|region|audience|backup|scheduler|handle|review_by)", _WORDS),
    (r"drop channel\.standards\.(tone|alt_text|disclosure|engagement|hashtags|length)", _WORDS),
    (r"drop channel\.standards\.(calendar|posts.*|content.*|respond_within)", _WORDS),
    (r"drop advocate\.(guidelines|channels\[\])", _WORDS),
    (r"drop organization\.(resources.*|x-handbook|languages\[\])", _WORDS),
    (r"drop person\.(email|employer|department|github|gitlab)", _WORDS),
    (r"drop person\.absences\[\]\.reason", _WORDS),
    (r"drop (role|team)\.(responsibilities\[\]|responsibilities|mission|outsourced_to)", _WORDS),
    (r"drop team\.responsibilities\.[a-z-]+\.responsible\[\]", _FEWER),
    (r"drop team\.members\[\]\.(weekly_hours|role)", _WORDS),
    (r"drop playbook\.forbidden_until_approved(\[\])?", _WORDS),
    (r"drop playbook\.actions\[\]\.template", _WORDS),
    (r"drop vocabulary\.facts\.\w+\.(ask|unit|label|labels(\.[\w-]+)?)", _WORDS),
    (r"drop decision [a-z-]+\.(label|labels(\.[a-z-]+)?)", _WORDS),
    (r"drop (calendar|escalation|guarantee|playbook|representative|rota)\.name", _WORDS),
    (r"drop decision [a-z-]+\.(because|rules\[[a-z-]+\]\.review_by)", _WORDS),
    (r"rename decision [a-z-]+\.rules\[[a-z-]+\]\.id", _WORDS),
    (r"rename escalation\.steps\[\]\.id", _WORDS),
    # What only the world can contradict.
    (r"(drop|expire) calendar\.closed(\[\])?", _WORLD),
    (r"drop calendar\.(holidays|hours)(\..*)?", _WORLD),
    (r"drop (person|channel|representative)\.languages(\[\])?", _WORLD),
    (r"drop person\.(timezone|calendar|active(\.\w+)?)", _WORLD),
    (r"expire person\.active\.from", _WORLD),
    (r"drop person\.contacts\[\](\.verified_on)?", _WORLD),
    (r"expire person\.contacts\[\]\.verified_on", _WORLD),
    (r"drop person\.trainings\[\]", _WORLD),
    (r"drop network\.folds_at", _WORLD),
    (r"expire person\.trainings\[\]\.completed_on", _WORLD),
    (r"(drop|expire) council\.seats\[\]\.term\.from", _WORLD),
    (r"swap council", _WORLD),
    # Somebody less, or somebody else.
    (r"drop person\.(deputies|roles)(\[\])?", _FEWER),
    (r"drop (rota|team)\.members\[\]", _FEWER),
    (r"drop council\.chain_of_command\[\]", _FEWER),
    (r"drop escalation\.steps\[\]\.notify\[\]", _FEWER),
    (r"drop channel\.(admins\[\]|standards\.approvals.*)", _FEWER),
    (r"drop representative\.(topics|channels)(\[\])?", _FEWER),
    (r"drop goal\.channels\[\]", _FEWER),
    (r"drop playbook\.approvals\[\]\.by\.(any_of|all_of|of)\[\]", _FEWER),
    (r"swap (rota|team|person|channel)", _FEWER),
    # Another policy, as sound as this one.
    (r"drop role\.(excludes|permissions|requires_training)(\[\])?", _LOOSER),
    (r"drop training\.valid_for", _LOOSER),
    (r"drop organization\.(size|responsibilities)", _LOOSER),
    (r"drop council\.decides_by", _LOOSER),
    (r"drop playbook\.actions\[\]\.(needs(\[\])?|publishes|drafted_by)", _LOOSER),
    (r"drop playbook\.(actions|approvals)\[\]\.when(\.\w+)?", _LOOSER),
    (r"drop rota\.(until|calendar)", _LOOSER),
    (r"expire rota\.starts", _LOOSER),
    # Sooner or later, or by another way, and always in time.
    (r"drop person\.notification(\[\](\.after)?)?", _IN_TIME),
    (r"drop escalation\.(repeat|steps\[\](\.(via(\[\])?|wait|always|on_empty))?)", _IN_TIME),
    (r"drop escalation\.steps\[\]\.when(\.playbooks(\.none_of)?(\[\])?)?", _IN_TIME),
    (r"drop playbook\.(actions|approvals)\[\]\.(after(\[\])?|calendar|clock)", _IN_TIME),
    # What other commands are for.
    (r"drop change-control\.rules\[\](\..*)?", _GATED),
    (r"drop guarantee\.(for|holds|notified|tolerates).*", _PROVED),
    (r"drop vocabulary\.facts\.\w+\.(minimum|maximum|worse)", _PROVED),
    # Conditions that are there for the reader; a test looks for an incident that they decide.
    *((re.escape(name), _REDUNDANT) for name in REDUNDANT),
    *((re.escape(name), _CLASHING) for name in CLASHING),
)

WITHOUT_EFFECT: Final = (
    # Nothing but checks and people read it.
    r"drop advocate\.guidelines",
    r"drop channel\.(audience|region|review_by|scheduler|url|languages\[\])",
    r"drop channel\.standards\.(alt_text|disclosure|engagement|hashtags|length|posts.*|tone)",
    r"drop decision [a-z-]+\.(because|rules\[[a-z-]+\]\.review_by)",
    r"rename decision [a-z-]+\.rules\[[a-z-]+\]\.id",
    r"drop goal\.channels\[\]",
    r"drop network\.folds_at",
    r"drop organization\.(languages\[\]|resources.*|responsibilities|size|x-handbook)",
    r"drop person\.(absences\[\]\.reason|department|languages(\[\])?)",
    r"(drop|expire) person\.contacts\[\]\.verified_on",
    r"(drop|expire) person\.trainings\[\](\.completed_on)?",
    r"drop representative\.languages(\[\])?",
    r"drop (role\.responsibilities(\[\])?|team\.mission|team\.members\[\]\.weekly_hours)",
    r"drop vocabulary\.facts\.\w+\.(ask|label|labels(\.[\w-]+)?|minimum)",
    r"drop decision [a-z-]+\.(label|labels(\.[a-z-]+)?)",
    r"drop (calendar|escalation|guarantee|playbook|representative|rota)\.name",
    r"(drop|rename) .*\.(en|de)",
    # Another entry says the same, or it begins or ends beyond the horizon.
    r"drop person\.(timezone|notification\[\]\.after)",
    r"drop (role\.permissions\[\]|channel\.standards\.approvals\.drafts)",
    r"(drop|expire) calendar\.(closed|holidays).*",
    r"(drop rota\.until|expire rota\.starts)",
    r"drop escalation\.steps\[\]\.on_empty",
    r"swap channel",
    *map(re.escape, REDUNDANT),
)
"""Harmless changes of which `diff` may have nothing to say; of all others it has an effect."""


def reason(name: str) -> str | None:
    """Why a change of that name need not be noticed; None where it must be."""
    return next((why for pattern, why in HARMLESS if re.fullmatch(pattern, name)), None)
