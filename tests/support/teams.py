"""A small handbook in two languages that tests edit, and the steps of the people who work on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handbookpub import read
from handbookpub.model import Handbook
from handbookpub.translate import status
from handbookpub.translate.exchange.model import Incoming, Package, Returned
from handbookpub.translate.status import Progress
from handbookpub.translate.units import package

SOURCE = """# First contact {#contact}

The first minutes count. Be calm and honest.

## Before {#before}

Ask these things[^n]:

- Who is near?
- How long can we talk?
- What is urgent today?

::: {.danger #d-call}
Do not call back a number that hung up.
:::

::: {.table #tab}
Two levels.

| Level | What you do |
|---|---|
| High | Act within 2 hours. |
| Low | Write it down. |
:::

See [the plan](#after) and keep **calm**.

## After {#after}

Write your notes on the same day. Lock them away.

[^n]: Only what you need.
"""
TARGET = """# الاتصال الأول {#contact}

الدقائق الأولى مهمة. كن هادئًا وصادقًا.

## قبل اللقاء {#before}

اسأل عن هذه الأمور[^n]:

- من القريب منا؟
- كم من الوقت لدينا؟
- ما الأمر العاجل اليوم؟

::: {.خطر #d-call}
لا تعاود الاتصال برقم أغلق الخط.
:::

::: {.table #tab}
مستويان.

| المستوى | ما تفعله |
|---|---|
| مرتفع | تصرف خلال ساعتين 2. |
| منخفض | دوّنه. |
:::

انظر [الخطة](#after) وحافظ على **هدوئك**.

## بعد اللقاء {#after}

اكتب ملاحظاتك في اليوم نفسه. واحفظها في مكان مقفل.

[^n]: ما تحتاج إليه فقط.
"""
CONFIG = """id = "team"
source = "en"
[languages.en]
title = "Team"
[languages.ar]
title = "فريق"
"""
PATHS = {"en": "en/10-one.md", "ar": "ar/10-one.md"}


def handbook(root: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write the handbook; `files` replace or add."""
    every = {"handbook.toml": CONFIG, PATHS["en"]: SOURCE, PATHS["ar"]: TARGET, **(files or {})}
    for name, text in every.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def load(root: Path) -> Handbook:
    return read.read_handbook(root)[0]


def save(root: Path, language: str = "ar") -> list[Progress]:
    """What `status` does after somebody saved: look, and record."""
    book = load(root)
    surveyed, frames, _ = status.survey(book, (language,))
    status.record(book, surveyed, frames)
    return status.survey(book, (language,))[0]


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def sent(root: Path, language: str = "ar") -> list[Package]:
    """What `export` packs."""
    book = load(root)
    surveyed, frames, _ = status.survey(book, (language,))
    return [package(book, each, frames) for each in surveyed]


def returned(sent_out: Package, **texts: str) -> Returned:
    """A package as it comes back, with new texts by the source they translate (`_` stands for any other character)."""
    units = []
    for unit in sent_out.units:
        new = texts.get(unit.source, unit.target)
        if new:
            state = "translated" if unit.state in ("untranslated", "stale") and new != unit.target else unit.state
            units.append(Incoming(unit.id, unit.base, new, state, unit.comments))
    return Returned(sent_out.book, sent_out.target_language, sent_out.chapter, tuple(units))


def states(progress: Progress) -> dict[str, str]:
    return {item.now: item.state for item in progress.items}
