"""Handles: that the names of accounts and addresses can be such names."""

import re
from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.finding import Place, Problem
from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.policy import Policy
from govcheck.model.networks import Network, known_as
from govcheck.named_tuples import NamedTuple
from govcheck.translation import said

_EMAIL: Final = lazy_pattern(r"[^\s@<>,;:]+@[^\s@<>,;:]+")
_PLATFORMS: Final = {
    "github": ("GitHub", lazy_pattern(r"@?[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(_[A-Za-z0-9]+)?")),
    "gitlab": ("GitLab", lazy_pattern(r"@?[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}(?<!\.)")),
}
_ADDRESS: Final = lazy_pattern(
    r"[a-z]+://|www\.|[\w-]+\.(com|org|net|de|io|cn|social)/", re.IGNORECASE
)


class _Handle(NamedTuple):
    """A handle as it stands, and what it is meant to be."""

    text: str
    place: Place
    form: re.Pattern[str]
    called: str


@check("PERS015", "impossible-handle")
def impossible_handle(policy: Policy) -> Iterator[Problem]:
    """The accounts and e-mail addresses of people are such as can exist.

    Approvals are counted by account, and whoever has none that can be counts for nothing; a mail
    to an address that cannot be is read by nobody. An account is written as `bob` or `@bob`, not
    as the address of its page.
    """
    for handle in _of_people(policy):
        if handle.form.fullmatch(handle.text) is None:
            meant = _meant(handle)
            message = said("`{text}` cannot be {called}", text=handle.text, called=handle.called)
            shown = said("write it as it is shown there")
            advice = said("write `{meant}`", meant=meant) if meant else shown
            yield Problem(handle.place, message, help=advice, meant=meant)


@check("CHAN012", "impossible-channel-handle")
def impossible_channel_handle(policy: Policy) -> Iterator[Problem]:
    """The handle of a channel is one that its network can have.

    Whoever has to find the account in a hurry, or to report a fake one, needs its name as it is;
    the address of its page is `url`.
    """
    for channel in policy.channels:
        text, place = channel.handle, channel.place("handle")
        network = known_as(channel.network)
        if text != text.strip() or not text.isprintable():
            message, meant = said("`{text}` has blanks around it", text=text), text.strip()
            advice = said("write `{meant}`", meant=meant)
            yield Problem(place, message, help=advice, meant=meant or None)
        elif _ADDRESS.match(text):
            message = said("`{text}` is the address of a page and no handle", text=text)
            advice = said("write it as `url`, and the account as `handle`")
            yield Problem(place, message, help=advice)
        elif network is not None and not _can_be(text, network):
            message = said("`{text}` cannot be a handle on {name}", text=text, name=network.name)
            yield Problem(place, message, help=said("write the account as the network shows it"))


def _can_be(text: str, network: Network) -> bool:
    form = network.handle
    return form is None or re.fullmatch(form, text.removeprefix("@")) is not None


def _of_people(policy: Policy) -> Iterator[_Handle]:
    for person in policy.people:
        for field, (platform, form) in _PLATFORMS.items():
            text = getattr(person, field)
            if text is not None:
                called = said("a handle on {platform}", platform=platform)
                yield _Handle(text, person.place(field), form, called)
        if person.email is not None:
            yield _Handle(person.email, person.place("email"), _EMAIL, said("an e-mail address"))
        for position, contact in enumerate(person.contacts):
            if contact.via == "email":
                place = person.place("contacts", position, "address")
                yield _Handle(contact.address, place, _EMAIL, said("an e-mail address"))


def _meant(handle: _Handle) -> str | None:
    """What remains without blanks and without the rest of a page's address."""
    bare = handle.text.strip().removeprefix("mailto:").rstrip("/")
    for text in (bare, bare.rpartition("/")[2]):
        if handle.form.fullmatch(text):
            return text
    return None
