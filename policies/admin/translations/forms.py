"""What translating asks: a language to begin with, words beside words, a file, a statement."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from policies.actions.translatedrows import LONGEST_HEADING
from policies.admin.forms import PlainText
from policies.domain.content import VersionContent
from policies.domain.languages import TARGETS
from policies.domain.translating import DESCRIPTION, TranslatedWords, WordsOfSection
from policies.models import Translation

TRANSLATOR = {
    "label": "Translated by",
    "max_length": 200,
    "help_text": "The agency or the post, as readers are told. Never a person.",
}
EQUAL = {
    "label": "Stands equal",
    "required": False,
    "help_text": "Both texts are decided on together, and neither prevails. Otherwise the text "
    "that was translated prevails.",
}


class StartForm(forms.Form):
    """Into which language, by whom, and with what standing."""

    language = forms.ChoiceField(label="Language", widget=forms.RadioSelect)
    translator = forms.CharField(**TRANSLATOR)
    stands_equal = forms.BooleanField(**EQUAL)

    def __init__(self, *args, taken=(), **options):
        super().__init__(*args, **options)
        self.fields["language"].choices = [
            (language.code, f"{language.name} ({language.own_name})")
            for language in TARGETS.values()
            if language.code not in taken
        ]


@dataclass(frozen=True, slots=True)
class Pair:
    """One passage of the source with the field for its translation."""

    source: str
    field: BoundField


@dataclass(frozen=True, slots=True)
class SectionOfPairs:
    """The passages of one section, or of the description."""

    title: str
    pairs: tuple[Pair, ...]


class WordsForm(forms.Form):
    """Every passage of the source beside its translation. Nothing is required: it may be saved
    as far as it has come."""

    translator = forms.CharField(**TRANSLATOR)
    stands_equal = forms.BooleanField(**EQUAL)
    opened_as = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, translation: Translation, source: VersionContent, **options):
        super().__init__(*args, **options)
        self.translation, self.source = translation, source
        words = translation.as_words()
        self.said = {section.lineage: section for section in words.sections}
        for name, label in DESCRIPTION.items():
            if getattr(source, name):
                is_long = name in ("summary", "change_summary", "change_reason")
                self._add(name, label, getattr(words, name), rows=3 if is_long else 1)
        for section in source.sections:
            said = self.said.get(section.lineage, WordsOfSection(lineage=section.lineage))
            self._add(f"{section.lineage}-heading", "Heading", said.heading, rows=1)
            if section.markdown:
                rows = min(30, 2 + len(section.markdown) // 60)
                self._add(f"{section.lineage}-text", "Text", said.markdown, rows=rows)
            for number, item in enumerate(section.items):
                text, reason = said.items[number] if number < len(said.items) else ("", "")
                name = f"{section.lineage}-{number}"
                self._add(name, f"{item.kind.label}, item {number + 1}", text, rows=3)
                if item.reason:
                    self._add(f"{name}-why", f"Reason of item {number + 1}", reason, rows=2)

    def _add(self, name: str, label: str, initial: str, *, rows: int) -> None:
        target = self.translation.target
        attrs = {"lang": target.code, "dir": target.direction, "rows": rows}
        one_line = rows == 1
        longest = LONGEST_HEADING if name.endswith("-heading") else None
        if one_line:
            widget = forms.TextInput(attrs={"lang": target.code, "dir": target.direction})
            field = forms.CharField(max_length=longest, widget=widget)
        else:
            field = PlainText(widget=forms.Textarea(attrs=attrs))
        field.label, field.initial, field.required = label, initial, False
        self.fields[name] = field

    def parts(self) -> Iterator[SectionOfPairs]:
        """The passages in the order of the text, each beside its field."""
        named = [name for name in DESCRIPTION if name in self.fields]
        yield SectionOfPairs(
            "Description", tuple(Pair(self._source_of(name), self[name]) for name in named)
        )
        for section in self.source.sections:
            pairs = [Pair(section.heading, self[f"{section.lineage}-heading"])]
            if section.markdown:
                pairs.append(Pair(section.markdown, self[f"{section.lineage}-text"]))
            for number, item in enumerate(section.items):
                name = f"{section.lineage}-{number}"
                pairs.append(Pair(item.text, self[name]))
                if item.reason:
                    pairs.append(Pair(item.reason, self[f"{name}-why"]))
            yield SectionOfPairs(section.title, tuple(pairs))

    def _source_of(self, name: str) -> str:
        value = getattr(self.source, name)
        return ", ".join(value) if name == "keywords" else value

    def words(self) -> TranslatedWords:
        """What was typed, over the frame of the source."""
        typed = self.cleaned_data
        sections = []
        for section in self.source.sections:
            lineage = section.lineage
            items = tuple(
                (typed.get(f"{lineage}-{number}", ""), typed.get(f"{lineage}-{number}-why", ""))
                for number in range(len(section.items))
            )
            sections.append(
                WordsOfSection(
                    lineage=lineage,
                    heading=typed.get(f"{lineage}-heading", ""),
                    markdown=typed.get(f"{lineage}-text", ""),
                    items=items,
                )
            )
        said = {name: typed.get(name, "") for name in DESCRIPTION}
        return TranslatedWords(**said, sections=tuple(sections))


class NothingForm(forms.Form):
    """Nothing is asked but the press of the button."""

    layout = "admin/moves/_form.html"


class CheckForm(forms.Form):
    """The word of a second reader of the language."""

    layout = "admin/moves/_form.html"
    statement = PlainText(
        label="What you compared",
        help_text="And how you know the language. Readers see it: “Read against the English, "
        "section by section; Welsh is my first language.”",
    )


class AgainForm(forms.Form):
    """Why a submitted translation is corrected."""

    layout = "admin/moves/_form.html"
    reason = PlainText(
        label="What is corrected", help_text="Readers of the corrected text are told it."
    )


class FileForm(forms.Form):
    """A translator’s file."""

    layout = "admin/moves/_form.html"
    file = forms.FileField(
        label="File",
        help_text="Markdown (.md). Its sections are found by their marks, or by their order.",
        widget=forms.FileInput(attrs={"accept": ".md,.txt"}),
    )

    def clean_file(self):
        try:
            return self.cleaned_data["file"].read(8_000_001).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError("This file is not text in UTF-8.") from error
