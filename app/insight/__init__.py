"""Numbers about all, never about one."""
