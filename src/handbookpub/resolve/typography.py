"""Step 6, typography: what the row of the language says about emphasis, quotation marks and spaces.

- Emphasis is a title: where the row says `quotes`, `*Title*` gets the row's quotation marks (the second pair
  inside the first, none if it stands in marks already). A paragraph wholly in letters that run the other way
  keeps its italics: a Latin reference in an Arabic list is set as Latin references are.
- Straight quotation marks, which pandoc reads as a quotation, get the row's marks by depth.
- `"` after an Arabic or Hebrew prefix, which pandoc takes for an opening mark on both sides, closes at a
  word's end; inside a Hebrew abbreviation it is gershayim and stays `"`.
- `space_before` of the row: the space before `:` `;` `?` `!` `%` is the row's, and is set where it was left
  out.
- A number and its unit stay on one line.

What stands beside a word counts through markup: a sign after a link, a term or the call of a note gets its space too.

Digits and letters are never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from handbookpub.languages import Language, load
from handbookpub.model import Chapter, Edition, Handbook, Node
from handbookpub.tree import (
    Nodes,
    attributes,
    children,
    classes,
    kind,
    make_str,
    map_lists,
    string,
    text,
    with_string,
)

from .inlines import is_inline
from .signs import strong
from .steps import Resolved, each_chapter
from .typed import QUANTITY

NO_BREAK = "\u00a0"
NUMBER_SIGNS = frozenset({"no.", "n°", "nos", "رقم"})
OPEN, CLOSE = "“", "”"
Beside = tuple[str, str]
"""The characters before and after a node, "" at an end of the paragraph."""
WRONG_CLOSING = re.compile(f"(?<=[^\\s{OPEN}(\\[«]){OPEN}(?=$|[\\s.,;:!?،؛؟)\\]»])")


def typography(edition: Edition, handbook: Handbook) -> Resolved:
    """The row's habits, in all chapters."""

    def change(chapter: Chapter) -> Nodes:
        setter = Setter(load(chapter.language))
        return [setter.block(node) for node in chapter.blocks]

    return Resolved(each_chapter(edition, change))


