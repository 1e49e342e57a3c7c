"""The languages into which texts are translated, and how their readers are spoken to."""

from dataclasses import dataclass

from policies.domain.language import gettext_noop

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_NAMES = {
    "en": gettext_noop("English"),
    "cy": gettext_noop("Welsh"),
    "ur": gettext_noop("Urdu"),
    "bn": gettext_noop("Bengali"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language by its code (BCP 47), its English name and its own.

    The sentences are what a reader of the language is told first, in that language:
    ``matches`` and ``prevails`` take a number, and the name of the other language.
    """

    code: str
    name: str
    own_name: str
    read_this_in: str
    matches: str
    lags: str
    source_prevails: str
    stands_equal: str
    not_yet_checked: str
    unchecked_when_made: str
    withheld: str

    @property
    def direction(self) -> str:
        """How it is written: “rtl” or “ltr”."""
        return direction_of(self.code)


def direction_of(code: str) -> str:
    """Return “rtl” or “ltr”, the direction in which the language of this code is written."""
    return "rtl" if code.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def name_of(code: str) -> str:
    """Return the English name of the language of this code, or the code itself."""
    return _NAMES.get(code.split("-")[0].lower(), code)


TARGETS = {
    language.code: language
    for language in (
        Language(
            code="cy",
            name="Welsh",
            own_name="Cymraeg",
            read_this_in="Darllen hwn yn Gymraeg",
            matches="Dyma fersiwn {number} yn Gymraeg.",
            lags=(
                "Nid yw fersiwn {number} mewn grym. Fersiwn {current} sydd mewn grym, ac nid yw’r "
                "cyfieithiad hwn yn dangos yr hyn a newidiodd ynddi."
            ),
            source_prevails="Os bydd gwahaniaeth, y testun Saesneg sydd drechaf.",
            stands_equal="Mae i’r testun Cymraeg a’r testun Saesneg yr un statws.",
            not_yet_checked="Nid yw’r cyfieithiad hwn wedi’i wirio eto.",
            unchecked_when_made=("Nid oedd y cyfieithiad hwn wedi’i wirio pan wnaed y ffeil hon."),
            withheld=(
                "Mae rhan o’r fersiwn hon wedi’i chuddio yn unol â’r gyfraith, felly ni ddangosir "
                "y cyfieithiad."
            ),
        ),
        Language(
            code="ur",
            name="Urdu",
            own_name="اردو",
            read_this_in="اسے اردو میں پڑھیں",
            matches="یہ متن نسخہ {number} کا اردو ترجمہ ہے۔",
            lags=(
                "نسخہ {number} اب نافذ نہیں ہے۔ اس وقت نسخہ {current} نافذ ہے، اور اس میں کی گئی "
                "تبدیلیاں اس ترجمے میں شامل نہیں ہیں۔"
            ),
            source_prevails="اگر دونوں متون میں فرق ہو تو انگریزی متن معتبر ہوگا۔",
            stands_equal="اردو اور انگریزی متن کی حیثیت برابر ہے۔",
            not_yet_checked="اس ترجمے کی ابھی تک جانچ نہیں ہوئی ہے۔",
            unchecked_when_made="جب یہ فائل بنائی گئی تو اس ترجمے کی جانچ نہیں ہوئی تھی۔",
            withheld=(
                "اس نسخے کا کچھ حصہ قانون کے تحت پوشیدہ رکھا گیا ہے، اس لیے یہ ترجمہ نہیں "
                "دکھایا جا رہا۔"
            ),
        ),
        Language(
            code="bn",
            name="Bengali",
            own_name="বাংলা",
            read_this_in="এটি বাংলায় পড়ুন",
            matches="এটি সংস্করণ {number}-এর বাংলা অনুবাদ।",
            lags=(
                "সংস্করণ {number} এখন আর বলবৎ নেই। এখন সংস্করণ {current} বলবৎ আছে, এবং তাতে যা "
                "বদলেছে তা এই অনুবাদে নেই।"
            ),
            source_prevails="দুটি পাঠের মধ্যে পার্থক্য থাকলে ইংরেজি পাঠটিই মান্য হবে।",
            stands_equal="বাংলা ও ইংরেজি পাঠের মর্যাদা সমান।",
            not_yet_checked="এই অনুবাদটি এখনও যাচাই করা হয়নি।",
            unchecked_when_made="এই ফাইলটি তৈরির সময় অনুবাদটি যাচাই করা হয়নি।",
            withheld=("আইন অনুসারে এই সংস্করণের একটি অংশ গোপন রাখা হয়েছে, তাই অনুবাদটি দেখানো হচ্ছে না।"),
        ),
    )
}
