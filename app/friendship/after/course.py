"""The verbs of a request once two know each other: the course a friendship takes, up to its end."""

from typing import TYPE_CHECKING
from uuid import UUID

from app.friendship import bonds
from app.friendship.states import EndedBecause, RequestState
from app.identity.policy import Change
from app.kit.errors import Refused
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

S = RequestState
BEFORE_FRIENDS = (S.FIRST_MEETING, S.EXPECTATIONS)


class Course:
    """The part of FriendshipRequest that begins with the first meeting."""

    if TYPE_CHECKING:  # they stand on FriendshipRequest
        id: UUID
        youth_id: UUID
        state: RequestState
        ended_because: EndedBecause | None
        ended_words: str | None

        def _ask(self, change: Change, by: Viewer) -> None: ...
        def hold_still(self, by: Viewer) -> None: ...  # noqa: D102
        def moved(self, state: RequestState, by: Viewer, note: str | None = None) -> None: ...  # noqa: D102

    def befriend(self, *, by: "Viewer") -> None:
        """The coordinator heard from both, or was there when they agreed: they are friends."""
        self._ask(Change.BEFRIEND, by)
        if self.state == S.ACTIVE:
            return
        if self.state not in BEFORE_FRIENDS:
            raise Refused(_("First both say yes and meet. Then it can become a friendship."))
        bonds.close_first_meetings(self, by)  # type: ignore[arg-type]
        self.moved(S.ACTIVE, by)

    def expectations_agreed(self, by: "Viewer") -> None:
        """Both have signed what they expect of each other: they are friends. Said twice is said once."""
        self._ask(Change.AGREE_EXPECTATIONS, by)
        if self.state == S.ACTIVE:
            return
        if self.state != S.EXPECTATIONS:
            raise Refused(_("First both say yes and meet. Then it can become a friendship."))
        self.moved(S.ACTIVE, by)

    def not_this_time(self, *, by: "Viewer") -> None:
        """After a first meeting that didn't become more: it ends gently, and the search goes on."""
        self._ask(Change.END_FRIENDSHIP, by)
        if self.state not in BEFORE_FRIENDS:
            raise Refused(_("This can be said only after a first meeting."))
        bonds.part(self, by)  # type: ignore[arg-type]
        self.moved(S.LOOKING, by)

    def end(
        self, because: EndedBecause, words: str = "", goodbye: str = "", *, last: bool = False, by: "Viewer"
    ) -> None:
        """The friendship ends. What was stays in the history, and a new request can be made.

        `words` are for the organisation, `goodbye` is for the other side. With `last` the two may meet once more, if
        both want it: until then, or until one of them doesn't, they still know each other.
        """
        by.require(Change.END_FRIENDSHIP, self)  # type: ignore[arg-type]
        self.hold_still(by)
        if self.state == S.ENDED:
            return
        if self.state != S.ACTIVE:
            raise Refused(_("There is no friendship to end here."))
        self.ended_because, self.ended_words = because, words or None
        bonds.farewell(self, goodbye, by, last=last)  # type: ignore[arg-type]
        self.moved(S.ENDED, by)
