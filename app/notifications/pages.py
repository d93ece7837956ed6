"""What the pages about being told show."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import col, func

from app.identity.models import Account
from app.identity.policy import Role
from app.notifications import choices, numbers, subscriptions, vapid
from app.notifications.deliveries import Delivery, State
from app.notifications.kinds import Channel, Kind
from app.web.i18n import N_, both

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

KINDS = {
    Kind.MESSAGE: ("message-circle", N_("Messages")),
    Kind.QUERY: ("languages", N_("Questions that wait for me")),
    Kind.MEETUP: ("calendar-days", N_("Meetups")),
    Kind.FRIENDSHIP: ("heart-handshake", N_("News about families and friends")),
    Kind.REMINDER: ("bell", N_("Reminders")),
    Kind.AROUND: ("users", N_("Who is there, and who does what")),
}
WAYS = {
    Channel.PUSH: ("smartphone", N_("On the phone")),
    Channel.MAIL: ("mail", N_("By e-mail")),
    Channel.SMS: ("message-circle", N_("By SMS")),
}
WEEK = timedelta(days=7)
LAST = 20


def ways(viewer: "Viewer") -> list[Channel]:
    """The ways that lead to this viewer."""
    account = viewer.find(Account, viewer.account_id or "", look=False)
    number = numbers.of(viewer.session, viewer.account_id)
    there = {
        Channel.PUSH: True,
        Channel.MAIL: bool(account.email),
        Channel.SMS: bool(number and number.verified_at),
    }
    return [channel for channel in Channel if there[channel]]


def kinds(viewer: "Viewer") -> list[Kind]:
    """What this viewer can be told of."""
    return [kind for kind in Kind if kind != Kind.QUERY or viewer.is_(Role.INTERPRETER)]


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def shown(viewer: "Viewer") -> dict[str, Any]:
    """All of the page of choices."""
    there = ways(viewer)
    options = [{"value": way.value, "icon": WAYS[way][0], "label": both(WAYS[way][1])} for way in there]
    rows = []
    for kind in kinds(viewer):
        wanted = choices.wanted(viewer.session, viewer.account_id, kind)  # type: ignore[arg-type]
        icon, label = KINDS[kind]
        rows.append(
            {"name": kind.value, "icon": icon, "label": both(label), "selected": [w.value for w in wanted]}
        )
    quiet = choices.quiet_of(viewer.session, viewer.account_id)  # type: ignore[arg-type]
    row = next(iter(viewer.all(choices.QuietHours)), None)
    starts, ends = quiet or ((row.starts, row.ends) if row else choices.NIGHT)
    return {
        "rows": rows,
        "options": options,
        "quiet": bool(quiet),
        "starts": _time(starts),
        "ends": _time(ends),
        "key": vapid.public_key(),
        "on_here": subscriptions.here(viewer) is not None,
        "number": numbers.of(viewer.session, viewer.account_id),
        "now": viewer.now,
    }


def counts(viewer: "Viewer") -> list[dict[str, Any]]:
    """How many of each way ended how, each day of the last week, the newest first."""
    day = func.date(Delivery.created_at)
    stmt = (
        viewer.rows(
            Delivery,
            day.label("day"),
            col(Delivery.channel).label("channel"),
            col(Delivery.state).label("state"),
            func.count(col(Delivery.id)).label("n"),
        )
        .where(col(Delivery.created_at) > viewer.now - WEEK)
        .group_by(day, Delivery.channel, Delivery.state)
    )
    table: dict[tuple[str, Channel], dict[str, int]] = {}
    for row in viewer.run(stmt):
        table.setdefault((str(row.day), Channel(row.channel)), {})[State(row.state).value] = row.n
    return [
        {
            "day": datetime.fromisoformat(day),
            "way": both(WAYS[way][1]),
            **dict.fromkeys(map(str, State), 0),
            **numbers_,
        }
        for (day, way), numbers_ in sorted(table.items(), reverse=True)
    ]


def failures(viewer: "Viewer") -> list[Any]:
    """The last that didn't arrive: when, by which way, how often tried, what kind of fault. Not whose."""
    stmt = viewer.rows(
        Delivery, Delivery.created_at, Delivery.channel, Delivery.state, Delivery.tries, Delivery.error
    ).where(col(Delivery.state) != State.SENT)
    rows = viewer.run(stmt.order_by(col(Delivery.created_at).desc()).limit(LAST))
    return [row._replace(channel=both(WAYS[Channel(row.channel)][1])) for row in rows]
