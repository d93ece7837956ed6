"""Integration families: where a youth lives, since when, and when somebody looks in next."""
