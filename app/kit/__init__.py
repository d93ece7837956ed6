"""The ground floor: record, database, settings, clock, crypto, storage, jobs. Knows no room."""
