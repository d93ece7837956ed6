"""Conversations, messages, photos, and what youths ask interpreters."""
