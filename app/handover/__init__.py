"""From one caseworker to the next, for one youth or many: what is open, what was agreed, what the youth wants known."""
