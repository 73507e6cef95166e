"""Users of PagerDuty, with the ways to reach them."""

from typing import Any, Final

from govcheck.imports.batch import Batch
from govcheck.imports.cursor import Cursor
from govcheck.imports.remark import say

_WAYS: Final = {
    "email_contact_method": "email",
    "phone_contact_method": "phone",
    "sms_contact_method": "sms",
    "push_notification_contact_method": "push",
}
_LONGEST_DELAY: Final = 60 * 24 * 31


def person(batch: Batch, user: Cursor) -> None:
    """Take somebody, with what they want to be told by, and in which order."""
    key = user.text("id")
    name = user.text("name", "summary")
    email = user.text("email", otherwise="") or None
    fields: dict[str, Any] = {}
    if user.find("time_zone") is not None:
        fields["timezone"] = user.zone("time_zone")
    ways: dict[str, str] = {}
    contacts: list[dict[str, str]] = []
    for method in user.items("contact_methods"):
        way = _WAYS.get(method.text("type").removesuffix("_reference"))
        address = method.text("address", otherwise="")
        if way is None or not address:
            said = say("`{name}`: a way to reach them that has no address", name=name)
            batch.leave_out(method, None, said)
            continue
        if way in ("phone", "sms") and method.find("country_code") is not None:
            address = f"+{method.number('country_code', most=9999)} {address}"
        ways[method.text("id", otherwise="")] = way
        if way not in [one["via"] for one in contacts]:
            contacts.append({"via": way, "address": address})
        else:
            said = say("`{name}`: a second address for `{way}`", name=name, way=way)
            batch.leave_out(method, None, said)
    if contacts:
        fields["contacts"] = contacts
    sequence = []
    for rule in user.items("notification_rules"):
        if rule.text("urgency", otherwise="high") != "high":
            batch.leave_out(rule, None, say("`{name}`: rules for what is not urgent", name=name))
            continue
        way = ways.get(rule.get("contact_method").text("id", otherwise=""))
        if way is not None:
            delay = rule.number("start_delay_in_minutes", most=_LONGEST_DELAY)
            sequence.append({"via": way, "after": f"{delay}m"})
    if sequence:
        fields["notification"] = sequence
    batch.person(user, key, name, email, fields)
