"""Sheets of a form that come loose: each page after a form's first says in its upper margin which form it belongs to,
and leaves a blank for the case code.

The words are an attribute (`data-form`) that print.css makes a named string of; the element after a form ends it. Only
forms that ask for a case code, and what follows such a form in its chapter, have the blank: a list of telephone numbers
belongs to no person. The blank is called as the form itself calls it, with any condition that stands in its field.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbookpub.languages import Language

from .elements import Element, add_class, classes
from .paper import label

BLANK = "_" * 24
"""What a hand writes on: about 35 mm on A5. A margin shows text and no drawing."""
END = "after-form"


def forms(root: Element, language: Language) -> None:
    """Give each form of a chapter the words of its further pages. Call it after `footnotes`."""
    code = ""
    for form in [found for found in root.iter("div") if _is_form(found)]:
        own = next(filter(lambda name: _asks(name, language), _fields(form)), "")
        code = code or (own and language.strings["case_code"])
        holder = next((child for child in form if "title" in classes(child)), None)
        title = language.strings["form"] if holder is None else label(holder)
        words = f"{title} ({language.strings['continued']})"
        if own or code:
            asked = language.strings["case_code"]  # these words stay on the line of the blank
            called = (own or code).replace(asked, asked.replace(" ", "\u00a0"))
            words += language.list_separator + language.say("to_fill", label=called, blank=BLANK)
        for child in list(form)[1:2]:
            child.set("data-form", words)
        if (after := _after(form)) is not None:
            add_class(after, END)


def _is_form(element: Element) -> bool:
    return {"block", "form"} <= classes(element)


def _fields(form: Element) -> Iterator[str]:
    """The labels of a form's fields."""
    return (label(name) for name in form.iterfind(".//span[@class='name']"))


def _asks(name: str, language: Language) -> bool:
    return name.casefold().startswith(language.strings["case_code"].casefold())


def _after(form: Element) -> Element | None:
    """The first element behind a form that holds no other form; None where nothing follows, or a form, which begins
    with an end of its own.
    """
    after = _following(form)
    while after is not None and any(map(_is_form, after.iterdescendants("div"))):
        after = next(after.iterchildren("*"), None)
    return None if after is None or _is_form(after) else after


def _following(element: Element) -> Element | None:
    """The next element in the order of the text that is not inside this one."""
    holder: Element | None = element
    while holder is not None:
        following = next(holder.itersiblings("*"), None)
        if following is not None:
            return following
        holder = holder.getparent()
    return None
