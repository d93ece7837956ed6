"""What is open for a youth, gathered from the other rooms, so that who hands over forgets nothing."""

from datetime import date
from uuid import UUID

from app.identity.viewer import Viewer
from app.meetups.pages import meetups_of, next_of
from app.messaging.kinds import QueryState
from app.messaging.query_pages import query_facts
from app.paperwork import pages as papers
from app.people.models import Youth
from app.web import i18n
from app.web.dates import short_day
from app.web.i18n import N_
from app.web.i18n import gettext as _

UNDECIDED, UNGIVEN = N_("The asylum case isn't decided."), N_("No municipality is given.")


def open_matters(viewer: Viewer, youth: Youth) -> list[str]:
    """In the reader's language, what is late first."""
    undecided = {UNDECIDED: youth.decided_on is None, UNGIVEN: youth.municipality_id is None}
    found = [_(said) for said, holds in undecided.items() if holds]
    lines = [line for line in papers.lines(viewer, youth) if not line.over]
    for line in sorted(lines, key=lambda line: (not line.late, line.due or date.max)):
        label = _(line.words.label)
        found.append(_("%(what)s, late", what=label) if line.late else label)
    waiting = sum(
        query.state in {QueryState.WAITING, QueryState.TAKEN} for query in query_facts(viewer, youth.id)
    )
    if waiting:
        found.append(
            i18n.ngettext(
                "%(n)s question waits at an interpreter", "%(n)s questions wait at interpreters", waiting
            )
        )
    card = next_of(meetups_of(viewer, youth.id))
    if card and card.starts_at:
        found.append(_("Meets their family on %(day)s", day=short_day(card.starts_at)))
    return found


def of_all(viewer: Viewer, youths: list[Youth]) -> dict[UUID, list[str]]:
    """Of each youth."""
    return {youth.id: open_matters(viewer, youth) for youth in youths}
