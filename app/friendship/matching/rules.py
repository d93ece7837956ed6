"""The weighted rules, each seen by the coordinator."""

from babel.lists import format_list

from app.friendship import questions
from app.friendship.matching.rule import FULL, Rule, overlap
from app.friendship.matching.sides import DOES, Offered, Wanted
from app.friendship.questions import Option
from app.web import i18n
from app.web.i18n import N_
from app.web.i18n import gettext as _

SMALL = 10  # years: a small child is younger
NEAR = 15  # minutes
SAME_AGE = 2  # years apart
FAR = 2 * NEAR  # minutes; from here on it counts as far
EVENINGS = 3  # times of the week in common are enough to meet


def _listed(options: tuple[Option, ...], values: frozenset[str]) -> str:
    words = [_(option.label) for option in options if option.value in values]
    within = [word[:1].lower() + word[1:] for word in words]  # none of them is a name
    return format_list(within, locale=i18n.language.get().cldr or "en_GB")


def _say_likes(w: Wanted, o: Offered) -> tuple[str, str]:
    both = w.interests & o.interests
    return (_("Both like: %(what)s", what=_listed(questions.INTERESTS, both)) if both else "", "")


def _say_together(w: Wanted, o: Offered) -> tuple[str, str]:
    both = w.together & o.activities
    return (_("Could do together: %(what)s", what=_listed(questions.TOGETHER, both)) if both else "", "")


CHILDREN = ("my-age", "small", "no-children")


def _child_wishes(wanted: Wanted) -> tuple[int, frozenset[str]]:
    return wanted.age, wanted.wishes & {*CHILDREN}


def _kept(wish: str, age: int, children: tuple[int, ...]) -> int:
    """How far a wish about children is kept."""
    if wish == "no-children":
        return 0 if children else FULL
    if wish == "small":
        return FULL if any(child < SMALL for child in children) else 0
    apart = min((abs(child - age) for child in children), default=FULL)
    return FULL if apart <= SAME_AGE else FULL // 2 if apart <= 2 * SAME_AGE else 0


def _children(asked: tuple[int, frozenset[str]], children: tuple[int, ...]) -> int:
    age, wishes = asked
    return sum(_kept(wish, age, children) for wish in wishes) // len(wishes) if wishes else 0


def _say_children(w: Wanted, o: Offered) -> tuple[str, str]:
    words = {
        "my-age": (_("Children of the same age"), _("No children of the same age")),
        "small": (_("Small children"), _("No small children")),
        "no-children": (_("No children at home"), _("Children live at home")),
    }
    said: tuple[list[str], list[str]] = ([], [])
    for wish in CHILDREN:
        if wish in w.wishes:
            kept = _kept(wish, w.age, o.children) == FULL
            said[not kept].append(words[wish][not kept])
    return " · ".join(said[0]), " · ".join(said[1])


def _adult_wish(wanted: Wanted) -> str:
    asked = wanted.wishes & {"couple", "single"}
    return next(iter(asked)) if len(asked) == 1 else ""


def _adults(wish: str, adults: int) -> int:
    return FULL if (wish == "couple" and adults > 1) or (wish == "single" and adults == 1) else 0


def _say_adults(w: Wanted, o: Offered) -> tuple[str, str]:
    if not _adult_wish(w) or not o.adults:
        return "", ""
    words = _("Two adults") if o.adults > 1 else _("One adult")
    return (words, "") if _adults(_adult_wish(w), o.adults) else ("", words)


def _near(youths: str, familys: tuple[int, str]) -> int:
    """Minutes as the family wrote them; else the postcode: the same, or of the same area (its first two digits)."""
    minutes, postcode = familys
    same = bool(youths) and youths == postcode
    if same or 0 < minutes <= NEAR:
        return FULL
    area = bool(youths) and youths[:2] == postcode[:2]
    return FULL // 2 if 0 < minutes <= FAR or (area and not minutes) else 0


def _say_near(w: Wanted, o: Offered) -> tuple[str, str]:
    near = _near(w.postcode, (o.minutes, o.postcode))
    if near == FULL:
        return _("Lives close by"), ""
    known = bool(o.minutes or (w.postcode and o.postcode))
    return "", _("Doesn't live close by") if known and ("near" in w.wishes or not near) else ""


def _say_times(w: Wanted, o: Offered) -> tuple[str, str]:
    if not (w.times and o.times):
        return "", ""
    return (_("Has time on the same days"), "") if w.times & o.times else ("", _("No time in common"))


def _say_languages(w: Wanted, o: Offered) -> tuple[str, str]:
    if not (w.languages and o.languages):
        return "", ""
    return (
        (_("A language in common"), "") if w.languages & o.languages else ("", _("No language in common yet"))
    )


def _pets(answer: str, pets: frozenset[str]) -> int:
    match answer:
        case "yes":
            return FULL if pets else 0
        case "no-dogs":
            return 0 if "dog" in pets else FULL
        case "no":
            return 0 if pets else FULL
        case _:
            return 0


def _say_pets(w: Wanted, o: Offered) -> tuple[str, str]:
    words = {
        "yes": (_("Likes animals, and there are some"), ""),
        "no-dogs": (_("No dog"), _("Wanted no dogs: there is one")),
        "no": (_("No animals"), _("Wanted no animals: there are some")),
    }
    fits, misfits = words.get(w.animals, ("", ""))
    return (fits, "") if _pets(w.animals, o.animals) else ("", misfits)


def _asked_for(age: int, ages: tuple[int, int] | None) -> int:
    return FULL if ages is None or ages[0] <= age <= ages[1] else 0


def _say_asked(w: Wanted, o: Offered) -> tuple[str, str]:
    if o.ages is None:
        return "", ""
    words = _("The family asked for somebody of this age"), _("The family asked for another age")
    return (words[0], "") if _asked_for(w.age, o.ages) else ("", words[1])


RULES: tuple[Rule, ...] = (
    # One more of what both like is always worth as much, so nobody falls behind by it; few share more than four.
    overlap("interests", N_("Shared interests"), lambda w: w.interests, lambda o: o.interests, _say_likes,
            full=len(questions.INTERESTS), strength=4),
    overlap("together", N_("Things to do together"), lambda w: w.together, lambda o: o.activities, _say_together,
            full=len(DOES), strength=2),
    Rule("children", N_("Children at home"), _child_wishes, lambda o: o.children, _children, _say_children),
    Rule("adults", N_("One or two adults"), _adult_wish, lambda o: o.adults, _adults, _say_adults),
    Rule("near", N_("Living close by"), lambda w: w.postcode, lambda o: (o.minutes, o.postcode), _near, _say_near),
    overlap("times", N_("Time in the same week"), lambda w: w.times, lambda o: o.times, _say_times, full=EVENINGS),
    overlap("languages", N_("A language in common"), lambda w: w.languages, lambda o: o.languages, _say_languages,
            full=1),
    Rule("animals", N_("Animals at home"), lambda w: w.animals, lambda o: o.animals, _pets, _say_pets),
    Rule("asked", N_("What the family asked for"), lambda w: w.age, lambda o: o.ages, _asked_for, _say_asked),
)  # fmt: skip
NAMES = tuple(rule.name for rule in RULES)
