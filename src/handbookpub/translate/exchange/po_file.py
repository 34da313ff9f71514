"""The grammar of PO files (GNU gettext manual, "The Format of PO Files"): text to entries and back.

Written here because a reader that forgives too much loses text: polib 1.2 reads `msgstr "call 0123`, whose closing
quotation mark is missing, as `call 012`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from handbookpub.translate.exchange.model import Unreadable

STRING = re.compile(r'(?:(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*)?"(?P<text>(?:[^"\\]|\\.)*)"$')
BYTES = r"(?:\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}))+"
ESCAPE = re.compile(rf"(?P<bytes>{BYTES})|\\(?P<letter>.)")
BYTE = re.compile(r"\\(?:([0-7]{1,3})|x(..?))")
LETTERS = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "a": "\a", "\\": "\\", '"': '"'}
WRITTEN = str.maketrans({char: f"\\{letter}" for letter, char in LETTERS.items()})
CHARSET = re.compile(rb"charset=([\w.:-]+)")
FIELDS = {"msgctxt": "context", "msgid": "id", "msgstr": "text", "msgstr[0]": "text"}
"""Keywords and the fields of an entry; those of plurals are read over."""


@dataclass(slots=True)
class Entry:
    """One message. `line` is where it starts; `context` is None where there is no msgctxt."""

    id: str = ""
    text: str = ""
    context: str | None = None
    previous: str = ""
    fuzzy: bool = False
    extracted: list[str] = field(default_factory=list)  # "#." lines
    comments: list[str] = field(default_factory=list)  # "# " lines of translators
    places: list[str] = field(default_factory=list)
    line: int = 0


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, or what a byte order mark or the header says. Raises Unreadable."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        declared = CHARSET.search(data)
        try:
            return data.decode(declared[1].decode() if declared else "utf-8")
        except (UnicodeDecodeError, LookupError):
            line = data.count(b"\n", 0, error.start) + 1
            raise Unreadable(f"line {line}: the file is not UTF-8; save it again as UTF-8") from None


def parse(text: str) -> list[Entry]:
    """The entries of a file in their order, obsolete ones left out. Raises Unreadable with the line."""
    reader = _Reader()
    for number, line in enumerate(re.split("\r\n|\n|\r", text), 1):
        reader.line(number, line.strip(" \t"))
    return reader.finish()


class _Reader:
    """A file read line by line: the entry at hand, the keywords it has, and what a continued line belongs to."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._entry = Entry()
        self._keys: set[str] = set()
        self._last = ""

    def line(self, number: int, line: str) -> None:
        """One line without the spaces around it."""
        if line.startswith("#~"):
            self._flush(number)
            self._entry, self._last = Entry(), ""  # the comments above belong to the obsolete entry
        elif line.startswith("#|"):
            self._string(number, line[2:].strip(" \t"), "previous ")
        elif line.startswith("#"):
            self._comment(number, line)
        elif line:
            self._string(number, line, "")

    def finish(self) -> list[Entry]:
        """The entries, when the last line was read."""
        self._flush(0)
        return self._entries

    def _flush(self, number: int) -> None:
        """The entry at hand is finished at line `number`."""
        if "text" in self._keys and "id" in self._keys:
            self._entries.append(_unescaped(self._entry))
        elif self._keys - {"previous id"}:
            raise Unreadable(f"line {self._entry.line}: an entry lacks its msgid or its msgstr")
        if self._keys:
            self._entry, self._keys, self._last = Entry(line=number), set(), ""

    def _comment(self, number: int, line: str) -> None:
        if "text" in self._keys:
            self._flush(number)
        mark, rest = line[1:2], line[2:].strip(" ")
        if mark in (",", "="):
            self._entry.fuzzy |= "fuzzy" in re.split(r"[,\s]+", rest)
        elif mark == ".":
            self._entry.extracted.append(rest)
        elif mark == ":":
            self._entry.places.extend(rest.split())
        else:
            self._entry.comments.append(line[1:].removeprefix(" "))

    def _string(self, number: int, line: str, prefix: str) -> None:
        found = STRING.match(line)
        if not found:
            raise Unreadable(f"line {number}: a string lacks a quotation mark, or this is no line of a PO file")
        key = found["key"]
        if key:
            name = prefix + FIELDS.get(key, key)
            if name in self._keys or ("text" in self._keys and not name.startswith("msg")):
                self._flush(number)
            self._keys.add(name)
            self._last = name
            self._entry.line = self._entry.line or number
        if not self._last:
            raise Unreadable(f"line {number}: a string belongs to no msgid or msgstr")
        self._add(found["text"])

    def _add(self, text: str) -> None:
        if self._last == "context":
            self._entry.context = (self._entry.context or "") + text
        elif self._last == "id":
            self._entry.id += text
        elif self._last == "text":
            self._entry.text += text
        elif self._last == "previous id":
            self._entry.previous += text


def _unescaped(entry: Entry) -> Entry:
    """An entry whose strings were read whole: a letter's bytes may be parted by the end of a line."""
    context = None if entry.context is None else unescape(entry.context)
    text, previous = unescape(entry.text), unescape(entry.previous)
    return replace(entry, id=unescape(entry.id), text=text, previous=previous, context=context)


def unescape(text: str) -> str:
    """A string as it is meant. A backslash that escapes nothing known was typed by hand and stays."""

    def meant(found: re.Match[str]) -> str:
        if found["letter"]:
            return LETTERS.get(found["letter"], found[0])
        numbers = (int(octal or digits, 8 if octal else 16) for octal, digits in BYTE.findall(found["bytes"]))
        try:
            return bytes(numbers).decode()  # `msgcat --escape` writes letters as the bytes of UTF-8
        except ValueError:
            return found[0]

    return ESCAPE.sub(meant, text)


def form(entries: Iterable[Entry]) -> str:
    """Entries as a file. Long lines are not wrapped."""
    return "\n".join("".join(f"{line}\n" for line in _lines(entry)) for entry in entries)


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in entry.comments)
    yield from (f"#. {line}" for line in entry.extracted)
    yield from (f"#: {place}" for place in entry.places)
    if entry.fuzzy:
        yield "#, fuzzy"
    if entry.previous:
        yield f"#| msgid {_quoted(entry.previous)}"
    if entry.context is not None:
        yield f"msgctxt {_quoted(entry.context)}"
    yield f"msgid {_quoted(entry.id)}"
    if entry.id:
        yield f"msgstr {_quoted(entry.text)}"
    else:
        yield 'msgstr ""'
        yield from (_quoted(line) for line in entry.text.splitlines(keepends=True))


def _quoted(text: str) -> str:
    return f'"{text.translate(WRITTEN)}"'
