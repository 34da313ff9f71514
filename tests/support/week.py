"""The handbook of a translator's week: two chapters in three languages, and the hands that work on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from support.cli import run, write

TOML = """id = "week"
source = "en"
date = "2026-11-24"
[languages.en]
title = "Week"
[languages.ar]
title = "أسبوع"
[languages.fr]
title = "Semaine"
"""
TERMS = "concept;en;ar;fr;forbidden_en;forbidden_ar;forbidden_fr;note\nshelter;shelter;مأوى;foyer;;;;\n"
CONTACT = {
    "en": """# First contact {#contact}

The first minutes count. Be calm and honest.

Ask who is near. Call back within 48 hours.

::: {.danger #d-call}
Do not call back a number that hung up.
:::

## Before you meet {#before}

Choose a quite place. Tell a colleague where you are.

- Who is near?
- How long can we talk?

Write down only what you need[^n].

[^n]: A case code, never a name.
""",
    "ar": """# الاتصال الأول {#contact}

الدقائق الأولى مهمة. كن هادئًا وصادقًا.

اسأل من القريب. وعاود الاتصال خلال 48 ساعة.

::: {.خطر #d-call}
لا تعاود الاتصال برقم أغلق الخط.
:::

## قبل اللقاء {#before}

اختر مكانًا هادئًا. وأخبر زميلًا بمكانك.

- من القريب منا؟
- كم من الوقت لدينا؟

لا تكتب إلا ما تحتاج إليه[^n].

[^n]: رمز الحالة، ولا تكتب اسمًا أبدًا.
""",
    "fr": """# Le premier contact {#contact}

Les premières minutes comptent. Restez calme et honnête.

Demandez qui est près. Rappelez dans les 48 heures.

::: {.danger #d-call}
Ne rappelez pas un numéro qui a raccroché.
:::

## Avant la rencontre {#before}

Choisissez un lieu calme. Dites à une collègue où vous êtes.

- Qui est près de nous ?
- De combien de temps disposons-nous ?

Notez seulement ce dont vous avez besoin[^n].

[^n]: Un code de dossier, jamais un nom.
""",
}
SHELTER = {
    "en": """# The shelter {#shelter}

A shelter is a safe house for some weeks.

Its address is secret. Nobody writes it down.
""",
    "ar": """# المأوى {#shelter}

المأوى بيت آمن لبضعة أسابيع.

عنوانه سري. ولا يكتبه أحد.
""",
    "fr": """# Le foyer {#shelter}

Un foyer est une maison sûre pour quelques semaines.

Son adresse est secrète. Personne ne la note.
""",
}
FILES = {
    "handbook.toml": TOML,
    "terms.csv": TERMS,
    **{f"{code}/10-contact.md": text for code, text in CONTACT.items()},
    **{f"{code}/20-shelter.md": text for code, text in SHELTER.items()},
}


@dataclass
class Desk:
    """A handbook in a folder. Commands answer with what a person sees: the exit code and the lines."""

    root: Path

    @classmethod
    def new(cls, root: Path) -> Desk:
        write(root, FILES)
        return cls(root)

    def run(self, *words: object) -> tuple[int, list[str]]:
        result = run("-C", self.root, *words)
        return result.exit_code, result.output.splitlines()

    def done(self, *words: object) -> list[str]:
        """The lines of a command that has to end with 0."""
        code, lines = self.run(*words)
        assert code == 0, "\n".join(lines)
        return lines

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """What a person does in an editor: other words at one place."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")

    def at(self, name: str, words: str) -> str:
        """The place of a line: `ar/10-contact.md:13`."""
        lines = [number for number, line in enumerate(self.read(name).splitlines(), 1) if words in line]
        assert len(lines) == 1, f"{words!r} stands on {len(lines)} lines of {name}"
        return f"{name}:{lines[0]}"

    def wants(self, language: str, *words: object) -> list[str]:
        """Places and states that status names, such as `ar/10-contact.md:5:1: stale`."""
        lines = self.done("status", "-l", language, *words)
        return [line for line in lines if ".md:" in line and not line.startswith(" ")]
