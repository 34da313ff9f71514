"""Reading a PDF back: glyphs, lines, order, structure, links, and what other engines make of it.

Nothing here knows how print works. `verify` and the tests hold what is read here against what was meant.
"""

from __future__ import annotations
