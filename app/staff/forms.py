"""What may be posted about a youth's gate and ties, and about grants."""

from typing import Literal
from uuid import UUID

from app.identity.policy import Role
from app.web.forms import Day, Form, NeededText


class DecisionForm(Form):
    """The asylum case is decided: when, and the municipality that was given."""

    decided_on: Day
    municipality_id: UUID


class OverrideForm(Form):
    """Matching may start before the decision, for a reason, by somebody who is sure."""

    reason: NeededText
    sure: Literal["yes"]


class TieForm(Form):
    """Somebody begins to be there for a youth."""

    role: Literal[Role.MFI, Role.CONTACT, Role.INTERPRETER, Role.SUPERVISOR]
    account_id: UUID


class EndingForm(Form):
    """A tie ends, and why."""

    because: Literal["over", "moved", "withdrawn"]
    sure: Literal["yes"]


class StandInForm(Form):
    """Somebody does it for a while; `last_day` is the last whole day."""

    account_id: UUID
    last_day: Day


class GrantForm(Form):
    """An account gets a role in an organisation. A youth's account is made by inviting them, never here."""

    role: Literal[
        Role.FRIEND,
        Role.HOST,
        Role.MFI,
        Role.INTERPRETER,
        Role.CASEWORKER,
        Role.CONTACT,
        Role.SUPERVISOR,
        Role.COORDINATOR,
        Role.SAFEGUARDING,
        Role.STEERING,
        Role.ADMIN,
    ]
    organisation_id: UUID


class RevocationForm(Form):
    """A role is taken back, by somebody who is sure."""

    sure: Literal["yes"]
