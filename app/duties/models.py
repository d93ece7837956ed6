"""What a caseworker has agreed for one youth and one topic: each change a row, so that nobody wonders how it came."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, UniqueConstraint, or_
from sqlmodel import Field, col, select

from app.duties.topics import ROLES, Part, Parts, Topic, at_18, template
from app.identity.policy import Change, Role
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record
from app.notifications.kinds import Kind
from app.notifications.telling import tell
from app.people import reach
from app.people.models import Youth
from app.people.ties import is_tied, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

AROUND = (Role.FRIEND, Role.HOST, Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR)


class Duty(Record, table=True):
    """Who decides, does and is told about a topic, from a moment on; the newest holds. None: the template does."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("youth_id", "topic", "number", name="one_duty_of_a_number"),)

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    topic: Topic
    number: int
    parts: dict[str, str] = Field(sa_type=JSON)  # role → part
    why: str | None = Field(default=None, sa_type=Sealed)
    made_by: UUID = Field(foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth and everybody tied to them now but interpreters."""
        return or_(
            col(cls.youth_id) == viewer.account_id, col(cls.youth_id).in_(tied_youths(viewer, *AROUND))
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The youth's caseworker."""
        return change == Change.SET_DUTY and is_tied(viewer, self.youth_id, Role.CASEWORKER)

    @property
    def line(self) -> Parts:
        """Who does what."""
        return {Role(role): Part(part) for role, part in self.parts.items()}

    @classmethod
    def agree(cls, youth: Youth, topic: Topic, parts: Parts, why: str = "", *, by: "Viewer") -> None:
        """From now on it is so. Those whom it concerns are told. Raises Refused for what can't be."""
        by.hold(youth)
        before = newest(by, youth, topic)
        new = cls(
            youth_id=youth.id,
            topic=topic,
            number=(before.number if before else 0) + 1,
            parts={str(role): str(parts[role]) for role in ROLES if role in parts},
            why=why or None,
            made_by=by.somebody,
        )
        by.require(Change.SET_DUTY, new)
        if youth.is_adult(by.now) and Role.MFI in parts:
            raise Refused(_("Custody has ended at 18. An MFI has no part in it any more."))
        was = holding(youth, before, topic, by)
        if was == new.line:
            return
        by.add(new)
        changed = {role for role in ROLES if was.get(role) != new.line.get(role)}
        for account_id in reach.accounts(by.session, youth.id, by.now, changed) - {by.account_id}:
            own = account_id == youth.id
            url = f"/duties/{topic}" if own else f"/youths/{youth.id}/duties/{topic}"
            tell(by.session, account_id, Kind.AROUND, url=url, about=youth.id)


def newest(by: "Viewer", youth: Youth, topic: Topic) -> Duty | None:
    """What was agreed last. For verbs: pages read `rows`."""
    of_it = select(Duty).where(Duty.youth_id == youth.id, Duty.topic == topic)
    return by.session.exec(of_it.order_by(col(Duty.number).desc()).limit(1)).first()


def holding(youth: Youth, agreed: Duty | None, topic: Topic, by: "Viewer") -> Parts:
    """What holds at this moment: what was agreed, else the template; at 18 the MFI's parts are gone from either."""
    adult = youth.is_adult(by.now)
    if agreed is None:
        return template(youth.residence, adult=adult)[topic]
    return at_18(agreed.line) if adult else agreed.line
