"""What may be posted about what two expect of each other, and about the statements they are asked."""

from typing import Annotated, Literal

from pydantic import Field

from app.friendship.agreeing.answers import Says
from app.friendship.agreeing.statements import LONGEST, PICTURES, Statement
from app.web.clocks import WhenForm
from app.web.forms import Form, Line, Text
from app.web.i18n import LANGUAGES

MOST_WORDS = 500  # letters
Words = Annotated[Line, Field(max_length=LONGEST)]


class SayForm(Form):
    """What one side says to one statement, with a word to it."""

    says: Says
    words: Annotated[Text, Field(max_length=MOST_WORDS)] = ""


class AgreeForm(Form):
    """What they agreed about one statement; empty takes it back."""

    agreed: Annotated[Text, Field(max_length=MOST_WORDS)] = ""


class SignForm(Form):
    """Which revision was read."""

    revision: Annotated[int, Field(ge=1, le=1_000_000)]


class TalkForm(WhenForm):
    """When and where they talk about it."""

    where: Annotated[Line, Field(max_length=200)] = ""


class StatementForm(Form):
    """One statement of an organisation, in all languages."""

    icon: Literal[PICTURES]  # type: ignore[valid-type]
    da: Words = ""
    ar: Words = ""
    fa_AF: Words = ""  # noqa: N815  as the language is called
    ti: Words = ""
    en: Words = ""

    def statement(self, key: str) -> Statement:
        """As it is kept; languages without words are left out."""
        return Statement(key, self.icon, {code: text for code in LANGUAGES if (text := getattr(self, code))})
