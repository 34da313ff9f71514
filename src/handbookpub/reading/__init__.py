"""How a chapter file becomes a tree: what `read.py` calls, step by step."""
