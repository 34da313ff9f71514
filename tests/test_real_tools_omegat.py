"""OmegaT opens the project that export writes, translates the book and writes files that import takes."""

from __future__ import annotations

from collections import defaultdict

import pytest

from handbookpub.translate import desk
from handbookpub.translate.exchange import omegat, po
from support import tools
from support.packages import SMALL, book

NUMBERS = '<omegat><preference version="1.0"><tagValidation_customPattern/></preference></omegat>'
"""OmegaT takes every number for a tag unless this is empty: ٢٤ for 24 would be a lost one."""


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def emptied(project):
    """The project with its memories where OmegaT takes texts from, and without translations, where the memory alone
    can tell them: not of texts that are translated in two ways, nor of those that are the same in both languages,
    which OmegaT leaves empty.
    """
    store = tools.module("translate.storage.pypo", "translate-toolkit").pofile
    stores = [store.parsefile(str(path)) for path in sorted((project / "source").glob("*.po"))]
    known = defaultdict(set)
    for each in stores:
        for unit in each.units:
            known[unit.source].add(unit.target)
    count = 0
    for each in stores:
        for unit in each.units:
            if not unit.isheader() and len(known[unit.source]) == 1 and unit.source != unit.target:
                count += bool(unit.target)
                unit.target = ""
        each.save()
    for path in (project / "tm").glob("*.tmx"):
        path.rename(project / "tm/auto" / path.name)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_omegat_translates_the_book_from_its_memory(tmp_path, language):
    project = write(tmp_path / "project", desk.outgoing(book(), language, "omegat"))
    sent = [len(po.read(path.read_bytes()).units) for path in sorted((project / "source").glob("*.po"))]
    assert emptied(project) > 500
    done = tools.omegat(project, tmp_path / "home")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    arrival = desk.incoming(book(), language, [project])
    assert arrival.findings == []
    assert [change.new for plan in arrival.plans for change in plan.changes if change.new != change.old] == []
    assert [len(plan.changes) for plan in arrival.plans] == sent


@pytest.mark.slow
def test_omegat_knows_our_codes(tmp_path):
    """Where one is missing, its check of tags says so and stops."""
    files = omegat.write_project([SMALL])
    source = next(name for name in files if name.startswith("source/"))
    files[source] = files[source].replace("الاتصال <g1>الأول</g1>".encode(), "الاتصال الأول".encode(), 1)
    project = write(tmp_path / "project", files)
    write(tmp_path / "home", {"omegat.prefs": NUMBERS.encode()})
    done = tools.omegat(project, tmp_path / "home", "--tag-validation=abort")
    assert done.returncode == 1
    assert "<g1>" in done.stdout + done.stderr and "Tag validation failed" in done.stdout + done.stderr
    assert not list((project / "target").glob("*.po"))
