"""Demand and supply as a coordinator sees them: her organisation's, and of others' requests what sharing shows her.

Small numbers stand as they are: she may see these requests one by one. Steering has its own numbers (app/insight).
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from app.finding.supply import (
    AGES,
    FREE,
    PARTS_OF_WEEK,
    Bar,
    Offer,
    band,
    bars,
    gaps,
    parts_of_week,
    wishes,
)
from app.friendship import questions
from app.friendship.matching.gathering import families
from app.friendship.matching.sides import Offered, Wanted
from app.friendship.models import FriendshipRequest
from app.friendship.questions import SHARED, Option, only
from app.friendship.states import RequestState
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.people.models import Youth
from app.web.i18n import N_
from app.web.i18n import gettext as _

R = FriendshipRequest
ASKING = (RequestState.SENT, RequestState.LOOKING)  # who has a family put forward doesn't wait for one
MOST_GAPS = 8


@dataclass(frozen=True, slots=True)
class Table:
    """Rows about one thing, as they stand on the page."""

    title: str
    bars: list[Bar]

    @property
    def largest(self) -> int:
        """The longest bar."""
        return max((n for bar in self.bars for n in (bar.asked, bar.ready, bar.coming)), default=1) or 1


def asking(viewer: Viewer) -> list[Wanted]:
    """Who waits for a family. Of a request another organisation works on: what the queue shows, no more."""
    rows = viewer.run(
        viewer.rows(R, R.id, R.answers, R.sent_at, R.organisation_id, Youth.birth_date, Youth.postcode)
        .join(Youth, col(Youth.id) == col(R.youth_id))
        .where(col(R.state).in_(ASKING))
    )
    ours = viewer.organisations(Role.COORDINATOR)
    found = []
    for row in viewer.listed(rows, "friendship_request"):
        own = row.organisation_id in ours
        found.append(
            Wanted.of(
                row.id,
                row.answers if own else only(row.answers, SHARED),
                age=clock.age_on(row.birth_date, viewer.today),
                postcode=row.postcode if own else "",
                waited=(viewer.now - row.sent_at).days if row.sent_at else 0,
            )
        )
    return found


def offering(viewer: Viewer) -> list[Offer]:
    """The organisation's families that are ready or near it."""
    return [
        Offer(side.offered)
        for organisation in sorted(viewer.organisations(Role.COORDINATOR))
        for side in families(viewer, organisation).values()
    ]


def _named(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(option.value, _(option.label)) for option in options]


def age_words(ages: tuple[int, int]) -> str:
    """Ages that are told together, in words."""
    low, high = ages
    if low == high:
        return str(low)
    if (low, high) == AGES[0]:
        return _("%(age)s or younger", age=high)
    return _("%(age)s or older", age=low) if (low, high) == AGES[-1] else f"{low}–{high}"


def _takes(offered: Offered) -> list[str]:
    """The bands of ages in which a family would take at least one."""
    low, high = offered.ages or (AGES[0][0], AGES[-1][1])
    return [str(ages) for ages in AGES if any(low <= age <= high for age in range(ages[0], ages[1] + 1))]


def tables(wanted: list[Wanted], offers: list[Offer]) -> list[Table]:
    """One table for each thing that is asked for and offered."""
    places = {one.postcode for one in wanted if one.postcode}
    week = [(value, _(label)) for value, label in PARTS_OF_WEEK.items()]
    found = [
        Table(N_("The family they would like"), [_translated(bar) for bar in wishes(wanted, offers)]),
        Table(N_("When they have time"), bars(wanted, offers, week, lambda w: parts_of_week(w.times), lambda o: parts_of_week(o.times))),
        Table(N_("What they like to do"), bars(wanted, offers, _named(questions.INTERESTS), lambda w: w.interests, lambda o: o.interests)),
        Table(N_("How old they are"), bars(wanted, offers, [(str(one), age_words(one)) for one in AGES], lambda w: [str(band(w.age))], _takes)),
        Table(N_("Where they live"), bars(wanted, offers, [(one, one) for one in sorted(places)], lambda w: [w.postcode], lambda o: [o.postcode])),
        Table(N_("Languages"), bars(wanted, offers, _named(questions.LANGUAGES), lambda w: w.languages, lambda o: o.languages)),
    ]  # fmt: skip
    return [table for table in found if table.bars]


def _translated(bar: Bar) -> Bar:
    """The same in the reader's language."""
    return Bar(_(bar.label), bar.asked, bar.ready, bar.coming)


def show(viewer: Viewer) -> dict[str, Any]:
    """The whole page. One statement for the requests, three for each organisation's families."""
    wanted, offers = asking(viewer), offering(viewer)
    ready = [one.offered for one in offers if one.ready]
    found = gaps(wanted, offers)
    return {
        "asking": len(wanted),
        "places": sum(one.places for one in ready),
        "ready": len(ready),
        "coming": sum(one.coming for one in offers),
        "gaps": found[:MOST_GAPS] if ready else [],
        "tables": tables(wanted, offers),
        "free": FREE,
        "age_words": age_words,
    }
