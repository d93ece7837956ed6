"""Who looked at a youth, and who changed what. Knows ids and a caller, never a room."""
