"""Streams, the bus, and who is told what."""