class Setter:
    """Sets the text of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.quotes = language.emphasis == "quotes"
        before = "".join(map(re.escape, language.space_before))
        self.missing = re.compile(rf"(?<=[\w)\]»”])([{before}])(?=$|[\s)\]»”])") if before else None

    def block(self, node: Node) -> Node:
        """A block, set; one in another language is left as it is."""
        return node if self._foreign(node) else map_lists(node, self._list)

    def _foreign(self, node: Node) -> bool:
        return attributes(node).get("lang", self.language.code) != self.language.code

    def _list(self, nodes: Nodes) -> Nodes:
        if not is_inline(nodes):
            return [self.block(node) for node in nodes]
        own = "rtl" if self.language.rtl else "ltr"
        if strong(text(nodes)) not in (own, "mixed", ""):
            return nodes
        return self.inlines(nodes, 0)

    def inlines(self, nodes: Nodes, depth: int, left: str = "", right: str = "") -> Nodes:
        """Inline nodes, set; `depth` counts the quotation marks round them, `left` and `right` are the characters
        beside them.
        """
        result: Nodes = []
        before = ""
        for index, node in enumerate(nodes):
            beside = (before or left)[-1:], _words(nodes, index + 1)[:1] or right
            made = self._inline(node, depth + _open_quotes(before, self.language), before, beside)
            before += text(made)
            result.extend(made)
        return joined(self._spaces(joined(result)))

    def _inline(self, node: Node, depth: int, before: str, beside: Beside) -> Nodes:
        name = kind(node)
        if self._foreign(node) or name in ("Code", "Image") or "ltr" in classes(node):
            return [node]
        if name == "Quoted" or (name == "Emph" and self.quotes):
            return self._quoted(node, depth, before)
        if name == "Note":
            return [map_lists(node, self._list)]
        if name == "Str":
            return [with_string(node, self.words(string(node), *beside))]
        return [map_lists(node, lambda inner: self.inlines(inner, depth, *beside))]

    def _quoted(self, node: Node, depth: int, before: str) -> Nodes:
        """The content between the marks of its depth; without new marks where it stands in marks already."""
        words = text(children(node)).strip()
        opening, closing = (mark.strip() for mark in self.language.quotes[0])
        marked = before.endswith(opening) or (words.startswith(opening) and words.endswith(closing))
        single = kind(node) == "Quoted" and text(node).startswith("‘")
        if kind(node) == "Emph" and marked:
            return self.inlines(children(node), depth)
        first, last = self.language.quotes[min(depth + single, len(self.language.quotes) - 1)]
        inner = self.inlines(children(node), depth + 1)
        return [{**_keep(node), **make_str(first)}, *inner, make_str(last)]

    def words(self, word: str, left: str = "", right: str = "") -> str:
        """One word (a Str) between two characters: quotation marks and the space before punctuation."""
        if any(OPEN in pair for pair in self.language.quotes):
            word = WRONG_CLOSING.sub(CLOSE, word)
        word = _gershayim(word)
        if self.missing and not word.startswith(("http", "www.")):
            spaced = self.missing.sub(lambda match: self.language.space_before[match[1]] + match[1], left + word)
            word = spaced.removeprefix(left)
        return self._guillemets(word, left, right)

    def _guillemets(self, word: str, left: str, right: str) -> str:
        """The row's space inside quotation marks where it has one (`«` and a no-break space)."""
        for opening, closing in self.language.quotes:
            if opening != opening.strip():
                word = re.sub(rf"{re.escape(opening.strip())}\s?(?=\S)", opening, word + right).removesuffix(right)
                word = re.sub(rf"(?<=\S)\s?{re.escape(closing.strip())}", closing, left + word).removeprefix(left)
        return word

    def _spaces(self, nodes: Nodes) -> Nodes:
        """Spaces that must not break or that the row sets otherwise."""
        result: Nodes = []
        for index, node in enumerate(nodes):
            narrow = ""
            if kind(node) in ("Space", "SoftBreak"):
                narrow = self._space(_words(nodes, index - 1, -1), _words(nodes, index + 1))
            result.append({**_keep(node), **make_str(narrow)} if narrow else node)
        return result

    def _space(self, before: str, after: str) -> str:
        """The space to set between two words, or "" for a plain one."""
        if before and after[:1] in self.language.space_before and len(after.rstrip(".»”)")) <= 2:
            return self.language.space_before[after[0]]
        for opening, closing in self.language.quotes:
            if before.endswith(opening.strip()) and opening != opening.strip():
                return opening.removeprefix(opening.strip())
            if after.startswith(closing.strip()) and closing != closing.strip():
                return closing.removesuffix(closing.strip())
        unit = QUANTITY.search(f"{before} {after}")
        whole = unit is not None and unit.start() < len(before) < unit.end()
        return NO_BREAK if whole or self._is_label(before, after) else ""

    def _is_label(self, before: str, after: str) -> bool:
        """Whether a word names what a number after it counts: `Article 24`, `n° 189`."""
        last = before.rsplit(maxsplit=1)[-1:] if after[:1].isdigit() else []
        return bool(last) and last[0].strip("([«“").casefold() in _labels(self.language.code)


@cache
def _labels(code: str) -> frozenset[str]:
    words = (word for words in load(code).figures["labels"].values() for word in words)
    return frozenset(form for word in words for form in (word, f"{word}.")) | NUMBER_SIGNS


def joined(nodes: Nodes) -> Nodes:
    """Neighbouring Str as one."""
    result: Nodes = []
    for node in nodes:
        if kind(node) == "Str" and result and kind(result[-1]) == "Str":
            result[-1] = with_string(result[-1], string(result[-1]) + string(node))
        else:
            result.append(node)
    return result


def _words(nodes: Sequence[Node], start: int, step: int = 1) -> str:
    """The text of the nearest node from `start` on that has any; a step of -1 goes back."""
    stop = len(nodes) if step > 0 else -1
    return next((words for index in range(start, stop, step) if (words := text(nodes[index]))), "")


def _keep(node: Node) -> Node:
    return {"at": node["at"]} if "at" in node else {}


def _open_quotes(before: str, language: Language) -> int:
    opening, closing = (mark.strip() for mark in language.quotes[0])
    return max(0, before.count(opening) - before.count(closing)) if opening != closing else 0


def _gershayim(word: str) -> str:
    """The mark before the last letter of a Hebrew abbreviation, which pandoc took for a quotation mark."""

    def hebrew(at: int) -> bool:
        return 0 <= at < len(word) and unicodedata.bidirectional(word[at]) == "R" and word[at].isalpha()

    letters = list(word)
    for at, sign in enumerate(word):
        inside = sign in (OPEN, CLOSE) and hebrew(at - 1) and hebrew(at + 1)
        if inside and not hebrew(at + 2) and word[at + 2 : at + 3] not in (OPEN, CLOSE):
            letters[at] = '"'
    return "".join(letters)
