"""What a youth may want the next caseworker to know, to be ticked: read perfectly in every language."""

from app.web.i18n import N_

WISHES = {
    "meet": N_("I want to meet you before you decide anything about me."),
    "interpreter": N_("I want my interpreter to be there when we talk."),
    "write": N_("Please write to me in Sammen. I don't like the telephone."),
    "promised": N_("Keep what the one before you promised me."),
    "ask-me": N_("Ask me first, before you ask others about me."),
    "past": N_("I don't want to tell my story from the beginning again."),
    "family": N_("Don't ask about my family until I speak of it myself."),
    "daily": N_("School and leisure go well. Please let it stay like that."),
    "worry": N_("There is something that worries me. I want to tell you alone."),
}
