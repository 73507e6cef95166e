"""Independent readers of the formats that other programs read."""

import re

TEXT = r"(?:[^#;\n%]|#\d+;)*"
MERMAID_LINE = re.compile(
    rf"  (participant \w+ as {TEXT}|\w+(->>|-->>)\w+: {TEXT}|Note over \w+: {TEXT})"
)
"""A line of a sequence diagram, as far as the reports use its grammar."""

Component = tuple[str, dict[str, str], list["Component"]]


def read_calendar(calendar: str) -> Component:
    """The components of a calendar, unfolded; everything that RFC 5545 forbids fails."""
    assert calendar.endswith("\r\n")
    assert re.search(r"(?<!\r)\n|\r(?!\n)", calendar) is None
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    stack: list[Component] = [("", {}, [])]
    for line in calendar.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            stack.append((value, {}, []))
        elif name == "END":
            component = stack.pop()
            assert component[0] == value
            stack[-1][2].append(component)
        else:
            assert re.fullmatch(r"[A-Z-]+", name), line
            assert name not in stack[-1][1], line
            stack[-1][1][name] = value
    (root,) = stack[0][2]
    assert len(stack) == 1
    return root
