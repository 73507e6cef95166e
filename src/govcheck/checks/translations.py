"""Translations: the languages in which people read the policy."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Lack, Problem
from govcheck.load.policy import Policy
from govcheck.model.fields import translations
from govcheck.nearest import did_you_mean
from govcheck.translation import said


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
                    here = organization.place(
                        "languages", note=said("the organisation's languages")
                    )
                    yield Problem(
                        document.place(*keys, language, of_key=True),
                        said(
                            "`{language}` is not a language of the organisation", language=language
                        ),
                        (here,),
                        did_you_mean(language, organization.languages),
                        lacks=Lack("language", language),
                    )
