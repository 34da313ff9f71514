"""The book goes out to translators' tools and comes back: unchanged byte for byte, edited with exactly the edits."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from handbookpub.model import Handbook
from handbookpub.read import read_handbook
from handbookpub.translate import desk
from handbookpub.translate.exchange import po
from handbookpub.translate.exchange.model import Package
from handbookpub.translate.receive import plan
from handbookpub.translate.status import Progress, survey
from handbookpub.translate.units import identified, package
from support.cli import contents, run, write

BOOK = Path(__file__).parent.parent / "handbook"
LANGUAGES = ("ar", "fr")
FORMS = ("po", "xliff", "xliff12", "docx", "omegat")
CODE = r"!?\[[^\]\n]*\](?:\([^)\n]*\)|\{[^}\n]*\})|\[\^[^\]\n]+\]|`[^`\n]+`|\*\*[^*\n]+\*\*|\*[^*\n]+\*"
TOKEN = re.compile(rf"(?:{CODE}|\S)+")
WORD = re.compile(r"[^\W\d_]{2,}")
END = re.compile(r"[.!?؟]$")
STARTS = re.compile(r"[\[\w«“\"(*`]")
"""How a paragraph may begin that shall stay one."""


@dataclass(frozen=True)
class Sent:
    """The book as it stands, and what of it goes out."""

    handbook: Handbook
    progress: Mapping[str, Sequence[Progress]]
    packages: Mapping[str, Sequence[Package]]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    root = tmp_path_factory.mktemp("roundtrip") / "handbook"
    shutil.copytree(BOOK, root)
    handbook = read_handbook(root)[0]
    surveys = {code: survey(handbook, (code,)) for code in LANGUAGES}
    packages = {code: [package(handbook, each, frames) for each in found]
                for code, (found, frames, _) in surveys.items()}  # fmt: skip
    return Sent(handbook, {code: found for code, (found, _, _) in surveys.items()}, packages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_an_unchanged_book_comes_back_byte_for_byte(form: str, language: str, sent: Sent, tmp_path: Path) -> None:
    write(tmp_path, desk.outgoing(sent.handbook, language, form))
    if form == "omegat":
        shutil.copytree(tmp_path / "source", tmp_path / "target", dirs_exist_ok=True)
    arrival = desk.incoming(sent.handbook, language, [tmp_path])
    assert arrival.findings == []
    assert [each.progress.translation.stem for each in arrival.plans] == [p.chapter for p in sent.packages[language]]
    for each, out in zip(arrival.plans, sent.packages[language], strict=True):
        assert each.text == each.progress.translation.text
        assert len(each.changes) == len(out.units), "every paragraph that went out came back"
        assert not each.texts


def test_the_command_line_writes_nothing_into_an_unchanged_book(tmp_path: Path) -> None:
    root, out = tmp_path / "handbook", tmp_path / "out"
    shutil.copytree(BOOK, root, ignore=shutil.ignore_patterns("[1-8]*-*.md", "[1-8]*-*.toml"))
    assert run("-C", root, "status", "--brief").exit_code == 0
    before = contents(root)
    assert run("-C", root, "export", "ar", "--format", "xliff", "-o", out).exit_code == 0
    result = run("-C", root, "import", "ar", out)
    assert (result.exit_code, contents(root) == before) == (0, True), result.output
    assert result.output.startswith("0 texts changed, ")


def tokens(markdown: str) -> list[str]:
    return TOKEN.findall(markdown)


def reworded(markdown: str, rng: random.Random, words: Sequence[str]) -> str:
    """Some words become others."""
    parts = tokens(markdown)
    for index in rng.sample(range(len(parts)), max(1, len(parts) // 3)):
        parts[index] = WORD.sub(lambda found: rng.choice(words), parts[index], count=1) if not re.search(
            CODE, parts[index]) else parts[index]
    return " ".join(parts)


def moved(markdown: str, rng: random.Random, words: Sequence[str]) -> str:
    """A link, a note call, a code or stressed words stand elsewhere in the text."""
    parts = tokens(markdown)
    coded = [part for part in parts if re.search(CODE, part)]
    if coded:
        part = rng.choice(coded)
        parts.remove(part)
        parts.insert(rng.randint(0, len(parts)), part)
    return " ".join(parts)


def swapped(markdown: str, rng: random.Random, words: Sequence[str]) -> str:
    """Two sentences change places."""
    parts = tokens(markdown)
    ends = [index + 1 for index, part in enumerate(parts[:-1]) if END.search(part)]
    if not ends:
        return markdown
    at = rng.choice(ends)
    return " ".join([*parts[at:], *parts[:at]])


def edits(progress: Progress, out: Package, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The ids of some units with new texts."""
    words = [w for unit in out.units for w in tokens(unit.target) if WORD.fullmatch(w)]
    for unit in out.units:
        if unit.kind == "credits" or "\n" in unit.target or rng.random() > 0.5:
            continue
        new = unit.target
        for change in rng.sample((reworded, moved, swapped), rng.randint(1, 3)):
            new = change(new, rng, words)
        if STARTS.match(new) and not re.match(r"[\w\s]{1,4}[.)](?:\s|$)", new):
            yield unit.id, new


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_edited_texts_change_their_paragraphs_and_nothing_else(form: str, language: str, sent: Sent) -> None:
    first, count = FORMS.index(form) + LANGUAGES.index(language), len(sent.packages[language])
    for number in (first % count, (first + count // 2) % count):
        progress, out = sent.progress[language][number], sent.packages[language][number]
        new = dict(edits(progress, out, random.Random(f"{form} {language} {number}")))
        units = tuple(replace(unit, target=new.get(unit.id, unit.target)) for unit in out.units)
        suffix, writer = desk.WRITERS.get(form, (po.SUFFIX, po.write))
        data = writer(replace(out, units=units))
        back = next(found for read in desk.READERS[suffix] if (found := attempt(read, data)))
        result = plan(progress, back, f"{out.chapter}{suffix}")
        assert (result.findings, len(result.texts) > len(out.units) // 4) == ([], True)
        assert result.text == expected(progress, new)


def attempt(read, data):  # type: ignore[no-untyped-def]
    """What a reader makes of a file; None if the file is not for it."""
    try:
        return read(data)
    except desk.Unreadable:
        return None


def expected(progress: Progress, new: Mapping[str, str]) -> str:
    """The chapter with new words at the places of some paragraphs."""
    text = progress.translation.text
    spans = [(item.link.targets[0].span, new[name]) for name, item in identified(progress).items() if name in new]
    for (start, end), words in sorted(spans, reverse=True):
        text = text[:start] + words + text[end:]
    return text
