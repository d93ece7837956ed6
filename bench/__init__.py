"""Measurements. Separate from the tests: everything compared runs in turns, in one run, as ratios."""
