"""The preview answers this machine's browser on its own pages, and nobody else."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbookpub import serve
from handbookpub.serve.safety import Guard
from handbookpub.translate.baseline import Refused
from support import teams
from support.preview import ADDRESS, PAGE, Browser, browser

PATHS = ("/", PAGE, "/explain/HB103", "/static/serve.css", "/static/serve.js", "/static/texts.css", "/nothing/here")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("outer")
    root = teams.handbook(folder / "book", {"figures/one.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    (root / ".hidden.svg").write_text("<svg/>")
    (folder / "secret.svg").write_text("<svg>secret</svg>")
    (root / "figures/link.svg").symlink_to(folder / "secret.svg")
    with browser(root) as made:
        yield made


@pytest.mark.parametrize("host", ["127.0.0.1:8377", "localhost:8377", "[::1]:8377", "LOCALHOST"])
def test_names_of_this_machine_are_let_in(preview: Browser, host: str) -> None:
    assert preview.get("/", host=host).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example:8377", "127.0.0.1.evil.example", "10.0.0.7:8377", "127.0.0.1@evil.example", "localhost.", ""]
)
def test_a_name_that_was_pointed_here_is_refused(preview: Browser, host: str) -> None:
    """DNS rebinding: the attacker's name leads to 127.0.0.1, the Host gives it away."""
    for path in PATHS:
        answer = preview.get(path, host=host)
        assert answer.status_code == 421 and "Handbook" not in answer.text


def test_the_address_that_was_told_is_let_in_too() -> None:
    told = Guard("192.168.1.5", "t")
    assert told.refusal("GET", {"host": "192.168.1.5:8377"}) is None
    assert told.refusal("GET", {"host": "192.168.1.6:8377"}) is not None
    everywhere = Guard("0.0.0.0", "t")
    assert everywhere.refusal("GET", {"host": "192.168.1.6:8377"}) is None
    assert everywhere.refusal("GET", {"host": "evil.example"}) is not None


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_requests_that_another_page_makes_are_refused(preview: Browser, site: str) -> None:
    assert all(preview.get(path, sec_fetch_site=site).status_code == 403 for path in PATHS)
    assert preview.get("/", sec_fetch_site="none").status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:9000", "null", "https://127.0.0.1:8377"])
def test_another_origin_reads_and_changes_nothing(preview: Browser, origin: str) -> None:
    assert preview.get(PAGE, origin=origin).status_code == 403
    assert preview.post("comment", {}, origin=origin).status_code == 403


def test_a_change_needs_its_page_its_token_and_its_type(preview: Browser) -> None:
    row = preview.row("calm and honest")
    before = (preview.root / "records/ar/10-one.toml").read_bytes() if (preview.root / "records").exists() else b""
    for headers in ({"x_handbookpub_token": "another"}, {"x_handbookpub_token": ""}, {"origin": ""},
                    {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "none"}):  # fmt: skip
        answer = preview.post("translated", {"row": row.data["key"], "by": "Mona"}, **headers)
        assert answer.status_code == 403, headers
    headers = {"origin": ADDRESS, "x-handbookpub-token": "the-token", "content-type": "text/plain"}
    assert preview.http.post(f"{PAGE}/translated", content="{}", headers=headers).status_code == 415
    assert preview.post("comment", {"text": "x" * 300_000}).status_code == 413
    if before:
        assert b"Mona" not in (preview.root / "records/ar/10-one.toml").read_bytes()


def test_no_get_changes_anything(preview: Browser) -> None:
    for action in ("translated", "reviewed", "edit", "comment", "close", "pair", "without-effect"):
        assert preview.get(f"{PAGE}/{action}").status_code in (404, 405)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert preview.http.request(method, PAGE).status_code == 405


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_closed_to_scripts_frames_and_caches(preview: Browser, path: str) -> None:
    given = preview.get(path).headers
    policy = dict(part.split(None, 1) for part in given["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert (given["referrer-policy"], given["cache-control"]) == ("no-referrer", "no-store")
    assert given["x-content-type-options"] == "nosniff"
    assert not [name for name in given if name.startswith("access-control-")]


@pytest.mark.parametrize("path", ["/", PAGE, "/explain/HB103"])
def test_pages_hold_no_inline_script_or_style_and_ask_nobody_else(preview: Browser, path: str) -> None:
    text = preview.get(path).text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:", text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)


def test_only_pictures_of_the_handbook_are_served(preview: Browser) -> None:
    good = preview.get("/files/figures/one.svg")
    assert good.status_code == 200 and good.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in good.headers["content-security-policy"]  # a script in a drawing runs nowhere
    for path in ("../secret.svg", "%2e%2e/secret.svg", "..%2fsecret.svg", "figures/link.svg", ".hidden.svg",
                 "handbook.toml", "en/10-one.md", "/etc/hostname", "figures/none.svg"):  # fmt: skip
        assert preview.get(f"/files/{path}").status_code == 404, path
    for path in ("/static/../handbook.toml", "/static/fonts/..%2ffonts.toml", "/static/row.html.j2"):
        assert preview.get(path).status_code == 404, path


def test_words_of_the_book_are_words_on_the_page(tmp_path: Path) -> None:
    """An author's markup, names and file names never become markup of ours."""
    code = "`<script>alert(1)</script>` and `<img src=x onerror=alert(1)>`"
    source = f"# One {{#one}}\n\nA [link](https://example.org/'onx='1) and {code} here.\n"
    target = f"# واحد {{#one}}\n\nنص [فيه رابط](https://example.org/'onx='1) ثم {code} هنا.\n"
    root = teams.handbook(tmp_path, {"en/10-one.md": source, "ar/10-one.md": target})
    with browser(root) as made:
        row = made.row("هنا")
        made.click("comment", row, text="<b onclick=alert(1)>x</b>", by="<i>M</i>")
        text = made.get(PAGE).text
        row = made.row("هنا")
    assert "<script>alert" not in text and "<img" not in text and "<b onclick" not in text and "<i>M" not in text
    assert "<script>alert(1)</script>" in row.source and "<img src=x onerror=alert(1)>" in row.target
    assert "<b onclick=alert(1)>x</b>" in row.below


def test_a_port_in_use_is_one_sentence_with_what_to_type() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"port {port} is in use.*type --port {port + 1}"):
            serve.listening("127.0.0.1", port)
    with pytest.raises(Refused, match="no address of this machine"):
        serve.listening("no such host.invalid", 0)


def test_the_preview_is_bound_to_this_machine_unless_told_otherwise() -> None:
    assert serve.HOST == "127.0.0.1"
    with serve.listening(serve.HOST, 0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_a_language_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="'xx' is no translation of this handbook: type one of ar"):
        serve.run(teams.handbook(tmp_path), ("xx",), port=0, say=lambda _: None)
