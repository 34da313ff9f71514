"""EPUB covers of several languages are painted in threads, while other threads read PDFs.

PDFium allows one call at a time. Without the lock a build died with a trap now and then; here it is provoked
in a process of its own, because the fault takes the whole process with it.
"""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import io
from concurrent.futures import ThreadPoolExecutor
import pikepdf
from handbookpub.pdfread.engines import pdfium
from handbookpub.render import cover

def drawn(number):
    return cover._painted(f"{number % 2} g 100 100 400 400 re f")

def read(number):
    return pdfium(blank)

pages, buffer = pikepdf.new(), io.BytesIO()
for _ in range(20):
    pages.add_blank_page()
pages.save(buffer)
blank = buffer.getvalue()
with ThreadPoolExecutor(8) as threads:
    painted = [threads.submit(drawn, number) for number in range(400)]
    texts = [threads.submit(read, number) for number in range(400)]
    print(len({each.result() for each in painted}), {len(each.result()) for each in texts})
"""


def test_covers_and_readers_side_by_side_do_not_crash() -> None:
    result = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout.strip()) == (0, "2 {20}"), result.stderr
