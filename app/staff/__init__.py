"""Pages that gather the rooms below for those around a youth: who needs me today, one youth, ties, accounts."""
