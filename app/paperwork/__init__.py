"""Paperwork: what has to be in order for a youth, whose it is, where it stands; the municipality's first [2.3]."""
