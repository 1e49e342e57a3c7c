"""Translations of a town's texts: whoever writes one, and words for every passage of a source."""

from dataclasses import replace

from policies.actions import equaltexts, translating
from policies.domain.content import VersionContent
from policies.domain.translating import TranslatedWords, words_of
from policies.models import Submission, Translation, TranslationCheck, Version
from tests.factories import Town


def said_in(source: VersionContent, mark: str = "cy") -> TranslatedWords:
    """Words for every passage: the source’s own, each with a mark before it."""
    words = words_of(source)
    names = ("title", "summary", "audience", "coverage", "change_summary", "change_reason")
    return replace(
        words,
        **{name: f"{mark} {getattr(words, name)}" for name in names if getattr(words, name)},
        sections=tuple(
            replace(
                section,
                heading=f"{mark} {section.heading}",
                markdown=f"{mark} {section.markdown}" if section.markdown else "",
                items=tuple((f"{mark} {text}", f"{mark} {why}") for text, why in section.items),
            )
            for section in words.sections
        ),
    )


class Translating:
    """The author brings translations in; the monitoring officer reads the language."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def start(self, version: Version, language: str = "cy", **named) -> Translation:
        return translating.start_translation(
            version=version,
            language=language,
            translator="Brackenmoor Language Services",
            by=self.town.author,
            at=self.town.now(),
            **named,
        )

    def write(self, translation: Translation, mark: str = "") -> Translation:
        words = said_in(translation.source.content, mark or translation.language)
        return translating.write_translation(
            translation=translation, words=words, by=self.town.author, at=self.town.now()
        )

    def submit(self, translation: Translation) -> Submission:
        return translating.submit_translation(
            translation=translation, by=self.town.author, at=self.town.now()
        )

    def make(self, version: Version, language: str = "cy", **named) -> Translation:
        """A submitted translation of a version."""
        self.submit(self.write(self.start(version, language, **named)))
        return self.fresh(version, language)

    def check(self, translation: Translation) -> TranslationCheck:
        return equaltexts.check_translation(
            translation=translation,
            statement="Read against the English; I speak Welsh.",
            by=self.town.monitoring,
            at=self.town.now(),
        )

    def fresh(self, version: Version, language: str = "cy") -> Translation:
        return Translation.objects.get(version=version, language=language)
