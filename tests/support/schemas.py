"""Schemas of exchange formats, from packages that other people publish."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from lxml import etree

from support import tools

SYMFONY = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")


class Local(etree.Resolver):
    """Answers every import by the name at the end of its address."""

    def __init__(self, files):
        self.files = files

    def resolve(self, url, public_id, context):
        return self.resolve_string(self.files[url.rsplit("/", 1)[-1]], context, base_url=url)


def schema(main, files):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local(files))
    return etree.XMLSchema(etree.fromstring(main, parser, base_url="mem:/main.xsd"))


@cache
def packed(group):
    """The schemas in the first jar of a group, by their names."""
    with zipfile.ZipFile(tools.jars(group)[0]) as jar:
        names = [name for name in jar.namelist() if name.endswith((".xsd", ".dtd"))]
        return {name.rsplit("/", 1)[-1]: jar.read(name) for name in names}


@cache
def xliff12():
    """The strict schema of XLIFF 1.2."""
    folder = tools.file(SYMFONY, "php-symfony-translation")
    files = {path.name: path.read_bytes() for path in folder.glob("*.xsd")}
    return schema(files["xliff-core-1.2-strict.xsd"], files)


@cache
def xliff21():
    """The schema of XLIFF 2.1 with its modules, which import the core: it must be known before them."""
    files = packed("okapi")
    spaces = {etree.fromstring(data).get("targetNamespace"): name for name, data in files.items()}
    first = {"xml.xsd": 0, "xliff_core_2.0.xsd": 1}
    order = sorted(spaces.items(), key=lambda item: (first.get(item[1], 2), item[1]))
    imports = "".join(f'<import namespace="{space}" schemaLocation="{name}"/>' for space, name in order)
    driver = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    return schema(driver.encode(), files)


@cache
def tmx14():
    """The document type of TMX 1.4."""
    return etree.DTD(io.BytesIO(packed("omegat")["tmx14.dtd"]))


@cache
def srx20():
    """The schema of SRX 2.0."""
    folder = Path(tools.module("choppa", "choppa-srx").__file__).parent
    return schema((folder / "data/xsd/srx20.xsd").read_bytes(), packed("omegat"))


@cache
def tbx08():
    """The schema of TBX, the edition of 2008."""
    return schema(packed("omegat")["tbx.xsd"], packed("omegat"))
