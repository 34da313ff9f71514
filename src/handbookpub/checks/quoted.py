"""HB251: quotation marks that a translation lost, or has beyond its source."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import shorten, source_markdown
from handbookpub.checks.tongue import is_of_script
from handbookpub.model import Handbook
from handbookpub.quantities.marked import marked
from handbookpub.quantities.shown import shown
from handbookpub.translate.pairs import Pair

QUOTED = re.compile(
    r"«[ \u00a0\u202f]?(?P<a>[^«»]*?)[ \u00a0\u202f]?»|“(?P<b>[^“”]*)”|„(?P<c>[^„“”]*)[“”]"
    r"|(?<!\w)\"(?P<d>[^\"]+)\"(?!\w)|(?<!\w)‘(?P<e>[^‘’]*(?:’\w[^‘’]*)*)’(?!\w)"
)


def _quoted(text: str) -> list[str]:
    return [next(filter(None, found.groups()), "") for found in QUOTED.finditer(text)]


@check("HB251", on=Pair, severity="review")
def lost_quotation(pair: Pair, handbook: Handbook) -> Problems:
    """A text has more or fewer quotations than its source.

    What it does: counts passages in quotation marks. Where a language sets titles in quotation marks, those of the
    source in italics may be quotations too; a single word, such as `yes`, may be quoted in one language alone.
    Who is harmed: the reader who does not see that these are somebody's words, or a name.
    Example: `Ask for the “white door”.` and `اسأل عن الباب الأبيض.`
    Instead: `اسأل عن «الباب الأبيض».`
    """
    source, target = source_markdown(pair), pair.item.text
    ours, theirs = _quoted(shown(source)), _quoted(shown(target))
    own = sum(any(is_of_script(letter, pair.language) for letter in each) for each in ours)
    same = pair.language.script == pair.source_language.script
    kept = {span.words for span in marked(source).spans}
    added = [each for each in theirs if len(each.split()) > 1 and not set(each) & set(",،") and each not in kept]
    if len(theirs) < len(ours) - (0 if same else own) or (added and not ours and not marked(source).italic):
        message = f"in quotation marks stands {_list(theirs)}, in the source {_list(ours)}"
        yield pair.place, message, "set the same words in quotation marks"


def _list(words: list[str]) -> str:
    return ", ".join(f"`{shorten(each, 30)}`" for each in words) or "nothing"
