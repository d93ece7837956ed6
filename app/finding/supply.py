"""What young people ask for and what families offer, side by side, and what is missing. No data here.

It aims recruiting: it says which families would help next, by the rules that matching ranks them by.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.friendship import questions
from app.friendship.matching.conditions import ANIMALS
from app.friendship.matching.rule import FULL
from app.friendship.matching.rules import RULES
from app.friendship.matching.sides import Offered, Wanted
from app.web.i18n import N_

RULE = {rule.name: rule for rule in RULES}
WEEKEND = ("saturday", "sunday")
# The fourteen times of a week as one recruits by them.
PARTS_OF_WEEK = {
    "weekdays-day": N_("Weekdays, in the daytime"),
    "weekdays-evening": N_("Weekdays, in the evening"),
    "weekend-day": N_("Weekends, in the daytime"),
    "weekend-evening": N_("Weekends, in the evening"),
}
FREE = {"weekdays": N_("free on weekdays"), "weekend": N_("free on weekends"), "": ""}
AGES = ((0, 14), (15, 15), (16, 17), (18, 25))


@dataclass(frozen=True, slots=True)
class Need:
    """Something a youth can ask for that a family has or hasn't."""

    name: str
    asked: Callable[[Wanted], bool]
    met: Callable[[Wanted, Offered], bool]
    missing: str


def _wish(name: str, rule: str, missing: str) -> Need:
    """One of the wishes about a family, by the rule that ranks it."""

    def met(wanted: Wanted, offered: Offered) -> bool:
        alone = replace(wanted, wishes=frozenset({name}))
        return RULE[rule].points(alone, offered) == FULL

    return Need(name, lambda wanted: name in wanted.wishes, met, missing)


NEEDS = (
    _wish("my-age", "children", N_("No family with children of their age")),
    _wish("small", "children", N_("No family with small children")),
    _wish("no-children", "children", N_("No family without children at home")),
    _wish("couple", "adults", N_("No family with two adults")),
    _wish("single", "adults", N_("No family with one adult")),
    _wish("near", "near", N_("No family close to where they live")),
    Need("times", lambda w: bool(w.times), lambda w, o: bool(w.times & o.times), N_("No family with time on the same days")),
    Need("languages", lambda w: bool(w.languages), lambda w, o: bool(w.languages & o.languages), N_("No family that speaks a language of theirs")),
    Need("animals", lambda w: w.animals in {"no", "no-dogs"}, lambda w, o: ANIMALS.holds(w.animals, o.animals), N_("No family without the animals they said no to")),
    Need("ages", lambda _w: True, lambda w, o: RULE["asked"].points(w, o) == FULL, N_("No family that asked for somebody of their age")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A family of the organisation: ready now, or on its way."""

    offered: Offered

    @property
    def ready(self) -> bool:
        """Approved, with a certificate in force and a free place."""
        return self.offered.approved and self.offered.certified and self.offered.places > 0

    @property
    def coming(self) -> bool:
        """Not yet, though it could be."""
        return self.offered.places > 0 and not self.ready


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: how many ask for it, how many ready families offer it, how many on their way do."""

    label: str
    asked: int
    ready: int
    coming: int

    @property
    def short(self) -> bool:
        """Whether more ask than could have it."""
        return self.asked > self.ready


@dataclass(frozen=True, slots=True)
class Gap:
    """Young people alike in age, place and time, for whom no ready family has what they ask for."""

    many: int
    ages: tuple[int, int]
    postcode: str
    free: str
    missing: tuple[str, ...]
    coming: int  # families on their way that have all of it, for one of them at least
    waited: int  # days, the longest


def bars(
    wanted: Sequence[Wanted], offers: Sequence[Offer], known: Iterable[tuple[str, str]],
    asks: Callable[[Wanted], Iterable[str]], has: Callable[[Offered], Iterable[str]],
) -> list[Bar]:  # fmt: skip
    """A row for each that anybody asks for or offers; what is missing most comes first."""
    asked = Counter(value for one in wanted for value in set(asks(one)))
    ready = Counter(value for one in offers if one.ready for value in set(has(one.offered)))
    coming = Counter(value for one in offers if one.coming for value in set(has(one.offered)))
    rows = [Bar(label, asked[value], ready[value], coming[value]) for value, label in known]
    told = [row for row in rows if row.asked or row.ready or row.coming]
    return sorted(told, key=lambda row: (row.ready - row.asked, -row.asked))


def parts_of_week(times: Iterable[str]) -> set[str]:
    """Times of a week, by weekday or weekend, day or evening."""
    found = set()
    for time in times:
        day, _dash, part = time.partition("-")
        found.add(f"{'weekend' if day in WEEKEND else 'weekdays'}-{part}")
    return found


def free(wanted: Wanted) -> str:
    """Weekdays or weekend, where it is one of them alone."""
    found = {part.partition("-")[0] for part in parts_of_week(wanted.times)}
    return found.pop() if len(found) == 1 else ""


def wishes(wanted: Sequence[Wanted], offers: Sequence[Offer]) -> list[Bar]:
    """For each wish about a family, those who have it, and the families that would keep it for one of them."""
    labels = {option.value: option.label for option in questions.FAMILY}
    rows = []
    for need in NEEDS:
        askers = [one for one in wanted if need.name in labels and need.asked(one)]
        keeps = [one for one in offers if any(need.met(asker, one.offered) for asker in askers)]
        if askers:
            ready, coming = sum(one.ready for one in keeps), sum(one.coming for one in keeps)
            rows.append(Bar(labels[need.name], len(askers), ready, coming))
    return sorted(rows, key=lambda row: (row.ready - row.asked, -row.asked))


def band(age: int) -> tuple[int, int]:
    """The ages that are told together."""
    return next((one for one in AGES if one[0] <= age <= one[1]), AGES[-1])


def gaps(wanted: Sequence[Wanted], offers: Sequence[Offer]) -> list[Gap]:
    """What no ready family has: those who ask for most, and have waited longest, first."""
    ready = [one.offered for one in offers if one.ready]
    coming = [one.offered for one in offers if one.coming]
    alike: dict[tuple[tuple[int, int], str, str, tuple[str, ...]], list[tuple[Wanted, list[Need]]]] = (
        defaultdict(list)
    )
    for one in wanted:
        unmet = [
            need for need in NEEDS if need.asked(one) and not any(need.met(one, family) for family in ready)
        ]
        if unmet:
            key = (band(one.age), one.postcode, free(one), tuple(need.missing for need in unmet))
            alike[key].append((one, unmet))
    found = []
    for (ages, postcode, when, missing), group in alike.items():
        could = sum(
            any(all(need.met(one, family) for need in unmet) for one, unmet in group) for family in coming
        )
        waited = max(one.waited for one, _unmet in group)
        found.append(Gap(len(group), ages, postcode, when, missing, could, waited))
    return sorted(
        found, key=lambda gap: (-gap.many, -gap.waited, gap.ages, gap.postcode, gap.free, gap.missing)
    )
