"""Logs: what happened and where in the code, never what somebody wrote."""

import logging
import traceback
from types import TracebackType

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Tells the kind of an error and the lines it passed through; its text may hold somebody's words."""

    def formatException(self, failure: Failure) -> str:  # noqa: N802  logging's own name
        """File, line and function of each step, then the kind of the error alone."""
        kind, _error, trace = failure
        steps = [f"  {s.filename}:{s.lineno} in {s.name}" for s in traceback.extract_tb(trace)]
        return "\n".join([*steps, kind.__name__ if kind else ""])


def quiet(level: str) -> None:
    """Log to the console in this way, uvicorn's own loggers included."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
