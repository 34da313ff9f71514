"""A screen reader follows the structure tree: the walk must find ours whole, and must notice when it is
not.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest

from handbookpub.pdfread import links, structure
from support.pdf import printed

BODY = """
<h1 id="one">الفصل الأول</h1>
<p>نص فيه <b>كلمة</b> (<i>Palermo</i>, 2000) و<a href="#two">إحالة</a>
و<a href="https://example.org">موقع</a>.</p>
<img alt="مربع" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='20'
 height='20'%3E%3Cpath d='M0 0h20v20z'/%3E%3C/svg%3E"/>
<h2 id="two">قسم</h2>
<table><caption>مستويات الخطر</caption><thead><tr><th>المستوى</th><th>المعنى</th></tr></thead>
<tbody><tr><td>عال</td><td>تصرف الآن</td></tr><tr><td>منخفض</td><td>انتظر</td></tr></tbody></table>
<ul><li>بند</li><li>بند <sup>2</sup></li></ul>
"""
Breaker = Callable[[Any], None]


@cache
def whole() -> bytes:
    return printed(BODY)


def faults(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return set(structure.summary(structure.read(pdf).faults))


def first(pdf: Any, kind: str) -> Any:
    """The first structure element of a type, in any place of the file."""
    return next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == f"/{kind}")


def marked_leaf(pdf: Any) -> Any:
    """An element that holds marked content."""
    return next(
        o
        for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o and mcid_of(o) is not None
    )


def mcid_of(element: Any) -> int | None:
    kids = element.get("/K")
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return next((kid for kid in kids if isinstance(kid, int)), None)


def parent_entries(pdf: Any) -> Any:
    """The parent tree's entry of the first page."""
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    return tree[int(pdf.pages[0].StructParents)]


def lose_marked_content(pdf: Any) -> None:
    marked_leaf(pdf).K = pikepdf.Array()


def name_content_that_is_not_there(pdf: Any) -> None:
    marked_leaf(pdf).K = pikepdf.Array([mcid_of(marked_leaf(pdf)), 9999])


def reach_content_twice(pdf: Any) -> None:
    leaf = marked_leaf(pdf)
    leaf.K = pikepdf.Array([mcid_of(leaf), mcid_of(leaf)])


def lead_up_to_a_stranger(pdf: Any) -> None:
    first(pdf, "P").P = first(pdf, "Table")


def put_a_page_under_another_key(pdf: Any) -> None:
    pdf.pages[0].StructParents = int(pdf.pages[0].StructParents) + 1


def swap_two_entries(pdf: Any) -> None:
    entries = parent_entries(pdf)
    entries[0], entries[len(entries) - 1] = entries[len(entries) - 1], entries[0]


def forget_an_annotation(pdf: Any) -> None:
    del pdf.pages[0].Annots[0]["/StructParent"]


def describe_no_figure(pdf: Any) -> None:
    del first(pdf, "Figure")["/Alt"]


def make_header_cells_plain(pdf: Any) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TH":
            element.S = pikepdf.Name.TD


def name_a_header_that_is_not_there(pdf: Any) -> None:
    first(pdf, "TD").A = pikepdf.Dictionary(O=pikepdf.Name.Table, Headers=[pikepdf.String("nobody")])


def make_items_plain(pdf: Any) -> None:
    first(pdf, "LI").S = pikepdf.Name.Span


def drop_the_id_tree(pdf: Any) -> None:
    first(pdf, "TH").ID = pikepdf.String("a-new-name")
    if "/IDTree" in pdf.Root.StructTreeRoot:
        del pdf.Root.StructTreeRoot["/IDTree"]


def unmark_the_page(pdf: Any) -> None:
    marks = ("BDC", "BMC", "EMC")
    kept = [i for i in pikepdf.parse_content_stream(pdf.pages[0]) if str(i.operator) not in marks]
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def say_it_is_not_tagged(pdf: Any) -> None:
    del pdf.Root["/MarkInfo"]


BROKEN: dict[str, tuple[Breaker, ...]] = {
    "unreached": (lose_marked_content,),
    "empty": (name_content_that_is_not_there,),
    "twice": (reach_content_twice,),
    "parent": (lead_up_to_a_stranger,),
    "parent tree": (put_a_page_under_another_key, swap_two_entries),
    "annotation": (forget_an_annotation,),
    "alt": (describe_no_figure,),
    "no header": (make_header_cells_plain,),
    "headers": (name_a_header_that_is_not_there,),
    "list": (make_items_plain,),
    "id tree": (drop_the_id_tree,),
    "outside": (unmark_the_page,),
    "no tree": (say_it_is_not_tagged,),
}


def broken(breaker: Breaker) -> bytes:
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        breaker(pdf)
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


def test_our_tree_is_whole() -> None:
    assert faults(whole()) == set()


def test_the_tree_reads_in_logical_order() -> None:
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        kinds = [element.kind for element in structure.read(pdf).elements()]
    order = [
        kinds.index(kind) for kind in ("H1", "P", "Link", "Figure", "H2", "Table", "TH", "TD", "L", "LI")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(("kind", "breaker"), [(k, b) for k, bs in BROKEN.items() for b in bs])
def test_a_broken_tree_is_noticed(kind: str, breaker: Breaker) -> None:
    assert kind in faults(broken(breaker))


def test_every_kind_of_fault_has_a_broken_file() -> None:
    assert set(BROKEN) == set(structure.KINDS)


def read_links(data: bytes) -> links.Links:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return links.read(pdf)


def test_links_and_bookmarks_arrive() -> None:
    found = read_links(whole())
    assert {bookmark.label for bookmark in found.bookmarks} == {"الفصل الأول", "قسم"}
    assert [link.uri for link in found.links if link.uri] == ["https://example.org"]
    assert not [target for target in (*found.links, *found.bookmarks) if target.leads_nowhere]


def test_a_lost_destination_is_noticed() -> None:
    def forget(pdf: Any) -> None:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        del names["two"]

    assert [link.label for link in read_links(broken(forget)).links if link.leads_nowhere] == ["two"]


def test_a_bookmark_to_a_page_that_is_gone_is_noticed() -> None:
    def forget(pdf: Any) -> None:
        pdf.Root.Outlines.First.Dest = pikepdf.Array(
            [pdf.make_indirect(pikepdf.Dictionary()), pikepdf.Name.Fit]
        )

    assert [mark.label for mark in read_links(broken(forget)).bookmarks if mark.leads_nowhere]
