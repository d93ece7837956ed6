"""What may be posted about a placement."""

from app.web.forms import Day, Form


class FollowUpForm(Form):
    """The day a follow-up meeting was held."""

    held_on: Day
