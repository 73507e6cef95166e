"""What the site of the documentation has beside docs/: a hook of MkDocs, named in mkdocs.yml.

The README becomes the first page; the changelog, how to contribute and the examples are pages, too.
A link from a page to any other file of the repository leads to a copy of it, as it is, and one that
leads nowhere fails the build.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
}
"""Pages outside of docs/, and where the site has them."""
_LINK = re.compile(r"(\]\(|src=\"|srcset=\")(?!https?:|mailto:|#|/)([^)\s#\"]+)")


def on_files(files: Files, config: Any) -> Files:
    """Add the pages outside of docs/, and every file that a page links to."""
    pages = {
        **PAGES,
        **{_path(one): _path(one) for one in sorted(ROOT.glob("examples/*/README.md"))},
    }
    for source, target in pages.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, target, content=text))
    linked = set()
    for page in files.documentation_pages():
        source = _source(page.src_uri)
        for match in _LINK.finditer(page.content_string):
            linked.add(posixpath.normpath(posixpath.join(posixpath.dirname(source), match[2])))
    for name in sorted(linked):
        target = _target(name)
        if (ROOT / name).is_file() and files.get_file_from_path(target) is None:
            files.append(File.generated(config, target, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Links as the site has them: its pages of docs/ lie beside the others."""
    del config, files
    source = _source(page.file.src_uri)
    here = posixpath.dirname(page.file.src_uri)

    def link(match: re.Match[str]) -> str:
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(source), match[2]))
        return match[1] + posixpath.relpath(_target(meant), here or ".")

    return _LINK.sub(link, markdown)


def _path(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _source(uri: str) -> str:
    """Where the repository has a page of the site."""
    outside = {target: source for source, target in PAGES.items()}
    return outside.get(uri) or (uri if uri.startswith("examples/") else f"docs/{uri}")


def _target(name: str) -> str:
    """Where the site has a file of the repository."""
    return PAGES.get(name) or name.removeprefix("docs/").removeprefix(".")
