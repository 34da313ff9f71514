"""Print, as Markdown, what comes back from our PDFs and from Chromium's: `python
tests/bench/extraction_table.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from handbookpub.pdfread.engines import ENGINES, EngineMissing
from support import words
from support.pdf import chromium_pdf, face, printed
from test_extraction import PAGE, WIDE, families


def chromium(body: str, css: str, family: str) -> bytes:
    file = family.replace(" ", "") + "-Regular.ttf"
    return chromium_pdf(body, face(family, file) + css)


def ours(body: str, css: str, family: str) -> bytes:
    return printed(body, css)


WRITERS: dict[str, Callable[[str, str, str], bytes]] = {"handbookpub": ours, "Chromium": chromium}


def read(data: bytes, engine: str) -> list[str] | None:
    try:
        return ENGINES[engine](data)
    except EngineMissing:
        return None


def row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def word_rows() -> Iterator[str]:
    yield row("writer", "family", "text", *ENGINES)
    yield row(*["---"] * (3 + len(ENGINES)))
    corpora = {"words": words.words(), "vocalised": words.vocalised()}
    for family in families():
        for kind, wanted in corpora.items():
            for name, write in WRITERS.items():
                data = write(words.running(wanted), f'{PAGE} body {{ font-family: "{family}" }}', family)
                pages = [read(data, engine) for engine in ENGINES]
                yield row(name, family, f"{kind} ({len(wanted)})", *[counted(wanted, text) for text in pages])


def counted(wanted: tuple[str, ...], pages: list[str] | None) -> str:
    return "not installed" if pages is None else str(len(wanted) - len(words.missing(wanted, pages)))


def phrase_rows() -> Iterator[str]:
    yield row("writer", "family", "engine", *[f"`{kind}`" for kind in words.KINDS])
    yield row(*["---"] * (3 + len(words.KINDS)))
    for family in families():
        for name, write in WRITERS.items():
            data = write(words.phrases(), f'{WIDE} body {{ font-family: "{family}" }}', family)
            for engine in ENGINES:
                pages = read(data, engine)
                yield row(
                    name,
                    family,
                    engine,
                    *(words.kept(pages) if pages else ["not installed"] * len(words.KINDS)),
                )


def main() -> None:
    print("Words that come back\n")
    for line in word_rows():
        print(line, flush=True)
    print(f"\nPhrases that come back, of {words.KEPT}\n")
    for line in phrase_rows():
        print(line, flush=True)


if __name__ == "__main__":
    main()
