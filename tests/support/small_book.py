"""A small handbook in two languages that has one of everything that `verify` looks at."""

from __future__ import annotations

from pathlib import Path

TOML = """id = "small"
source = "en"
date = "2026-11-24"
identifier = "urn:uuid:6f6b1c1e-3d0e-4a56-9e50-0a8a3c0f7a10"
[languages.en]
title = "Small"
[languages.ar]
title = "صغير"
"""
EN = """# First contact {#one}

Text with a note[^1], *A Title*, a reference to [](#two) and [the web](https://example.org).

[^1]: The note.

::: danger
**Stop**

Somebody may be hurt.
:::

## Second section {#two}

- one item
- two items

::: {.table #tab-levels}
Levels of risk.

| Level | What it means |
|---|---|
| High | Act now. |
:::
"""
AR = """# الاتصال الأول {#one}

نص فيه حاشية[^1] و*عنوان* وإحالة إلى [](#two) و[الشبكة](https://example.org)، وفيه بروتوكول
(Palermo Protocol, 2000) ورقم +20 2 0000 0000 ونسبة 85% من كلمات **ال*مساع*دة**
التي تطول فتنقسم على أكثر من سطر واحد في صفحة صغيرة.

[^1]: الحاشية.

::: خطر
**قف**

قد يصاب أحد.
:::

## القسم الثاني {#two}

- بند أول
- بند ثان

::: {.جدول #tab-levels}
مستويات الخطر.

| المستوى | معناه |
|---|---|
| عال | تصرف الآن. |
:::
"""


def write(folder: Path) -> Path:
    """Write the handbook into a new folder and return it."""
    for name, text in (("handbook.toml", TOML), ("en/10-one.md", EN), ("ar/10-one.md", AR)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
