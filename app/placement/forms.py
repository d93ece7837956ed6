"""What may be posted about a placement."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from app.identity.policy import Role
from app.people.models import Residence
from app.placement.kinds import Because, Feeling, Interpreter, PlacementState, With
from app.placement.statements import STATEMENTS, Says
from app.web.forms import Day, Form, Line, NeededText, Text

Words = Annotated[Text, Field(max_length=2000)]
NeededWords = Annotated[NeededText, Field(max_length=2000)]


class ConsiderForm(Form):
    """Which family is proposed."""

    family_id: UUID


class VisitForm(Form):
    """The day they meet; `seen` is where the placement stood when the page was read."""

    on: Day
    seen: PlacementState


class MoveForm(VisitForm):
    """The day of moving in, a friend along, an interpreter."""

    friend_along: bool = False
    interpreter: Interpreter


class LivingForm(Form):
    """Since when they live there."""

    on: Day


class EndForm(Form):
    """Why it ends, what was learned, and where the youth lives then."""

    because: Because
    words: Words = ""
    learned: NeededWords
    residence: Residence | None = None

    @model_validator(mode="before")
    @classmethod
    def nothing_is_none(cls, posted: Any) -> Any:
        """No residence is none."""
        return {name: value for name, value in posted.items() if name != "residence" or value}


class AnswersForm(Form):
    """What one side says to each statement: the fields are the statements."""

    meals: Says
    evening: Says
    chores: Says
    faith: Says
    friends: Says
    room: Says
    danish: Says
    money: Says
    early: Says

    @property
    def answers(self) -> dict[str, Says]:
        """Statement → what is said."""
        return {key: getattr(self, key) for key in STATEMENTS}


class AgreedForm(Form):
    """What was agreed: the fields are the statements."""

    meals: Words = ""
    evening: Words = ""
    chores: Words = ""
    faith: Words = ""
    friends: Words = ""
    room: Words = ""
    danish: Words = ""
    money: Words = ""
    early: Words = ""

    @property
    def agreed(self) -> dict[str, str]:
        """Statement → what was agreed."""
        return {key: getattr(self, key) for key in STATEMENTS}


class VisitWordForm(Form):
    """How the visit went."""

    feeling: Feeling
    words: Words = ""


class TalkForm(Form):
    """What the youth was told, in which language, with whom."""

    points: list[str] = []
    language: Line
    bridged: With


class UnderstoodForm(Form):
    """The youth has understood, or asks."""

    question: Words = ""


class ReplyForm(Form):
    """An answer to the youth's question."""

    reply: NeededWords


class FollowUpForm(Form):
    """The day a follow-up meeting was held, notes, and what was agreed."""

    held_on: Day
    notes: Text = ""
    agreed: Words = ""


class GoalForm(Form):
    """A goal."""

    words: Annotated[NeededText, Field(max_length=500)]


class GoalStateForm(Form):
    """A goal is taken into the plan, or reached."""

    reached: bool = False


class StepForm(Form):
    """A step to a goal: who does it, by when."""

    words: Annotated[NeededText, Field(max_length=500)]
    doer: Role
    due: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def no_day_is_none(cls, posted: Any) -> Any:
        """An empty day is none."""
        return {name: value for name, value in posted.items() if name != "due" or value}
