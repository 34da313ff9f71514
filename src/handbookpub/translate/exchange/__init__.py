"""Exchange with translators' tools: one module for each file format, each with `write` and `read`.

A format knows `model.Package` and `model.Returned` and nothing of chapters, trees or records; inline Markdown becomes
text with codes in `codes`, the same way for every format.
"""
