"""What keeps a file from being laid out."""

from typing import Final

from govcheck.finding import Diagnostic, Severity

FMT001: Final = Diagnostic(
    "FMT001",
    "unusual-syntax",
    Severity.WARNING,
    truth="Policy files are written so that `fmt` can lay them out and keep every comment.",
    why="YAML allows much that nobody needs, such as a key over several lines or a comment between "
    "an anchor and its value; a file with such things is left as it is.",
)
