"""What may be posted about a placement."""

from datetime import date

from app.web.forms import Form


class FollowUpForm(Form):
    """The day a follow-up meeting was held."""

    held_on: date
