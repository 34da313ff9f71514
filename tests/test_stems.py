"""Words found again with their article, prefixes and endings, and what must stay a word of its own."""

from __future__ import annotations

import time

import pytest

from handbookpub import languages, stems
from handbookpub.model import Place, Term

SAME = {
    "ar": {
        "المتاجرة بالبشر": [
            "المتاجرة بالبشر", "والمتاجرة بالبشر", "للمتاجرة بالبشر", "وبالمتاجرة بالبشر", "متاجرة بالبشر",
            "المُتاجَرة بِالبَشَر", "المتـاجرة بالبشر", "المتاجرة\nبالبشر", "المتاجرة\u00a0بالبشر", "متاجرتهم بالبشر",
            "المتاجرة في البشر", "المتاجره بالبشر",
        ],
        "ضحية الاتجار": ["ضحايا الاتجار", "للضحية الاتجار", "ضحيتان للاتجار", "ضحيتي الاتجار", "وضحايا الإتجار"],
        "مهاجر غير شرعي": ["المهاجرين غير الشرعيين", "مهاجرات غير شرعيات", "ومهاجرة غير شرعية", "مهاجرون غير شرعيين"],
        "خادمة": ["الخادمات", "خادماتهم", "وللخادمة", "خادمتان", "خادمته"],
        "قاصر": ["قاصرًا", "القاصرون", "القاصرات", "بقاصر"],
        "المساعدة والحماية": ["المساعدة والحماية", "مساعدة وحماية", "بالمساعدة والحماية"],
        "الخط الساخن": ["الخطوط الساخنة", "بالخط الساخن", "خط ساخن"],
        "مدير الحالة": ["مديرو الحالات", "مديرة الحالة", "ومديري الحالات"],
    },
    "fr": {
        "trafic d’êtres humains": ["trafic d'êtres humains", "le trafic des êtres humains", "trafics d’êtres\nhumains"],
        "esclavage": ["l’esclavage", "d'esclavage", "qu’esclavage"],
        "travailleur domestique": ["travailleuses domestiques", "travailleuse domestique", "travailleurs domestiques"],
        "prostituée": ["prostituées", "Prostituée", "prostitue\u0301es"],
        "travail forcé": ["travaux forcés"],
        "clandestin": ["clandestine", "clandestines", "CLANDESTINS"],
        "aide sociale": ["aides sociales"],
    },
    "en": {
        "sex slave": ["sex slaves", "sex-slave", "Sex\nslaves", "the sex slave’s"],
        "child victim": ["children victims", "child victims"],
        "case study": ["case studies"],
        "maid": ["maid's", "maids", "maids’"],
    },
}  # fmt: skip
OTHER = {
    "ar": {
        "تهريب البشر": ["تهريب المهاجرين", "تهريب. البشر", "تهريب، البشر"],
        "خادمة": ["خدمة", "الخدمات", "خادم", "يخدم"],
        "تاجر البشر": ["تجارة البشر"],
        "ضحية موافقة": ["الضحية وموافقتها", "الضحية، موافقة"],
        "معاقين": ["المعاقبة", "معوقات"],
        "قاصر": ["قصر", "قصور", "قصرت", "تقصير"],
        "المقابلة": ["مقابل", "القبول"],
        "متسلل": ["تسلسل", "سلة"],
    },
    "fr": {"servante": ["servant", "servir", "service"], "traite": ["traiter"], "bonne à tout": ["bonne idée"]},
    "en": {"maid": ["made", "maiden"], "slave": ["slavery"], "illegal migrant": ["illegal. Migrants"]},
}  # fmt: skip
PAIRS = [
    (code, phrase, text, True) for code, table in SAME.items() for phrase, texts in table.items() for text in texts
] + [(code, phrase, text, False) for code, table in OTHER.items() for phrase, texts in table.items() for text in texts]


@pytest.mark.parametrize(("code", "phrase", "text", "same"), PAIRS)
def test_a_phrase_is_found_in_all_its_forms_and_in_no_other_word(code, phrase, text, same):
    assert bool(stems.contains(f"(1) {text} 2.", phrase, languages.load(code))) is same


def test_a_place_is_the_whole_word_with_its_prefixes():
    text = "قبل وبالمتاجرة بالبشر، بعد"
    [(start, end)] = stems.contains(text, "المتاجرة بالبشر", languages.load("ar"))
    assert text[start:end] == "وبالمتاجرة بالبشر"


def test_spellings_are_told_apart_when_they_are_asked_for():
    exact = stems.finder(("الاتجار بالأشخاص",), "ar", False)
    assert exact.find("والاتِّجار بالأشخاص") and not exact.find("الاتجار بالاشخاص")
    assert stems.finder(("الاتجار بالأشخاص",), "ar").find("الاتجار بالاشخاص")


def _term(concept: str, word: str) -> Term:
    return Term(concept, {"en": word}, {}, "", Place("terms.csv"))


def test_the_longest_term_counts_at_each_place():
    termbase = (_term("child", "child"), _term("child-victim", "child victim"), _term("shelter", "shelter"))
    found = stems.terms_in("Child victims in shelters, and a child.", languages.load("en"), termbase)
    assert [(term.concept, start, end) for term, start, end in found] == [
        ("child-victim", 0, 13), ("shelter", 17, 25), ("child", 33, 38),
    ]  # fmt: skip


@pytest.mark.parametrize("code", languages.available())
def test_every_row_of_stems_is_whole(code):
    row = languages.load(code).stems
    assert set(row) == {"shortest", "clitics", "articles", "endings", "joins", "small", "leads", "irregular"}
    assert all(len(pair) == 2 for pair in row["endings"])
    assert all(any(clitic.startswith(join) for clitic in row["clitics"]) for join in row["joins"])


@pytest.mark.slow
def test_a_book_is_searched_for_a_hundred_terms_in_well_under_a_second():
    words = ["ضحية الاتجار", "الاتجار بالأشخاص", "المأوى", "الإحالة", "تقييم المخاطر"]
    phrases = tuple(f"{word} {index}" if index > 4 else word for index, word in enumerate(words * 20))
    line = "في الفصل {} تتحدث الضحية مع الأخصائي عن المأوى وعن تقييم المخاطر ثم عن الإحالة. "
    texts = [line.format(n) * 5 for n in range(1000)]
    start = time.process_time()
    found = sum(len(stems.finder(phrases, "ar").find(text)) for text in texts)
    assert found >= 15000 and time.process_time() - start < 3
