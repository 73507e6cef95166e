"""Reviews as the platforms tell of them, whatever else they tell.

GitHub: the list that `GET /repos/{owner}/{repo}/pulls/{number}/reviews` returns, one page or
several, one after the other or in one list. GitLab: what
`GET /projects/:id/merge_requests/:iid/approvals` or `…/approval_state` returns; beside it, as
`versions`, what `…/versions` returns, which tells which commit was there to be approved, and as
`reviewers`, what `…/reviewers` returns, which tells who asks for changes.
"""

import json
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from govcheck.errors import GovcheckError
from govcheck.time.clock import parse_instant
from govcheck.translation import said, told

Platform = Literal["github", "gitlab"]
Opinion = Literal["approved", "refused", "withdrawn", "none"]

MOST_BYTES: Final = 64 * 1024 * 1024

_OPINIONS: Final[dict[str, Opinion]] = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "refused",
    "DISMISSED": "withdrawn",
    "COMMENTED": "none",
    "PENDING": "none",
}
"""The documented states. `COMMENTED` and `PENDING` neither give nor withdraw."""


class ReviewsError(GovcheckError):
    """Reviews that cannot be read."""


class Review(NamedTuple):
    """What somebody said about a change. Later reviews come later in every list of them."""

    handle: str | None
    """None where the account is gone."""
    opinion: Opinion
    commit: str | None
    """The commit that was looked at; None where the platform does not say."""
    is_bot: bool
    at: int | None = None
    """When it was given, in seconds since 1970 UTC, where it matters."""


def read_reviews(content: bytes, platform: Platform) -> tuple[Review, ...]:
    """All reviews, earliest first.

    Raises:
        ReviewsError: It is no such list, or something in it lacks what is needed.
    """
    values = list(_values(content))
    if platform == "gitlab":
        return tuple(_gitlab(values))
    reviews = [_github(number, one) for number, one in enumerate(_flat(values), start=1)]
    return tuple(review for _, review in sorted(reviews, key=_order))


def _order(one: tuple[tuple[int, int], Review]) -> tuple[tuple[int, int], bool]:
    """By time; of one review that two pages tell of, the approval first, so that it is overruled.

    A review keeps its id and its time when it is dismissed between two pages.
    """
    when, review = one
    return when, review.opinion != "approved"


def _values(content: bytes) -> Iterator[Any]:
    """The JSON values of a file, one after the other."""
    if len(content) > MOST_BYTES:
        raise ReviewsError(said("the reviews are larger than any that a platform returns"))
    try:
        text = content.decode("utf-8-sig")
        decoder = json.JSONDecoder(object_pairs_hook=_once)
        position = _next(text, 0)
        while position < len(text):
            value, position = decoder.raw_decode(text, position)
            yield value
            position = _next(text, position)
    except json.JSONDecodeError as error:
        where = said("line {line} column {column}", line=str(error.lineno), column=str(error.colno))
        raise ReviewsError(
            said("the reviews are not JSON: {error}: {where}", error=error.msg, where=where)
        ) from None
    except RecursionError:
        raise ReviewsError(said("the reviews are not JSON: it is nested too deeply")) from None
    except ValueError as error:
        raise ReviewsError(said("the reviews are not JSON: {error}", error=told(error))) from None


