"""The house as it is described in ARCHITECTURE: imports go one way, files and functions stay small,
languages are rows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbookpub import languages

SOURCE = Path(__file__).parent.parent / "src" / "handbookpub"
FILES = sorted(SOURCE.rglob("*.py"))
LAYERS = (
    ("collector", "disk", "languages", "resources"),
    ("memo", "model"),
    ("findings", "stems", "tree"),
    ("faults", "pandoc", "fonts", "pdfread"),
    ("data", "reading"),
    ("read", "readings", "outputs"),
    ("checks", "quantities", "resolve", "translate", "render", "doctor", "scaffold", "serve", "fix"),
    ("verify", "cache", "stamps", "build", "release", "findings_page"),
    ("cli",),
    ("__main__", "__init__"),
)
"""From the ground up. A module may import from its own layer and from those above it in this list."""
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
HEAVY = ("weasyprint", "pikepdf", "babel", "fitz", "pymupdf", "pypdfium2", "playwright", "rich", "uharfbuzz",
         "starlette", "uvicorn", "watchfiles", "docx")  # fmt: skip


OWED: set[str] = set()
"""Files that name a language or look inside a node today. The list may only grow shorter."""


def part(path: Path) -> str:
    """The name of the part of the house that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Imported modules, with line and whether they are loaded with the module."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    outer = {id(node) for node in module.body}
    package = ".".join(["handbookpub", *path.relative_to(SOURCE).parent.parts])
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno, id(node) in outer) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package if node.level else ""
            base = ".".join(filter(None, [up, node.module]))
            yield from ((f"{base}.{alias.name}", node.lineno, id(node) in outer) for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def test_every_part_of_the_house_has_its_layer() -> None:
    assert {part(path) for path in FILES} - LEVEL.keys() == set()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_go_one_way(path: Path) -> None:
    wrong = []
    for module, line, _ in imports(path):
        other = module.removeprefix("handbookpub.").split(".")[0]
        inside = module.startswith("handbookpub.") and other in LEVEL
        if inside and not other.startswith("__") and LEVEL[other] > LEVEL[part(path)]:
            wrong.append(f"line {line}: {module}")
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_heavy_packages_are_loaded_when_they_are_needed(path: Path) -> None:
    early = [module for module, _, outer in imports(path) if outer and module.split(".")[0] in HEAVY]
    assert early == [] or part(path) in ("render", "pdfread", "verify", "serve")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_and_functions_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path) if f.end_lineno}
    assert {key: lines for key, lines in long.items() if lines > 40} == {}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_everything_is_annotated(path: Path) -> None:
    bare = []
    for function in functions(path):
        given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        given += [arg for arg in (function.args.vararg, function.args.kwarg) if arg]
        missing = [arg.arg for arg in given if arg.annotation is None and arg.arg not in ("self", "cls")]
        if missing or function.returns is None:
            bare.append(f"{function.name} (line {function.lineno})")
    assert bare == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_language_is_named_in_the_code(path: Path) -> None:
    codes = set(languages.available())
    found = [
        f"line {node.lineno}: {node.value!r}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in codes
    ]
    assert found == [] or name(path) in OWED


def users(package: str) -> set[str]:
    """The files that import it or anything in it."""
    return {name(path) for path in FILES for module, _, _ in imports(path) if module.startswith(package)}


def test_only_one_module_starts_pandoc() -> None:
    assert users("pypandoc") - {"doctor.py"} == {"pandoc.py"}


def test_only_one_module_opens_pdfium() -> None:
    """It holds the lock without which two threads crash the program."""
    assert users("pypdfium2") == {"pdfread/pdfium.py"}


def test_only_the_tree_looks_inside_a_node() -> None:
    """`node["c"]` is written nowhere else."""
    inside = {
        name(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and node.slice.value == "c"
    }
    assert {path for path in inside if not path.startswith("tree/")} - OWED == set()
