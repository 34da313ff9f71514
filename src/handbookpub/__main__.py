"""`python -m handbookpub` is the command line."""

from __future__ import annotations

from handbookpub.cli import main

if __name__ == "__main__":
    main()
