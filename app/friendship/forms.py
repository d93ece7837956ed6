"""What may be posted about requests, proposals and families."""

from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from app.friendship import questions
from app.friendship.questions import LONGEST, Kind, Question
from app.friendship.states import After, EndedBecause, Still
from app.web.forms import Digits, Form, Line, Posted, Text
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.friendship.models import FriendshipRequest
    from app.identity.viewer import Viewer

Few = Annotated[list[Line], Field(max_length=40)]
MOST_CHILDREN = 12
YOUTHS = (12, 25)  # years: about how old those are who ask (domain.md)


class Tap(Form):
    """A button and nothing else."""


class StepForm(Form):
    """The answer to any one question: what was tapped, or what was written."""

    choice: Few = Field(default_factory=list)
    words: Text = ""


class WordForm(Form):
    """A word along with a step: a thought, a hand-over note."""

    words: Annotated[Text, Field(max_length=1000)] = ""


class AnswerForm(WordForm):
    """Yes or no to a proposal."""

    answer: Literal["yes", "no"]


class HandOnForm(WordForm):
    """To which organisation, with a note."""

    organisation_id: UUID


class ProposeForm(Form):
    """Which family."""

    family_id: UUID


class PairForm(ProposeForm):
    """Which family for which request."""

    request_id: UUID


class ChoiceForm(WordForm):
    """A family pinned, ruled out with a reason, or standing among the others again."""

    family_id: UUID
    said: Literal["pinned", "ruled-out", "none"]


Weighed = Literal["0", "1", "2"]


class WeightsForm(Form):
    """How much each rule counts: the fields are the names of the rules."""

    interests: Weighed
    together: Weighed
    children: Weighed
    adults: Weighed
    near: Weighed
    times: Weighed
    languages: Weighed
    animals: Weighed
    asked: Weighed


class AfterForm(WordForm):
    """What is said after a first meeting, with a thought for the organisation."""

    answer: After


class StillForm(Form):
    """Whether it is still as they agreed."""

    answer: Still


class EndForm(WordForm):
    """Why a friendship ends, a kind word to the other side, and whether to meet one last time."""

    because: EndedBecause
    goodbye: Annotated[Text, Field(max_length=1000)] = ""
    last: Literal["", "yes"] = ""

    def end(self, request: "FriendshipRequest", by: "Viewer") -> None:
        """End it as it was filled in."""
        request.end(self.because, self.words, self.goodbye, last=self.last == "yes", by=by)


class ProfileForm(Form):
    """What a family tells of itself."""

    adults: Annotated[Digits, Field(max_length=2)] = "2"
    children: Annotated[Digits, Field(max_length=120)] = ""
    animals: Few = Field(default_factory=list)
    interests: Few = Field(default_factory=list)
    times: Few = Field(default_factory=list)
    languages: Few = Field(default_factory=list)
    minutes: Annotated[Digits, Field(max_length=3)] = ""
    youngest: Annotated[Digits, Field(max_length=2)] = ""
    oldest: Annotated[Digits, Field(max_length=2)] = ""
    about: Annotated[Text, Field(max_length=1500)] = ""

    def profile(self, posted: "Posted[ProfileForm]") -> dict[str, Any]:
        """The profile as it is kept; says on the form what isn't right with it."""
        known = {
            "animals": questions.PETS,
            "interests": questions.INTERESTS,
            "times": questions.TIMES,
            "languages": questions.LANGUAGES,
        }
        kept: dict[str, Any] = {"about": self.about}
        for name, options in known.items():
            values = list(dict.fromkeys(getattr(self, name)))
            if not set(values) <= {option.value for option in options}:
                posted.refuse(name, _("Choose one of the answers."))
            kept[name] = values
        ages = self.children.replace(",", " ").replace("،", " ").replace("፣", " ").split()
        for name, words, most in (
            ("adults", [self.adults], 9),
            ("minutes", [self.minutes], 180),
            ("children", ages, 30),
        ):
            numbers = [int(word) for word in words if word.isdecimal() and int(word) <= most]
            if len(numbers) != len([word for word in words if word]) or len(numbers) > MOST_CHILDREN:
                posted.refuse(name, _("Write numbers only, such as 8 or 14."))
            kept[name] = numbers if name == "children" else next(iter(numbers), 0)
        kept["ages"] = self._ages(posted)
        return kept

    def _ages(self, posted: "Posted[ProfileForm]") -> list[int] | None:
        """The youngest and oldest young person they would like to get to know; None: any age."""
        if not (self.youngest or self.oldest):
            return None
        words = (self.youngest or str(YOUTHS[0]), self.oldest or str(YOUTHS[1]))
        for name, word in zip(("youngest", "oldest"), words, strict=True):
            if not (word.isdecimal() and YOUTHS[0] <= int(word) <= YOUTHS[1]):
                posted.refuse(name, _("Write an age from 12 to 25, or leave it empty."))
                return None
        return sorted(int(word) for word in words)


def answer_of(posted: Posted[StepForm], question: Question) -> Any:
    """The answer as it is kept; says on the form what isn't right with it."""
    form = posted.form
    if form is None:
        return None
    if question.kind in LONGEST:
        longest = LONGEST[question.kind]
        if len(form.words) > longest:
            posted.refuse(
                "words", _("This is too long. Make it at most %(max_length)s characters.", max_length=longest)
            )
        return form.words
    values = list(dict.fromkeys(form.choice))
    if not question.knows(values):
        posted.refuse("choice", _("Choose one of the answers."))
    if question.kind == Kind.ONE:
        return values[0] if values else ""
    return values
