"""Small handbooks that show each typographic fault, and one that shows none, in a language of either direction."""

from __future__ import annotations

from collections.abc import Mapping

from handbookpub import resources

WORDS = {
    "en": "A worker listens first and asks later, and nobody has to answer before the person feels safe with them.",
    "ar": "يصغي العامل أولا ثم يسأل ولا يضطر أحد إلى الجواب قبل أن يشعر الشخص بالأمان مع من يصغي إليه في المكان.",
}
LONG = {"en": "unpronounceable" * 8, "ar": "مستشفيات" * 16}
FEW = {"en": "incomprehensibilities", "ar": "فسيستخدمونهماوالمستشفيات"}
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><rect x="4" y="4" width="190" height="50"
 fill="none" stroke="#000"/><text data-label="one" x="20" y="30" font-size="10">x</text></svg>"""
CSS = """
p, li { orphans: 1; widows: 1; }
#d-heading + p, #s-list ~ ul, #b-title .title + p, #s-short { break-before: page; }
#s-list ~ p, #d-heading, #b-title > .title { break-after: auto; }
#f-split .caption, #f-split figcaption { break-before: page; }
#t-head caption { break-after: page; }
#t-head, #t-head table, #f-split, #b-title { break-inside: auto; }
#t-cell table { table-layout: fixed; }
#s-wide ~ p { text-align: justify; hyphens: none; }
"""
FAULTS = {
    "overfull": "# O {{#o}}\n\n{words}\n\n{long}\n\n{words}\n",
    "cell": "# C {{#c}}\n\n::: {{.table #t-cell}}\nC.\n\n| A | B |\n|---|---|\n| {long} | b |\n| c | d |\n:::\n",
    "lines": "# L {{#l}}\n\n{paragraphs}\n",
    "items": "# I {{#i}}\n\n{items}\n",
    "heading": "# H {{#h}}\n\n{words}\n\n## Head {{#d-heading}}\n\n{words}\n",
    "lead": "# Le {{#le}}\n\n## S {{#s-list}}\n\n{words} {words}:\n\n- {words}\n- {words}\n",
    "title": "# Ti {{#ti}}\n\n{words}\n\n::: {{.case #b-title}}\n**Title**\n\n{words}\n:::\n",
    "head": "# Th {{#th}}\n\n::: {{.table #t-head}}\nC.\n\n| A | B |\n|---|---|\n| {words} | b |\n:::\n",
    "caption": (
        '# F {{#f}}\n\n::: {{.figure #f-split src="figures/a.svg"}}\n'
        "Caption.\n\n- `alt` A box.\n- `one` One\n:::\n\n{words}\n"
    ),
    "wide": "# W {{#w}}\n\n## S {{#s-wide}}\n\n{few}\n",
    "note": "# N {{#n}}\n\n{before}\n\n{words}[^1]\n\n{words}\n\n[^1]: {note}\n",
    "short": "# S {{#s}}\n\n{words}\n\n## Next {{#s-short}}\n\n{words}\n",
}


def faulty(code: str) -> dict[str, str]:
    """A chapter for each fault, and the styles that cause them."""
    files = {f"{code}/{10 + place}-{name}.md": _filled(text, code) for place, (name, text) in enumerate(FAULTS.items())}
    return {**files, "figures/a.svg": SVG, "styles/print.css": print_css() + CSS}


def sound(code: str) -> dict[str, str]:
    """The same things as print sets them by itself."""
    spoilt = {"overfull": "{words}", "cell": "{words}", "short": "{words}"}
    return {
        **{
            f"{code}/{10 + place}-{name}.md": _filled(text.replace("{long}", spoilt.get(name, "")), code)
            for place, (name, text) in enumerate(FAULTS.items())
        },
        "figures/a.svg": SVG,
    }


def _filled(text: str, code: str) -> str:
    words = WORDS[code]
    lengths = [1 + (7 * number) % 5 for number in range(60)]
    paragraphs = "\n\n".join(" ".join([words] * length) for length in lengths)
    items = "\n".join(f"- {' '.join([words] * length)}" for length in lengths)
    before, note = "\n\n".join([" ".join([words] * 4)] * 6), " ".join([words] * 12)
    few = " ".join([FEW[code]] * 40)
    return text.format(
        words=words, long=LONG[code], paragraphs=paragraphs, items=items, few=few, before=before, note=note
    )


def print_css() -> str:
    """The program's own styles of print, which a file of the same name stands for as a whole."""
    return (resources.styles_dir() / "print.css").read_text(encoding="utf-8")


def files(code: str, kind: str) -> Mapping[str, str]:
    """The files of one of the two books."""
    return faulty(code) if kind == "faulty" else sound(code)
