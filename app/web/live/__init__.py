"""What is new is told at once: a verb publishes, those who have the page open get the same partial (SSE).

`publish` is remembered in the session and goes out after its commit, ids alone; a rollback forgets it.
"""

from app.web.live.publishing import publish

__all__ = ["publish"]