def _next(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\r\n":
        position += 1
    return position


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(said("a key stands twice in one object"))
    return found


def _flat(values: list[Any]) -> Iterator[Any]:
    """The reviews of all pages: lists, lists of lists, or one object after the other."""
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield value


def _github(number: int, review: Any) -> tuple[tuple[int, int], Review]:
    where = said("review {number}", number=number)
    if not isinstance(review, dict):
        raise ReviewsError(said("{where} is no object", where=where))
    state = _text(review, "state", where).upper()
    opinion: Opinion = _OPINIONS.get(state, "refused")
    if "user" not in review:
        raise ReviewsError(said("{where} has no `user`", where=where))
    user = review["user"]
    handle = None if user is None else _text(_object(user, f"{where}, `user`"), "login", where)
    identity = review.get("id")
    if not isinstance(identity, int) or isinstance(identity, bool):
        raise ReviewsError(said("{where} has no `id`", where=where))
    if state == "PENDING":
        return (0, identity), Review(handle, opinion, None, is_bot=False)
    commit = review.get("commit_id")
    if commit is not None and not isinstance(commit, str):
        raise ReviewsError(said("{where} has a `commit_id` that is no text", where=where))
    if "commit_id" not in review and opinion == "approved":
        raise ReviewsError(said("{where} has no `commit_id`", where=where))
    at = _instant(_text(review, "submitted_at", where), where)
    is_bot = handle is not None and (
        user.get("type", "User") != "User" or handle.lower().endswith("[bot]")
    )
    return (at, identity), Review(handle, opinion, commit, is_bot, at)


def _gitlab(values: list[Any]) -> Iterator[Review]:
    if len(values) != 1 or not isinstance(values[0], dict):
        raise ReviewsError(said("GitLab's approvals are one object"))
    found = values[0]
    approvals = found.get("approvals", found)
    objecting = list(_objecting(found.get("reviewers")))
    approved = _approved_by(approvals) if isinstance(approvals, dict) else None
    if not isinstance(approved, list):
        raise ReviewsError(said("the approvals have no list `approved_by`"))
    versions = sorted(_versions(found.get("versions")))
    for number, one in enumerate(approved, start=1):
        where = said("approval {number}", number=number)
        user = _object(_object(one, where).get("user"), f"{where}, `user`")
        handle = _text(user, "username", where)
        stated = one.get("approved_at")
        at = None if stated is None else _instant(_text(one, "approved_at", where), where)
        commit = None
        if "versions" in found:
            seen = [head for since, head in versions if at is not None and since <= at]
            commit = seen[-1] if seen else ""
        is_bot = user.get("bot") is True or _is_gitlab_bot(handle)
        state = user.get("state", "active")
        yield Review(handle, "approved" if state == "active" else "withdrawn", commit, is_bot, at)
    yield from objecting


def _objecting(found: Any) -> Iterator[Review]:
    """Reviewers who ask for changes. It is their last word: approving would have replaced it."""
    for number, one in enumerate(_listed(found, said("`reviewers` is no list")), start=1):
        where = said("reviewer {number}", number=number)
        reviewer = _object(one, where)
        user = _object(reviewer.get("user"), f"{where}, `user`")
        handle = _text(user, "username", where)
        if _text(reviewer, "state", where) == "requested_changes":
            is_bot = user.get("bot") is True or _is_gitlab_bot(handle)
            yield Review(handle, "refused", None, is_bot)


def _approved_by(approvals: dict[str, Any]) -> Any:
    """The approvals of `…/approvals`, or those of all rules of `…/approval_state`."""
    rules = approvals.get("rules")
    if "approved_by" in approvals or not isinstance(rules, list):
        return approvals.get("approved_by")
    found: list[Any] = []
    for number, rule in enumerate(rules, start=1):
        users = _object(rule, said("rule {number}", number=number)).get("approved_by")
        if not isinstance(users, list):
            raise ReviewsError(said("rule {number} has no list `approved_by`", number=number))
        for user in users:
            stated = {"user": user}
            if isinstance(user, dict) and "approved_at" in user:
                stated["approved_at"] = user["approved_at"]
            if stated not in found:
                found.append(stated)
    return found


def _versions(found: Any) -> Iterator[tuple[int, str]]:
    for number, one in enumerate(_listed(found, said("`versions` is no list")), start=1):
        where = said("version {number}", number=number)
        version = _object(one, where)
        since = _instant(_text(version, "created_at", where), where)
        yield since, _text(version, "head_commit_sha", where)


def _listed(value: Any, problem: str) -> list[Any]:
    """A list that may be left out."""
    if value is not None and not isinstance(value, list):
        raise ReviewsError(problem)
    return value or []


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ReviewsError(said("{where} is no object", where=where))
    return value


def _text(value: dict[str, Any], key: str, where: str) -> str:
    found = value.get(key)
    if not isinstance(found, str) or not found:
        raise ReviewsError(said("{where} has no `{key}`", where=where, key=key))
    return found


def _instant(text: str, where: str) -> int:
    try:
        return parse_instant(text)
    except ValueError as error:
        raise ReviewsError(
            said("{where}: `{value}` {reason}", where=where, value=text[:40], reason=told(error))
        ) from None


def _is_gitlab_bot(handle: str) -> bool:
    """Access tokens of projects and groups act under names such as `project_7_bot_a1b2`."""
    parts = handle.lower().split("_")
    return len(parts) > 2 and parts[0] in ("project", "group") and parts[2].startswith("bot")
