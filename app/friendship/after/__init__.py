"""From the first meeting on: three answers, what was agreed, looking at it again, and an end with care."""
