"""What to do together, in words and pictures."""

from app.meetups.plan import Along, Face, What
from app.web.i18n import N_

# The picture (a Lucide name) and the words. Shown as they are, on tiles and as the title of a meetup.
WHATS: dict[What, tuple[str, str]] = {
    What.WALK: ("footprints", N_("Go for a walk")),
    What.COOK: ("cooking-pot", N_("Cook together")),
    What.EAT: ("utensils", N_("Eat together")),
    What.FOOTBALL: ("volleyball", N_("Play football")),
    What.SWIM: ("waves", N_("Go swimming")),
    What.HOMEWORK: ("book-open", N_("Do homework")),
    What.CITY: ("building-2", N_("Go into town")),
    What.CINEMA: ("clapperboard", N_("See a film")),
    What.COFFEE: ("coffee", N_("Have a coffee or tea")),
    What.BIKE: ("bike", N_("Ride bikes")),
    What.GAMES: ("dices", N_("Play games")),
    What.TALK: ("messages-square", N_("Just talk")),
    What.OTHER: ("sparkles", N_("Something else")),
}

# Who comes along, in the same way.
ALONG: dict[Along, tuple[str, str]] = {
    Along.CONTACT: ("hand-helping", N_("The contact person")),
    Along.INTERPRETER: ("languages", N_("An interpreter")),
    Along.SIBLING: ("users", N_("A brother or sister")),
    Along.FRIEND: ("smile", N_("A friend")),
}

# How it was.
FACES: dict[Face, tuple[str, str]] = {
    Face.GOOD: ("laugh", N_("Good")),
    Face.SO_SO: ("meh", N_("So-so")),
    Face.SAD: ("frown", N_("Not so good")),
}
