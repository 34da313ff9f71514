"""Ids: links and the language switcher land on the same section in every language."""

from __future__ import annotations

from pathlib import Path

from handbookpub.model import Edition
from handbookpub.tree import identifier, walk
from support.written import codes, resolved, written

ENGLISH = """# One {#one}

## Two {#two}

::: {.danger #d-first}
Careful.
:::

::: note
No id.
:::

::: {.danger #d-second}
Careful again.
:::

### Three {#three}

## Four {#four}
"""
ARABIC = """# واحد

## اثنان

::: خطر
احذر.
:::

::: {.خطر #d-mine}
احذر ثانية.
:::

### ثلاثة

## أربعة
"""


def ids(edition: Edition) -> list[str]:
    return [
        name
        for chapter in edition.chapters
        for node in walk(list(chapter.blocks))
        if (name := identifier(node))
    ]


def test_translation_takes_ids_by_place(tmp_path: Path) -> None:
    done = resolved(written(tmp_path, {"en/10-a.md": ENGLISH, "ar/10-a.md": ARABIC}), "ar")
    assert ids(done.edition) == ["one", "two", "d-first", "d-mine", "three", "four"]
    assert done.edition.chapters[0].id == "one"
    assert not done.findings


def test_typed_id_wins_and_is_not_given_twice(tmp_path: Path) -> None:
    arabic = ARABIC.replace("## أربعة", "## أربعة {#two}")
    found = ids(resolved(written(tmp_path, {"en/10-a.md": ENGLISH, "ar/10-a.md": arabic}), "ar").edition)
    assert found.count("two") == 1
    assert found[-1] == "two"
    assert len(set(found)) == len(found)


def test_missing_section_is_told_where_it_is_missing(tmp_path: Path) -> None:
    arabic = ARABIC.replace("## أربعة", "")
    done = resolved(written(tmp_path, {"en/10-a.md": ENGLISH, "ar/10-a.md": arabic}), "ar")
    assert codes(done.findings) == ["ar/10-a.md:3:1: HB220"]
    assert "two" not in ids(done.edition)
    assert all(
        identifier(node)
        for chapter in done.edition.chapters
        for node in walk(list(chapter.blocks))
        if node["t"] == "Header"
    )


def test_typed_ids_settle_a_different_outline(tmp_path: Path) -> None:
    arabic = "# واحد {#one}\n\n## أربعة {#four}\n"
    done = resolved(written(tmp_path, {"en/10-a.md": ENGLISH, "ar/10-a.md": arabic}), "ar")
    assert not done.findings
    assert ids(done.edition) == ["one", "four"]


def test_chapter_without_ids_gets_its_file_name(tmp_path: Path) -> None:
    files = {
        "en/10-a.md": "# One\n\n## Two\n\n### Three\n",
        "ar/10-a.md": "# واحد\n\n## اثنان\n\n### ثلاثة\n",
    }
    handbook = written(tmp_path, files)
    assert ids(resolved(handbook).edition) == ["10-a", "10-a-s1", "10-a-s1-1"]
    assert ids(resolved(handbook, "ar").edition) == ids(resolved(handbook).edition)


def test_untranslated_chapter_has_the_ids_of_its_source(tmp_path: Path) -> None:
    handbook = written(tmp_path, {"en/10-a.md": ENGLISH, "en/20-b.md": "# B\n\n## C\n", "ar/10-a.md": ARABIC})
    chapter = resolved(handbook, "ar").edition.chapters[1]
    assert (chapter.id, chapter.notice, chapter.language) == ("20-b", "untranslated", "en")
