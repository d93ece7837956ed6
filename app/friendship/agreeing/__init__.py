"""What the two expect of each other: answered alone, put side by side, talked about, kept and signed (domain.md)."""
