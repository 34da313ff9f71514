"""Schemas of exchange formats, from packages that other people publish; nothing is fetched while tests run."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

SYMFONY = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
"""Debian's php-symfony-translation: XLIFF 1.2 strict and the core of 2.x."""
OKAPI = Path.home() / ".m2/repository/net/sf/okapi/lib/okapi-lib-xliff2"
"""Maven's okapi-lib-xliff2, where somebody has it: the modules of XLIFF 2.1 too."""
XSD = "{http://www.w3.org/2001/XMLSchema}schema"


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
def _symfony():
    if not SYMFONY.is_dir():
        pytest.skip(f"no XLIFF schemas in {SYMFONY} (apt-get install php-symfony-translation)")
    return {path.name: path.read_bytes() for path in SYMFONY.glob("*.xsd")}


@cache
def xliff12():
    """The strict schema of XLIFF 1.2."""
    return schema(_symfony()["xliff-core-1.2-strict.xsd"], _symfony())


@cache
def xliff21():
    """The schema of XLIFF 2.x, with its modules where a package has them."""
    jar = next(iter(sorted(OKAPI.glob("*/*.jar"))), None)
    if not jar:
        return schema(_symfony()["xliff-core-2.0.xsd"], _symfony())
    with zipfile.ZipFile(jar) as packed:
        files = {name.rsplit("/", 1)[-1]: packed.read(name) for name in packed.namelist() if name.endswith(".xsd")}
    spaces = {etree.fromstring(data).get("targetNamespace"): name for name, data in files.items()}
    first = {"xml.xsd": 0, "xliff_core_2.0.xsd": 1}
    order = sorted(spaces.items(), key=lambda item: (first.get(item[1], 2), item[1]))
    imports = "".join(f'<import namespace="{space}" schemaLocation="{name}"/>' for space, name in order)
    driver = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    return schema(driver.encode(), files)
