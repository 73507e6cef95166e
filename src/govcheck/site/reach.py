"""The links with which a phone calls somebody, or writes to them."""

import re
from typing import Final

from govcheck.render.page.names import PHONES, call_link

_MAIL: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")


def reach(via: str, address: str) -> str:
    """The link of a way and an address; empty where a browser knows none."""
    if via in PHONES:
        return call_link(address)
    return f"mailto:{address}" if via == "email" and _MAIL.fullmatch(address) else ""
