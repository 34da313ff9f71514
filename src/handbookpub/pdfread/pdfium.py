"""PDFium, one caller at a time.

PDFium is not thread-safe, not even for different documents: two calls at once crash or corrupt the process
(pypdfium2, "Incompatibility with Threading"). Editions are rendered side by side in threads, so every use goes
through `document`, which holds the lock until the last handle is closed. No other module imports pypdfium2.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_LOCK = threading.Lock()


@contextmanager
def document(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open the document in `data`; only one thread is inside at a time, so do not nest it.

    Pages and text pages are closed with their document. A bitmap is not: close it before leaving. Raises
    ImportError where pypdfium2 is missing.
    """
    import pypdfium2

    with _LOCK:
        opened = pypdfium2.PdfDocument(data)
        try:
            yield opened
        finally:
            opened.close()
