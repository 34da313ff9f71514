"""What a click does: the same as `mark`, `pair` and `comment` do on the command line, and the edit of one paragraph.

A click says which text it was about. If another text stands there by now, nothing is done and the page is told to
look again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handbookpub.model import Handbook
from handbookpub.reading.files import write_text
from handbookpub.serve.chapters import only
from handbookpub.serve.library import Library, PageKey
from handbookpub.serve.rows import Raw
from handbookpub.serve.views import View, Views
from handbookpub.translate import people, records
from handbookpub.translate.baseline import Refused
from handbookpub.translate.exchange.model import Incoming, Returned
from handbookpub.translate.graft import paragraphs
from handbookpub.translate.receive import plan
from handbookpub.translate.records import sealed
from handbookpub.translate.segments import Segment
from handbookpub.translate.sketch import mark
from handbookpub.translate.states import made, source_print
from handbookpub.translate.status import Item
from handbookpub.translate.units import base, identified

NAME = 80
"""Characters of a name."""
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A click: the page, and what it sent."""

    library: Library
    view: View
    data: Mapping[str, Any]

    @property
    def handbook(self) -> Handbook:
        """The handbook with this chapter only: nothing else is looked at."""
        assert self.library.handbook is not None  # there is a page
        return only(self.library.handbook, self.view.page.stem)

    def text(self, name: str, most: int = 50_000) -> str:
        """A text that was sent, its lines ended by line feeds. Raises Refused."""
        given = self.data.get(name, "")
        if not isinstance(given, str) or len(given) > most:
            raise Refused(f"{name} is no text of at most {most} characters")
        return UNSEEN.sub("", given.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()

    def name(self) -> str:
        """Who answers for it. Raises Refused."""
        given = " ".join(self.text("by", NAME).split())
        if not given:
            raise Refused("say who you are: type a name above, anonymous-1 is a name too")
        return given

    def row(self) -> Raw:
        """The row that the click was on, if it is the one that the page showed. Raises Refused."""
        row = self.view.raw.get(self.text("row"))
        if row is None:
            raise Refused("this paragraph is no longer there")
        shown = base(row.item.link) if row.item else ""
        if (shown, source_print(row.sources)) != (self.text("base"), self.text("print")):
            raise Refused("this paragraph was changed in the meantime: look at it again")
        return row

    def place(self, segment: Segment) -> str:
        """A segment's place as `people` reads it."""
        return f"{self.view.page.stem}.md:{segment.place.line}:{segment.place.column}"

    def target(self) -> str:
        """The place of the row's translation. Raises Refused."""
        targets = self.row().targets
        if not targets:
            raise Refused("nothing is translated here yet")
        return self.place(targets[0])


def _mark(asked: Asked, reviewed: bool) -> str:
    outcome = people.mark(asked.handbook, asked.view.page.code, asked.target(), reviewed, asked.name())
    if outcome.refused:
        raise Refused(outcome.refused[0][1])
    return "marked as reviewed" if reviewed else "marked as translated"


def _without_effect(asked: Asked) -> str:
    outcome = people.without_effect(asked.handbook, asked.place(asked.row().sources[0]), asked.name())
    return f"signed: this edit changes nothing for translations ({len(outcome.done)} paragraph)"


def _comment(asked: Asked) -> str:
    words = asked.text("text", 5_000)
    if not words:
        raise Refused("type what there is to say")
    people.comment(asked.handbook, asked.view.page.code, asked.target(), asked.name(), words)
    return "the comment stands beside the paragraph"


def _close(asked: Asked) -> str:
    people.close_comments(asked.handbook, asked.view.page.code, asked.target())
    return "the comments here are closed"


def _pair(asked: Asked) -> str:
    ours, theirs = (_chosen(asked, name) for name in ("sources", "targets"))
    people.pair(asked.handbook, asked.view.page.code, theirs, ours)
    return "paired"


def _chosen(asked: Asked, side: str) -> list[str]:
    """The places of the pieces that were clicked: `["r12", 0, "fingerprint"]` each."""
    given = asked.data.get(side)
    if not isinstance(given, list) or not given:
        raise Refused("choose a source paragraph and its translation")
    found: list[str] = []
    for one in given:
        key, index, print_ = one if isinstance(one, list) and len(one) == 3 else ("", 0, "")
        row = asked.view.raw.get(str(key))
        pieces: Sequence[Segment] = (row.sources if side == "sources" else row.targets) if row else ()
        if not isinstance(index, int) or not 0 <= index < len(pieces) or pieces[index].fingerprint != print_:
            raise Refused("one of these was changed in the meantime: choose again")
        found.append(asked.place(pieces[index]))
    return found


def _edit(asked: Asked) -> str:
    """New words for one paragraph, laid against the file as it stands: nothing else of it changes."""
    key, based, new = asked.text("row"), asked.text("base"), asked.text("text")
    row, progress = asked.view.raw.get(key), asked.view.page.progress
    if row is None or row.item is None:
        raise Refused("this paragraph is no longer there: copy your text and load the page again")
    if not new:
        raise Refused("there is no text: to take a paragraph out, open the file in an editor")
    unit = next(name for name, item in identified(progress).items() if item is row.item)
    comments = row.record.comments if row.record else ()
    returned = Returned("", asked.view.page.code, asked.view.page.stem,
                        (Incoming(unit, based, new, "translated", comments),))  # fmt: skip
    planned = plan(progress, returned, progress.translation.path)
    if planned.findings:
        first = planned.findings[0]
        raise Refused(f"{first.message}; {first.hint}" if first.hint else first.message)
    if planned.text == progress.translation.text:
        return "nothing changed"
    write_text(asked.library.root, progress.translation.path, planned.text)
    _keep(asked, row.item, next(change.new for change in planned.changes))
    return "saved"


def _keep(asked: Asked, item: Item, new: str) -> None:
    """Record what an edit was made from: it may be so unlike the text before that nobody could tell later."""
    by = asked.text("by", NAME) or (item.link.row.translator if item.link.row else "")
    row = replace(made(item.link, by, False, False), target=tuple(map(mark, paragraphs(item.link, new))))
    progress = asked.view.page.progress
    rows = [sealed(row) if each is item else each.link.row for each in progress.items]
    rows += [row for row, _ in progress.translation.alignment.orphans]
    records.save(asked.library.root, asked.view.page.code, asked.view.page.stem, filter(None, rows))


ACTIONS: Mapping[str, Callable[[Asked], str]] = {
    "translated": lambda asked: _mark(asked, False),
    "reviewed": lambda asked: _mark(asked, True),
    "without-effect": _without_effect,
    "comment": _comment,
    "close": _close,
    "pair": _pair,
    "edit": _edit,
}


def act(library: Library, views: Views, key: PageKey, name: str, data: Mapping[str, Any]) -> str:
    """Do what a click asks for. Gives a sentence. Raises Refused, OSError and KeyError."""
    with library.lock:
        library.refresh()
        view = views.view(key)
        if view.page.faults:
            raise Refused(f"{view.page.faults[0].place}: {view.page.faults[0].message}; mend this first")
        if name != "edit":
            library.record([key])  # what was saved before the click belongs to nobody yet
            view = views.view(key)
        try:
            return ACTIONS[name](Asked(library, view, data))
        finally:
            library.refresh()
