"""Youths, families, and the ties that join them to the people around them."""
