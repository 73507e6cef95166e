"""Who is on duty now, as Slack's `usergroups.users.update` takes it."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govcheck.errors import GovcheckError
from govcheck.render.escape import json_text


class SlackMembers(NamedTuple):
    """The members of a user group by Slack's ids, and who has none."""

    text: str
    missing: tuple[str, ...]


def usergroup(
    group: str, people: Sequence[tuple[str, str | None]], ids: Mapping[str, str]
) -> SlackMembers:
    """The body of the request for a group; `ids` are Slack's, by address in small letters."""
    found = [ids.get((email or "").casefold()) for _, email in people]
    users = dict.fromkeys(one for one in found if one is not None)
    body = {"usergroup": group, "users": ",".join(users)}
    missing = [name for (name, _), one in zip(people, found, strict=True) if one is None]
    return SlackMembers(json_text(json.dumps(body, ensure_ascii=False)) + "\n", tuple(missing))


def slack_ids(text: str) -> dict[str, str]:
    """Slack's ids by address, of what `users.list` answers.

    Raises:
        GovcheckError: It is something else.
    """
    try:
        members = json.loads(text)["members"]
        return {
            str(one["profile"]["email"]).casefold(): str(one["id"])
            for one in members
            if isinstance(one.get("profile"), dict)
            and one["profile"].get("email")
            and not one.get("deleted")
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise GovcheckError("the file is not what Slack's `users.list` answers") from None


def has_more(text: str) -> bool:
    """Whether what `users.list` answers is one page of several."""
    metadata = json.loads(text).get("response_metadata")
    return isinstance(metadata, dict) and bool(metadata.get("next_cursor"))
