"""What a translation says about itself: where it comes from, how far it is, who made it, what its chapters lack.

Values are markup: a version such as 2026-11 and a name keep their own direction inside a sentence of the other one
(UAX#9 P2; after Arabic letters the two numbers of a version would change places, W2).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from handbookpub import languages
from handbookpub.languages import Language
from handbookpub.model import Chapter, Coverage, Edition, Gaps, Handbook

UNTRANSLATED = "untranslated"
LATIN, OWN = Markup('<bdi dir="ltr">{}</bdi>'), Markup('<bdi dir="auto">{}</bdi>')


def rows(edition: Edition, handbook: Handbook, coverage: Coverage | None) -> list[tuple[str, Markup]]:
    """Label and value of each line of the imprint that only a translation has; none without its coverage."""
    if coverage is None or not coverage.total:
        return []
    language, say = edition.language, edition.language.strings
    found = [
        (say["translated_from"], _origin(language, handbook, coverage)),
        (say["translated"], _share(language, coverage.share(coverage.translated))),
        (say["reviewed"], _share(language, coverage.share(coverage.reviewed))),
        (say["translators"], _names(language, coverage.translators)),
        (say["reviewers"], _names(language, coverage.reviewers)),
    ]
    return [(label, value) for label, value in found if value]


def _origin(language: Language, handbook: Handbook, coverage: Coverage) -> Markup:
    source = handbook.config.source
    name = language.names.get(source, languages.load(source).name)
    if coverage.baseline:
        values = {"name": LATIN.format(coverage.baseline), "date": written_date(language, coverage.day)}
        return Markup(language.strings["from_baseline"]).format(language=name, **values)
    when = written_date(language, handbook.config.date)
    return Markup(language.strings["from_source"]).format(language=name, date=when)


def _share(language: Language, percent: int) -> Markup:
    return Markup(language.number(percent) + language.percent)


def _names(language: Language, names: Iterable[str]) -> Markup:
    return Markup(language.join([str(OWN.format(name)) for name in names]))


def written_date(language: Language, iso: str) -> str:
    """An ISO date in the language's words; any other text as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return language.date(day.year, day.month, day.day)


def notices(chapter: Chapter, language: Language, coverage: Coverage | None) -> list[str]:
    """What stands over a chapter in an edition: that its text is in another language, or what is missing or old."""
    if chapter.notice == UNTRANSLATED:
        text = languages.load(chapter.language)
        return [language.say(UNTRANSLATED, language=language.names.get(text.code, text.name))]
    gaps = coverage.gaps.get(chapter.stem, Gaps()) if coverage else Gaps()
    counts = {"partly_translated": gaps.untranslated, "partly_stale": gaps.stale}
    return [language.say(key, count=language.number(count)) for key, count in counts.items() if count]
