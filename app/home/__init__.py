"""Home: what waits for me, what happens next, who helps me now."""
