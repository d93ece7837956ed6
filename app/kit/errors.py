"""What can go wrong in a way a person is told about."""


class NotFound(Exception):
    """It is not there, or it is not for this viewer: the two are never told apart (404)."""


class Conflict(Exception):
    """The same send came a second time with something else in it (409): the first stays as it is."""


class Refused(Exception):
    """A rule says no. The message is for the reader, already in their language (422)."""


class Unavailable(Exception):
    """Something outside that is needed can't be reached just now (503). The message is for the log: a kind, no data."""
