"""Second factors: what counts as one, in the words that people use for them."""

import re
from typing import Final, Literal

from govcheck.lazy_pattern import lazy_pattern

Strength = Literal["strong", "weak", "none", "unknown"]
"""`weak` is one that a thief of a phone number or a mailbox has, too."""

_NOT: Final = lazy_pattern(
    r"\b(no|not|none|never|nobody|without|off|false|disabled|missing|lacking|todo|to do|tbd|tba|"
    r"tbc|fixme|n/?a|planned|plan|pending|soon|later|open|unknown|unclear|progress|requested|hold|"
    r"optional|some|partly|nein|nicht|kein\w*|ohne|noch|aus|geplant|offen|bald|non|pas|aucune?|sin|"
    r"ninguno)\b|\?"
)
_JUST_SO: Final = ("on", "an", "active", "oui", "si", "s\u00ed")
_SAID: Final = lazy_pattern(
    r"\b(yes|true|enabled|enforced|required|mandatory|ja|aktiv|2fa|mfa|(two|2)[- ]factor)\b"
)
_STRONG: Final = lazy_pattern(
    r"\b(authenticat\w*|authentifi\w*|totp|hotp|otps?|one[- ]time|fido2?|webauthn|u2f|"
    r"pass[- ]?keys?|yubi[- ]?keys?|titan|nitrokeys?|solokeys?|"
    r"(security|hardware|usb)[- ](keys?|tokens?)|tokens?|smart[- ]?cards?|certificates?|push|duo|"
    r"okta|authy|1password|bitwarden|sso|saml|oidc|single[- ]sign[- ]on|biometric\w*|face id|"
    r"touch id|fingerprint|sicherheitsschl\u00fcssel|hardwareschl\u00fcssel|einmal\w*)\b"
)
_WEAK: Final = lazy_pattern(
    r"\b(sms|text messages?|phone|calls?|voice|e-?mails?|telefon|anruf|backup codes?)\b"
)


def strength(stated: bool | str | None) -> Strength:
    """How strong a second factor is that somebody states.

    A text counts as one only where it names a known one, or says that there is one, and nothing in
    it says that it is not there yet.
    """
    if stated is None or isinstance(stated, bool):
        return "strong" if stated else "none"
    text = " ".join(re.sub(r"[_,;:.]", " ", stated).casefold().split())
    if not text or _NOT.search(text):
        return "none"
    if _STRONG.search(text):
        return "strong"
    if _WEAK.search(text):
        return "weak"
    return "strong" if text in _JUST_SO or _SAID.search(text) else "unknown"
