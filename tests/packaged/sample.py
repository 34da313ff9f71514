"""A small book as resolving leaves it, for the tests of what is packaged: Markdown with final classes."""

from __future__ import annotations

from pathlib import Path

from handbookpub import languages, tree
from handbookpub.model import Chapter, Config, Edition, Handbook, Node, Titles
from handbookpub.reading.chapters import read_blocks
from handbookpub.render import Context

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" onload="alert(1)">
<script>alert(1)</script><image href="https://elsewhere.example/x.png" width="9" height="9"/>
<g data-mirror="true"><rect id="one" x="0" y="0" width="100" height="50" style="fill:#ddd"/>
<use href="#one" x="200"/></g>
<text data-label="first" x="50" y="30" text-anchor="middle">First</text></svg>"""
ENGLISH = """# Safe contact[^1] {#contact}

Stay calm. See [Risk](#risk) and [this chapter](#before). [Palermo]{lang=it},
[السلام عليكم]{dir=rtl lang=ar}.[^2]

::: {.block .danger #d-first}
::: label
Danger
:::
Never call from the person's own telephone.
:::

## Before you meet {#before}

::: {.block .figure #fig-way}
::: label
Figure 1
:::
:::

| Level | Meaning |
|:------|--------:|
| High  | Act now[^3] |

1. One
2. Two

## After {#after}

[A site](https://example.org/safety) and <b>raw</b> markup.

[^1]: In the title.
[^2]: First.

    Second paragraph.
[^3]: In a cell.
"""
ENGLISH_TWO = """# Risk {#risk}

Back to [Safe contact](#contact).

## Levels {#levels}

|   | Low | High |
|---|-----|------|
| a | b   | c    |
"""
ARABIC = """# الاتصال الآمن[^1] {#contact}

ابق هادئًا. انظر [المخاطر](#risk) و[هذا الفصل](#before)، [Palermo Protocol]{dir=ltr lang=en}.[^2]

::: {.block .danger #d-first}
::: label
خطر
:::
لا تتصل من هاتف الشخص.
:::

## قبل اللقاء {#before}

::: {.block .figure #fig-way}
::: label
الشكل ١
:::
:::

| المستوى | المعنى |
|:--------|-------:|
| عال     | تصرف الآن[^3] |

1. واحد
2. اثنان

## بعد اللقاء {#after}

[موقع](https://example.org/safety) خارج الكتاب.

[^1]: في العنوان.
[^2]: أولًا.

    فقرة ثانية.
[^3]: Palermo Protocol, Article 6.
"""
FIGURES = {
    "en": {"data-src": "figures/way.svg", "data-alt": "One box.", "data-labels": '{"first": "Begin"}'},
    "ar": {"data-src": "figures/way.svg", "data-alt": "مربع واحد.", "data-labels": '{"first": "البداية"}'},
}
TITLES = {
    "en": Titles("A sample", "To see how it looks"),
    "ar": Titles("نموذج", "لنرى كيف يبدو"),
    "fr": Titles("Un exemple", "Pour voir"),
}
SOURCES = {"en": {"10-contact": ENGLISH, "20-risk": ENGLISH_TWO}, "ar": {"10-contact": ARABIC}, "fr": {}}


def handbook(root: Path) -> Handbook:
    """The book in English, in Arabic with one chapter untranslated, and in French with none translated."""
    (root / "figures").mkdir(parents=True, exist_ok=True)
    (root / "figures" / "way.svg").write_text(DRAWING, encoding="utf-8")
    config = Config("sample", "en", TITLES, edition="1", publisher="A publisher", licence="CC-BY-SA-4.0",
                    date="2026-11-24", identifier="urn:uuid:00000000-0000-4000-8000-000000000000",
                    exit_url="https://weather.example/")  # fmt: skip
    return Handbook(root, config, tuple(_edition(code) for code in TITLES))


def context(book: Handbook) -> Context:
    """What a build of every language would tell its renderers."""
    return Context({each.language.code: each for each in book.editions}, ("html", "single", "epub"))


def _edition(code: str) -> Edition:
    chapters = tuple(_chapter(code, stem) for stem in SOURCES["en"])
    return Edition(languages.load(code), TITLES[code].title, TITLES[code].subtitle, chapters)


def _chapter(code: str, stem: str) -> Chapter:
    own = stem in SOURCES[code]
    language = code if own else "en"
    blocks = tree.rewrite(read_blocks(SOURCES[language][stem])[0], lambda node: _figure(node, language))
    heading = blocks[0]
    notice = "" if own else "untranslated"
    return Chapter(stem, f"{language}/{stem}.md", language, tree.identifier(heading), tree.children(heading),
                   tuple(blocks), {}, notice)  # fmt: skip


def _figure(node: Node, language: str) -> Node:
    return tree.with_attr(node, attributes=FIGURES[language]) if tree.is_block(node, "figure") else node
