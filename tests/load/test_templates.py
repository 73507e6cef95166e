"""Templates: which files are looked at, and the date in them."""

from datetime import date

import pytest

from govcheck.load.repository import load_repository
from govcheck.load.templates import Template
from tests.load.trees import SMALL, MemoryTree


def template(path: str, text: str = "Text\n") -> Template | None:
    """What is read of a template that an action names."""
    playbook = (
        "kind: playbook\nid: p\nactions:\n"
        f'  - {{id: a, do: A, owed_by: "person:ana", template: "{path}"}}\n'
    )
    tree = MemoryTree({"policies/playbook.yaml": playbook, path: text})
    templates = load_repository(tree).policy.templates
    assert templates is not None
    return templates.get(path)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("---\nreview_by: 2027-06-30\n---\nText\n", date(2027, 6, 30)),
        ("\ufeff---\r\nreview_by: 2027-06-30\r\n---\r\nText", date(2027, 6, 30)),
        ('---\nlanguages: [en]\nreview_by: "2027-06-30"\n---\n', date(2027, 6, 30)),
        ("Text\n", None),
        ("", None),
        ("---\nlanguages: [en]\n---\n", None),
        ("---\nreview_by: 2027-06-30\n", None),
        ("Text\n---\nreview_by: 2027-06-30\n---\n", None),
        ("---\n- review_by\n---\n", None),
        ("---\n[broken\n---\n", None),
        ("---\nreview_by:\n---\n", None),
    ],
)
def test_the_date_in_the_front_matter(text: str, due: date | None) -> None:
    found = template("templates/a.md", text)
    assert found is not None
    assert found.due == due
    assert (found.review_by is None) == (due is None)


def test_a_date_that_is_none() -> None:
    found = template("templates/a.md", "---\nreview_by: next summer\n---\n")
    assert found == Template("next summer")
    assert found.due is None


@pytest.mark.parametrize(
    "path",
    ["/etc/hostname", "../secret.md", "templates/../../x", "./a.md", "templates//a.md", "C:/x", ""],
)
def test_only_files_of_the_repository_are_looked_at(path: str) -> None:
    if path:
        assert template(path, "Text") is None


def test_a_template_that_does_not_exist() -> None:
    tree = MemoryTree(
        {
            "policies/p.yaml": "kind: playbook\nid: p\nactions:\n"
            "  - {id: a, do: A, owed_by: 'person:ana', template: gone.md}\n"
        }
    )
    assert load_repository(tree).policy.templates == {}


def test_nobody_has_looked() -> None:
    assert load_repository(SMALL, templates=False).policy.templates is None
