"""Who does what around a youth: a table in plain words, from a template, changed by the caseworker (domain.md)."""
