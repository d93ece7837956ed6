"""The rooms of the house: their routers, in order, and the places each reader's bar leads to."""

from fastapi import APIRouter

from app.bookings import following, routes_answers, routes_asking, routes_hours
from app.bookings import routes as bookings
from app.demo import components
from app.demo import routes as demo
from app.duties import routes as duties
from app.entry import routes as entry
from app.finding.routes import ROUTERS as FINDING
from app.friendship import bonds
from app.friendship.routes import ROUTERS as FRIENDSHIP
from app.handover import routes as handovers
from app.handover import routes_absence, routes_next
from app.health import router as health
from app.home import routes as home
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.insight import routes as insight
from app.meetups import parting, standing
from app.meetups import routes as meetups
from app.meetups import routes_answers as meetup_answers
from app.meetups import routes_calendar as meetup_calendar
from app.meetups import routes_day as meetup_day
from app.meetups import routes_guests as meetup_guests
from app.meetups import routes_moves as meetup_moves
from app.meetups import routes_offers as meetup_offers
from app.meetups import routes_photos as meetup_photos
from app.meetups import routes_weeks as meetup_weeks
from app.messaging import routes as conversations
from app.messaging import (
    routes_checks,
    routes_desk,
    routes_files,
    routes_live,
    routes_messages,
    routes_phrases,
    routes_queries,
    routes_sheets,
)
from app.messaging.pages import unread
from app.notifications import routes as notifications
from app.paperwork import routes as paperwork
from app.people import routes as people
from app.placement.routes import ROUTERS as PLACEMENT
from app.pwa import routes as pwa
from app.safeguarding import routes as safeguarding
from app.staff import routes as staff
from app.staff import routes_accounts, routes_gate, routes_substitutes, routes_ties
from app.web.asking import asking
from app.web.i18n import N_, both
from app.web.pages import Nav, Place, url_for

bonds.parting.append(parting.call_off)
standing.following.append(following.follow)

HOME = ("home.show", "house", N_("Home"))


def routers() -> list[APIRouter]:
    """All routers."""
    return [
        # What is asked most stands first: they are tried in turn.
        routes_messages.router,
        routes_live.router,
        conversations.router,
        home.router,
        health,
        demo.router,
        components.router,
        pwa.router,
        pwa.reading,
        *entry.routers,
        routes_asking.meeting,
        meetup_offers.router,
        meetup_moves.router,
        meetup_day.router,
        meetup_guests.router,
        meetup_photos.router,
        meetup_weeks.router,
        meetup_weeks.wishing,
        meetup_answers.router,
        meetups.router,
        meetup_calendar.router,
        meetup_calendar.feeds,
        routes_phrases.router,
        routes_files.router,
        *routes_queries.routers(),
        *routes_checks.routers(),
        *routes_desk.routers(),
        routes_sheets.router,
        notifications.router,
        notifications.health,
        *FRIENDSHIP,
        *FINDING,
        people.router,
        people.around,
        duties.own,
        duties.around,
        duties.change,
        handovers.router,
        routes_next.router,
        routes_absence.router,
        paperwork.load,
        paperwork.own,
        paperwork.around,
        paperwork.plans,
        routes_asking.own,
        bookings.interpreters,
        bookings.router,
        routes_answers.answering,
        routes_hours.caring,
        routes_asking.around,
        routes_hours.around,
        routes_hours.granting,
        staff.load,
        staff.youths,
        routes_gate.router,
        routes_ties.router,
        routes_substitutes.router,
        routes_accounts.router,
        *PLACEMENT,
        safeguarding.router,
        insight.router,
    ]


# Role → places: (name of the route, icon, label). The first role held in this order gives the bar.
PEOPLE = ("people.index", "users", N_("People"))
YOUTHS = ("youths.index", "users", N_("Young people"))
MESSAGES = ("conversations.index", "message-circle", N_("Messages"))
MEET = ("meetups.index", "calendar-days", N_("Meet"))
INVITE = ("invitations.new", "user-plus", N_("Invite"))
MORE = ("more.show", "menu", N_("More"))
PLACES: dict[Role, tuple[tuple[str, str, str], ...]] = {
    Role.YOUTH: (HOME, PEOPLE, MESSAGES, MEET, MORE),
    Role.CASEWORKER: (("caseload.index", "users", N_("Caseload")), MESSAGES, MEET, INVITE, MORE),
    Role.COORDINATOR: (
        ("requests.queue", "inbox", N_("Queue")),
        ("families.index", "house", N_("Families")),
        MESSAGES,
        MORE,
    ),
    Role.CONTACT: (YOUTHS, MESSAGES, MEET, MORE),
    Role.MFI: (YOUTHS, MESSAGES, MEET, MORE),
    Role.HOST: (HOME, YOUTHS, MESSAGES, MEET, MORE),
    Role.FRIEND: (HOME, MESSAGES, MEET, ("proposals.index", "heart-handshake", N_("Proposals")), MORE),
    Role.INTERPRETER: (
        ("queries.queue", "languages", N_("Queue")),
        ("bookings.index", "calendar-days", N_("Bookings")),
        MESSAGES,
        MORE,
    ),
    Role.SUPERVISOR: (
        ("placements.index", "house-heart", N_("Placements")),
        ("families.index", "house", N_("Families")),
        YOUTHS,
        MORE,
    ),
    Role.SAFEGUARDING: (("reports.index", "shield", N_("Reports")), MORE),
    Role.STEERING: (("steering.show", "chart-column", N_("Numbers")), MORE),
    Role.ADMIN: (("accounts.index", "key-round", N_("Accounts")), INVITE, MORE),
}


def nav(viewer: Viewer) -> Nav:
    """The bar for a viewer."""
    role = next((role for role in PLACES if role in viewer.roles), None)
    if role is None:
        return Nav()
    here = asking.get().path
    places = []
    for name, icon, label in PLACES[role]:
        url = url_for(name)
        places.append(
            Place(
                url,
                icon,
                both(label),
                here == url or (url != "/" and here.startswith(url + "/")),
                badge=unread(viewer) if name == MESSAGES[0] else 0,
            )
        )
    return Nav(tuple(places), rail=viewer.is_staff, quick_exit=role == Role.YOUTH)
