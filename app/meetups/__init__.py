"""Meetups: offering up to three times, answering, calling off, and taking them along in a calendar."""
