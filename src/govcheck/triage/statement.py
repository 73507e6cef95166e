"""Facts added to an incident file that somebody wrote: comments and layout stay as they are."""

from collections.abc import Mapping

from govcheck.load.file import Loaded, load_file
from govcheck.load.nodes import Mapping as YamlMapping
from govcheck.load.nodes import plain
from govcheck.triage.incident import stated_lines


def with_facts(path: str, content: bytes, index: int, added: Mapping[str, object]) -> bytes | None:
    """The file with further facts in the document of that number; None where they do not fit in.

    What comes out is read again, and must state what the file stated and these, and nothing else.
    """
    loaded = load_file(path, content)
    root = loaded.roots[index]
    text = content.decode()
    if not isinstance(root, YamlMapping):
        return None
    for candidate in _candidates(text, root, added):
        fresh = load_file(path, candidate.encode())
        if _is_extended(loaded, fresh, index, added):
            return candidate.encode()
    return None


def _candidates(text: str, root: YamlMapping, added: Mapping[str, object]) -> list[str]:
    lines = stated_lines(added)
    entry = root.entries.get("facts")
    if entry is None:
        last = max(root.entries.values(), key=lambda one: one.end)
        at = _line_end(text, max(last.node.end, last.end))
        return [_inserted(text, at, ["facts:", *(f"  {line}" for line in lines)])]
    facts = entry.node
    if not isinstance(facts, YamlMapping):
        return []
    if text[facts.start : facts.start + 1] == "{":
        at = text.rfind("}", facts.start, facts.end + 1)
        mark = ", " if facts.entries else ""
        return [f"{text[:at].rstrip()}{mark}{', '.join(lines)}{text[at:]}"]
    first = min(facts.entries.values(), key=lambda one: one.start)
    last = max(facts.entries.values(), key=lambda one: one.start)
    column = first.start - (text.rfind("\n", 0, first.start) + 1)
    at = _line_end(text, max(last.node.end, last.end))
    return [_inserted(text, at, [" " * column + line for line in lines])]


def _line_end(text: str, at: int) -> int:
    """The end of the line on which something ends that may reach into the next one."""
    at = len(text[:at].rstrip())
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _inserted(text: str, at: int, lines: list[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    before = text[:at].removesuffix("\r")
    rest = text[len(before) :] or newline
    return before + "".join(newline + line for line in lines) + rest


def _is_extended(old: Loaded, new: Loaded, index: int, added: Mapping[str, object]) -> bool:
    before, after = [plain(root) for root in old.roots], [plain(root) for root in new.roots]
    changed = before[index]
    if not isinstance(changed, dict) or len(new.documents) != len(old.documents):
        return False
    facts = {name: list(value) if isinstance(value, tuple) else value
             for name, value in added.items()}  # fmt: skip
    before[index] = {**changed, "facts": {**changed.get("facts", {}), **facts}}
    return before == after
