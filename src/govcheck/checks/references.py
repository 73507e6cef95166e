"""Every name leads somewhere: those of documents, the paths of templates, and languages."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Lack, Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.fields import Reference, readable_references, translations
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import (
    did_you_mean,
    did_you_mean_target,
    meant_target,
    near_targets,
    only_near,
)
from govcheck.targets import read_target
from govcheck.translation import said

MOST_ADVICE = 100
"""For so many different unknown names the nearest known one is looked for."""


class _Advice(NamedTuple):
    """What to say of an unknown name, and what it must have been meant to be."""

    help: str | None = None
    meant: str | None = None


@check("REF001", "unknown-reference")
def unknown_reference(policy: Policy) -> Iterator[Problem]:
    """Every name in a document leads to a document that exists.

    A name that leads nowhere is a person whom nobody will tell, or a rule that never speaks.
    """
    advice: dict[tuple[str, str], _Advice] = {}
    for document in policy.documents:
        for reference in readable_references(document):
            namespace, name = _split(reference)
            if policy.knows(namespace, name):
                continue
            subject = (namespace, reference.name)
            if subject not in advice:
                few = len(advice) < MOST_ADVICE
                advice[subject] = _advise(policy, reference, namespace) if few else _Advice()
            given = advice[subject]
            kind, own = said(namespace), reference.name
            yield Problem(
                document.place(*reference.keys, of_key=reference.of_key),
                said("`{name}` is not a known {namespace}", name=own, namespace=kind),
                help=given.help or _none_at_all(policy, namespace),
                meant=given.meant,
                lacks=Lack(namespace, name),
            )


def _split(reference: Reference) -> tuple[str, str]:
    if reference.namespace != "target":
        return reference.namespace, reference.name
    target = read_target(reference.name)
    return target.traits.namespace or target.kind, target.id


def _none_at_all(policy: Policy, namespace: str) -> str | None:
    nothing = said("the policy has no {namespace} at all", namespace=namespace)
    return None if policy.names(namespace) else nothing


def _advise(policy: Policy, reference: Reference, namespace: str) -> _Advice:
    name, known = reference.name, policy.names(namespace)
    if reference.namespace == "target":
        every = policy.targets
        if near_targets(name, every):
            return _Advice(did_you_mean_target(name, every), meant_target(name, every))
        prefix = read_target(name).kind
        return _Advice(did_you_mean(name, [f"{prefix}:{one}" for one in known]))
    return _Advice(did_you_mean(name, known), only_near(name, known))


@check("PLAY016", "template-missing")
def template_missing(policy: Policy) -> Iterator[Problem]:
    """The template of every action is a file of the repository that can be read.

    Nobody writes a holding statement well in the night; a path that leads nowhere is found out at
    the worst time.
    """
    if policy.templates is None:
        return
    for _, path, place in _named(policy):
        if path not in policy.templates:
            near = did_you_mean(path, policy.templates)
            advice = near or said("write it, with its path from the repository's root")
            message = said("there is no template `{path}`", path=path)
            yield Problem(place, message, help=advice, lacks=Lack("template", path))
        elif (fault := policy.templates[path].fault) is not None:
            message = said("the template `{path}` {fault}", path=path, fault=fault)
            yield Problem(place, message, help=said("shorten it, or divide it"))


@check("PLAY017", "template-overdue")
def template_overdue(policy: Policy) -> Iterator[Problem]:
    """No template is past the `review_by` in its front matter.

    A text with last year's phone number does harm. Without `review_by` a template never gets old;
    the day itself is still in time.
    """
    for action, path, place in _named(policy):
        template = (policy.templates or {}).get(path)
        if template is None or template.review_by is None:
            continue
        if template.due is None:
            message = said(
                "the template of `{action}` has a `review_by` that is no date", action=action
            )
            advice = said("write a date like `2027-06-30` in `{path}`", path=path)
        else:
            message = said(
                "the template of `{action}` was to be reviewed by {due}",
                action=action,
                due=template.due,
            )
            advice = said("review `{path}`, and set the next date in it", path=path)
        yield Problem(place, message, help=advice, expires=template.due)


def _named(policy: Policy) -> Iterator[tuple[str, str, Place]]:
    """Every action with a template: its id, the path, and the place of that."""
    for playbook in policy.playbooks:
        for position, action in enumerate(playbook.actions):
            if action.template is not None:
                yield action.id, action.template, playbook.place("actions", position, "template")


@check("LANG001", "foreign-language-text")
def foreign_language_text(policy: Policy) -> Iterator[Problem]:
    """A text is translated into languages of the organisation.

    Nobody is shown a text in another language, and a misspelt tag hides the translation that it
    was to be.
    """
    organization = policy.organization
    if organization is None:
        return
    for document in policy.documents:
        for keys, text in translations(document):
            for language, _ in text.languages:
                if language not in organization.languages:
                    note, lacks = said("the organisation's languages"), Lack("language", language)
                    message = said(
                        "`{language}` is not a language of the organisation", language=language
                    )
                    see = organization.place("languages", note=note)
                    advice = did_you_mean(language, organization.languages)
                    at = document.place(*keys, language, of_key=True)
                    yield Problem(at, message, (see,), advice, lacks=lacks)
