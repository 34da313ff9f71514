"""Step 4, services and laws: `service:` and `law:` links say what stands in `countries/`.

A service's number becomes a Span `phone` with `dir="ltr"`, as it was typed, never a `tel:` link: a call
in the list of calls can harm. A service that is still a placeholder becomes a Span `placeholder`, `[ its
name: to be filled in ]`, whatever number was typed in its place; in a table the head of the column says the name, and
the cell is to be written in. Words that were typed stand before it.

A law's link becomes a Span `law` with the attribute `data-law`; without words of its own it gets the title
and the article. A `law` block ends in a Para `source` for the laws it names.
"""

from __future__ import annotations

from collections.abc import Callable

from handbookpub.languages import Language, load
from handbookpub.model import Chapter, Edition, Handbook, Law, Node, Service, say
from handbookpub.tree import (
    Nodes,
    at,
    attributes,
    children,
    classes,
    is_block,
    kind,
    make_para,
    make_space,
    make_span,
    make_words,
    rewrite,
    target,
    text,
    walk,
    with_children,
)

from .blocks.common import with_class
from .inlines import Wrapper
from .islands import number_island
from .steps import Resolved, each_chapter


def countries(edition: Edition, handbook: Handbook) -> Resolved:
    """Links to services and laws filled, in all chapters."""

    def change(chapter: Chapter) -> Nodes:
        return rewrite(list(chapter.blocks), lambda node: _filled(node, handbook, load(chapter.language)))

    return Resolved(each_chapter(edition, change))


def _filled(node: Node, handbook: Handbook, language: Language) -> Node | Nodes:
    if is_block(node, "law"):
        return _with_sources(node, handbook, language)
    if kind(node) == "Table":
        return rewrite([node], lambda inner: _short(inner, language))[0]
    scheme, _, key = target(node).partition(":") if kind(node) == "Link" else ("", "", "")
    maker = MAKERS.get(scheme)
    return maker(node, key, handbook, language) if maker else node


def _service(node: Node, key: str, handbook: Handbook, language: Language) -> Nodes:
    service = handbook.service(key)
    typed = children(node)
    words = typed if any(c.isalpha() for c in text(typed)) else []
    if service is None:
        return words or typed
    number = (
        _placeholder(service, handbook, language) if _is_open(service) else phone(service.number)
    )
    return [*words, *([make_space()] if words else []), at(number, node)]


def _is_open(service: Service) -> bool:
    return service.placeholder or not service.number.strip()


def phone(number: str) -> Node:
    """A number to dial, in the digits of its row, as an island.

    Not in the language's digits: MuPDF gives Arabic-Indic digits back in reverse whatever stands round them, and a
    number that somebody copies and dials must be the one on the page (decisions/numbers-to-dial.md).
    """
    words = Wrapper(lambda _: {"dir": "ltr"}).wrap(make_words(number), number_island(number).inner)
    return make_span(words, "phone", {"dir": "ltr"})


def _placeholder(service: Service, handbook: Handbook, language: Language) -> Node:
    name = say(service.name, language.code, handbook.config.source)
    return placeholder(
        f"{name}: {language.strings['placeholder']}" if name else language.strings["placeholder"]
    )


def _short(node: Node, language: Language) -> Node:
    """A blank of a table without the name that the head of its column says."""
    is_blank = kind(node) == "Span" and "placeholder" in classes(node)
    return at(placeholder(language.strings["placeholder"]), node) if is_blank else node


def placeholder(words: str) -> Node:
    """A visible blank that the publisher fills in."""
    return make_span(f"[ {words} ]", "placeholder")


def _law(node: Node, key: str, handbook: Handbook, language: Language) -> Node | Nodes:
    law = handbook.law(key)
    words = children(node) or (make_words(citation(law, handbook, language)) if law else make_words(key))
    return at(make_span(words, "law", {**attributes(node), "data-law": key}), node)


def citation(law: Law, handbook: Handbook, language: Language) -> str:
    """Title and article of a law."""
    source = handbook.config.source
    parts = [say(law.title, language.code, source), say(law.article, language.code, source)]
    return language.list_separator.join(part for part in parts if part)


def _with_sources(node: Node, handbook: Handbook, language: Language) -> Node:
    """A `law` block with a line for where its laws can be read. Its links were filled before it (children
    first).
    """
    keys = dict.fromkeys(
        attributes(inner)["data-law"]
        for inner in walk(node)
        if kind(inner) == "Span" and "law" in classes(inner)
    )
    laws = [law for law in map(handbook.law, keys) if law]
    if not laws:
        return node
    parts: Nodes = make_words(f"{language.strings['source']}: ")
    sources = dict.fromkeys(law.source for law in laws if law.source and not law.placeholder)
    if sources:
        parts += make_words("; ".join(sources))
    else:
        parts.append(placeholder(language.strings["placeholder"]))
    return with_children(node, [*children(node), with_class(make_para(parts), "source")])


MAKERS: dict[str, Callable[[Node, str, Handbook, Language], Node | Nodes]] = {
    "service": _service,
    "law": _law,
}
