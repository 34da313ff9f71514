"""The handbook's data files: handbook.toml, countries, terms, exceptions, each checked field by field."""
