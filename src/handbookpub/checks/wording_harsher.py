"""HB606: a word that judges the person, where the source has none: the translation says more than its source."""

from __future__ import annotations

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, source_markdown
from handbookpub.checks.wording import judged
from handbookpub.model import Handbook
from handbookpub.quantities.beside import said, words_of
from handbookpub.quantities.shown import shown
from handbookpub.translate.pairs import Pair

FAMILY = "harsh."


@check("HB606", on=Pair, severity="review")
def harsher_word(pair: Pair, handbook: Handbook) -> Problems:
    """A word of a translation judges where the source does not.

    What it does: knows families of words, such as `confess`, `seize`, `lie`, `flee`, in each language. It tells where a
    word of a family stands in the translation and none of that family in the source. Words of HB601 and HB602 are left
    to these.
    Who is harmed: the person, who becomes a suspect, a liar or a runaway on the way from one language to another.
    Example: `He told the lawyer` and `اعترف للمحامي`; `The police found four women` and `ضبطت الشرطة أربع نساء`.
    Instead: `قال للمحامي`; `عثرت الشرطة على أربع نساء`.
    """
    target = shown(pair.item.text)
    theirs = [key for key in said(target, pair.language.code) if key.startswith(FAMILY)]
    if not theirs or not pair.source_language.beside["harsh"]:
        return
    ours = said(shown(source_markdown(pair)), pair.source_language.code)
    for key in theirs:
        if not ours.get(key):
            words = words_of(target, pair.language.code, key)
            at = target.find(words)
            if any(start < at + len(words) and at < end for start, end in judged(target, pair.language.code)):
                continue
            message = f"`{words}` is a word of the family `{key.removeprefix(FAMILY)}`, the source has none"
            yield place_of(pair, handbook, words), message, "say what the source says, without judging"
