"""Statements read aloud, for whoever reads little: recorded by the organisation, language by language.

A recording belongs to the very words that are read. Where the words change, it is silent until somebody reads the new
ones; an agreement that keeps the old words keeps their sound.
"""

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, or_
from sqlmodel import Field, col, select

from app.friendship.agreeing.agreement import Agreement
from app.friendship.agreeing.statements import Statement
from app.identity.policy import Change, Role
from app.kit.jobs import enqueue
from app.kit.record import Record
from app.kit.storage.later import forget_later
from app.messaging.attachments import keep
from app.messaging.voice import Recording

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

JOB = "statement-sound"


class StatementSound(Record, table=True):
    """One sentence read aloud."""

    __tablename__ = "statement_sound"
    __table_args__ = (
        UniqueConstraint("organisation_id", "language", "print", name="one_sound_of_a_sentence"),
    )

    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    language: str
    print: str  # of the words that are read
    made_by: UUID = Field(foreign_key="account.id")
    media_type: str
    size: int
    milliseconds: int = 0
    waveform: str = ""
    ready: bool = False  # made playable everywhere
    trouble: str = ""  # why it can't be: one of voice.TROUBLES
    file_key: UUID

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The organisation's coordinators, and those who agree with each other through it."""
        ours = col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR))
        theirs = select(Agreement.organisation_id).where(Agreement.visible_to(viewer))
        return or_(ours, col(cls.organisation_id).in_(theirs))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The organisation's coordinators record."""
        return change == Change.RECORD_STATEMENT and self.organisation_id in viewer.organisations(
            Role.COORDINATOR
        )

    @classmethod
    def record(
        cls, organisation_id: UUID, statement: Statement, code: str, recording: Recording, *, by: "Viewer"
    ) -> "StatementSound":
        """Keep a reading of a statement in a language, in the place of the one before; the worker hears it."""
        new = cls(
            organisation_id=organisation_id,
            language=code,
            print=print_of(statement.words[code]),
            made_by=by.somebody,
            media_type=recording.media_type,
            size=len(recording.content),
            milliseconds=recording.milliseconds,
            waveform=recording.waveform,
            file_key=keep(recording.content, by.session),
        )
        by.require(Change.RECORD_STATEMENT, new)
        before = select(cls).where(
            cls.organisation_id == organisation_id, cls.language == code, cls.print == new.print
        )
        for row in by.session.exec(before.with_for_update()).all():
            row.forget(by=by)
        by.add(new)
        enqueue(by.session, JOB, {"sound": str(new.id)})
        return new

    def forget(self, *, by: "Viewer") -> None:
        """It isn't heard any more."""
        by.require(Change.RECORD_STATEMENT, self)
        by.session.delete(self)
        by.session.flush()
        forget_later(by.session, [self.file_key])


def print_of(words: str) -> str:
    """What tells a sentence from another."""
    return hashlib.sha256(words.encode()).hexdigest()
