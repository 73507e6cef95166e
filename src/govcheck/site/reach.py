"""The links with which a phone calls somebody, or writes to them."""

import re
from typing import Final

from govcheck.render.page.names import PHONES

_MAIL: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")


def reach(via: str, address: str) -> str:
    """The link of a way and an address; empty where a browser knows none."""
    if via in PHONES:
        digits = "".join(re.findall("[0-9]", address))
        return f"tel:{'+' if address.strip().startswith('+') else ''}{digits}"
    return f"mailto:{address}" if via == "email" and _MAIL.fullmatch(address) else ""
