"""Friendship families: the youth asks, an organisation looks, both say yes, they meet."""
