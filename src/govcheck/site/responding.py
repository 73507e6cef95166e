"""What the responder's page knows before its engine is up: duty, people, and the first question."""

import json
from collections.abc import Iterator
from typing import Any

from govcheck.counterfactuals.questions import Trials
from govcheck.render.escape import json_text
from govcheck.site.handbook import Handbook
from govcheck.site.reading import age_strings
from govcheck.site.sheet import known, question_json, shown
from govcheck.site.shifts import ShownShift
from govcheck.tongue import Tongue
from govcheck.triage.interview import Interview

LOCALES = {"en": "en-GB", "de": "de-DE"}


def respond_json(handbook: Handbook, tried: Trials) -> str:
    """The page's own data in one tongue, as JSON; what is `tried` for one serves the next."""
    reading, tongue = handbook.reading, handbook.tongue
    document = {
        "language": tongue.language,
        "locale": LOCALES[tongue.language],
        "zone": handbook.zone,
        "revision": reading.revision,
        "at": reading.at,
        "until": reading.until,
        "stale_after": reading.stale_after,
        "duty": [
            {"called": called, "stints": stints} for called, stints in _duty(handbook) if stints
        ],
        "people": {name: known(name, handbook.names) for name in handbook.roster.people},
        "first": _first(handbook, tried),
        "strings": strings(tongue),
    }
    return json_text(json.dumps(shown(document), ensure_ascii=False)) + "\n"


def _duty(handbook: Handbook) -> Iterator[tuple[str, list[ShownShift]]]:
    """Every rota and who has it when; of a policy without rotas, who is the last resort."""
    for rota in handbook.roster.rotas:
        yield handbook.names.document(f"rota/{rota}"), handbook.shifts.known(rota)
    if not handbook.roster.rotas:
        span = handbook.reading.at, handbook.reading.until
        yield handbook.tongue.say("Last resort"), [(*span, one) for one in handbook.last_resorts()]


def _first(handbook: Handbook, tried: Trials) -> dict[str, Any] | None:
    interview = Interview(handbook.program, handbook.reading.at, tried=tried)
    question = interview.next_question()
    if question is None:
        return None
    return question_json(question, handbook.names, 1, interview.most_left())


def strings(tongue: Tongue) -> dict[str, str]:
    """What the page says by itself; `{…}` are places that it fills."""
    say = tongue.say
    return {
        "title": say("New incident"),
        "yes": say("yes"),
        "no": say("no"),
        "unknown": say("I don't know"),
        "back": say("Back"),
        "answer": say("Answer"),
        "several": say("Everything that applies"),
        "these": say("These, or none"),
        "which": say("Which one"),
        "this": say("This one"),
        "number": say("{number} of at most {most}", number="{number}", most="{most}"),
        "change": say("{fact}: {value}. Ask again", fact="{fact}", value="{value}"),
        "call": say("Call {name}", name="{name}"),
        "write": say("Write to {name}", name="{name}"),
        "until": say("until {until}", until="{time}"),
        "then": say("then from {time}: {name}", time="{time}", name="{name}"),
        "closed": say("closed, as planned"),
        "nobody": say("NOBODY"),
        "unplanned": say("this copy does not know"),
        **age_strings(tongue),
        "other_policy": say(
            "This incident was begun with policy {revision}; this copy is another one.",
            revision="{revision}",
        ),
        "offline": say("Works offline."),
        "starting": say("The engine starts; you can read and answer already."),
        "slow": say("The engine still starts. Who is on duty stands above."),
        "thinking": say("Working it out"),
        "left": say("{time} left", time="{time}"),
        "late": say("{time} late", time="{time}"),
        "days": say("d"),
        "hours": say("h"),
        "minutes": say("min"),
        "by": say("by {time}", time="{time}"),
        "public": say("public"),
        "done": say("Done"),
        "is_done": say("done"),
        "answered": say("{name} has answered", name="{name}"),
        "agreed": say("{name} has agreed", name="{name}"),
        "needed_for": say("for: {task}", task="{task}"),
        "instead": say("{role}, for {name}", role="{role}", name="{name}"),
        "more_calls": say("more calls: {count}", count="{count}"),
        "more_rotas": say("more rotas: {count}", count="{count}"),
        "more_said": say("more answers: {count}", count="{count}"),
        "more_tags": say("Also: {names}", names="{names}"),
        "more_people": say("more people: {count}", count="{count}"),
        "more_approvals": say("more approvals: {count}", count="{count}"),
        "more_tasks": say("more tasks: {count}", count="{count}"),
        "ticked": say("Lines in the log: {count}", count="{count}"),
        "copied": say("The link is copied."),
        "unreadable": say("That is no incident that this page has written."),
        "replace": say("Replace the incident that is open on this phone?"),
        "sure": say("Everything said and ticked about this incident is removed. Go on?"),
    }
