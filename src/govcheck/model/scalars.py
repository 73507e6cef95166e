"""The scalar types of the language, each with its wording and its JSON Schema."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

from govcheck.model import texts
from govcheck.modelling.declared import Field, Strict, TextForm, Then
from govcheck.named_tuples import NamedTuple
from govcheck.time import clock, working_days
from govcheck.time.working_days import Allowed
from govcheck.translation import translated

WEEKDAYS: Final = texts.WEEKDAYS


class Refers(NamedTuple):
    """Marks a text as a name from another document: of this namespace, or a `target`."""

    namespace: str
    besides: str | None = None
    """A word that may stand there and names nothing."""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Tell editors and other tools, too, what the text names."""
        return {**handler(core_schema), "x-refers-to": self.namespace}


def _form(pattern: str) -> TextForm:
    return TextForm(texts.READERS[pattern], pattern=pattern)


Text = Annotated[str, Strict(), Field(min_length=1)]
Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0)]
Positive = Annotated[int, Strict(), Field(ge=1)]
AnyNumber = Annotated[int, Strict()] | Annotated[float, Strict(), Field(allow_inf_nan=False)]
PlainValue = Annotated[bool, Strict()] | AnyNumber | Annotated[str, Strict()]

Id = Annotated[str, _form(texts.ID)]
Who = Annotated[str, _form(texts.WHO)]
FactName = Annotated[str, _form(texts.FACT)]
Target = Annotated[str, _form(texts.TARGET), Refers("target")]
PersonTarget = Annotated[str, _form(texts.PERSON)]
Clock = Annotated[str, _form(texts.CLOCK)]
"""What a deadline counts from: an instant of the incident, or an action of the playbook."""

Duration = Annotated[int, _form(clock.DURATION_PATTERN)]
"""Seconds, written `90s`, `15m`, `2h30m`, `3d`."""
TimeAllowed = Annotated[Allowed, _form(working_days.DEADLINE_PATTERN)]
"""Seconds, or working days, written `2wd`."""
Instant = Annotated[int, _form(clock.INSTANT_PATTERN)]
"""Seconds since 1970 UTC, written as RFC 3339 with an offset."""
Day = Annotated[date, _form(clock.DATE_PATTERN)]
DayOrInstant = Annotated[date | int, _form(texts.DAY_OR_INSTANT)]
ShownText = Annotated[str, _form(texts.SHOWN)]
Zone = Annotated[str, _form(texts.ZONE)]
TimeOfDay = Annotated[str, _form(texts.TIME)]
Hours = Annotated[str, TextForm(texts.read_hours, pattern=texts.HOURS)]
"""`09:00-17:30`, `18:00-24:00`; `22:00-06:00` crosses midnight."""
DayCount = Annotated[str, TextForm(texts.read_days, pattern=texts.DAYS)]
Language = Annotated[str, _form(texts.LANGUAGE)]
if TYPE_CHECKING:
    Prose = str
else:
    Prose = Annotated[Text | Annotated[dict[Language, Text], Field(min_length=1)], Then(translated)]
"""What people read: one text, or one in each of some languages."""

PersonId = Annotated[Id, Refers("person")]
NOBODY: Final = "nobody"
OnShift = Annotated[Id, Refers("person", besides=NOBODY)]
"""A person, or `nobody`: a gap that is meant."""
RoleId = Annotated[Id, Refers("role")]
TeamId = Annotated[Id, Refers("team")]
CouncilId = Annotated[Id, Refers("council")]
TrainingId = Annotated[Id, Refers("training")]
CalendarId = Annotated[Id, Refers("calendar")]
ChannelId = Annotated[Id, Refers("channel")]
SeverityId = Annotated[Id, Refers("severity")]
AreaId = Annotated[Id, Refers("area")]
EscalationId = Annotated[Id, Refers("escalation")]
PlaybookId = Annotated[Id, Refers("playbook")]
GoalId = Annotated[Id, Refers("goal")]
Pattern = Annotated[str, TextForm(texts.read_pattern, format="regex")]
"""A regular expression."""
