"""Interpreter bookings: the steady interpreter (fast tolk) for a meeting, and the hours a week granted for it [2.3]."""
