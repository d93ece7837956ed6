"""Finding families: how people hear of it, write to us, and come step by step to a young person."""
