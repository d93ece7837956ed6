"""2,000 requests and 2,000 families put together at once (`make bench-matching`). Aim: under 10 seconds.

A made-up queue, always the same. `ARGS=500` takes another size. The missed aim comes first.
"""

import sys
import time
from datetime import date
from random import Random
from uuid import UUID

from rich.console import Console

from app.friendship import questions
from app.friendship.matching.sides import Offered, Wanted
from app.friendship.matching.together import Plan, plan

AIM = 10  # seconds
TODAY = date(2026, 11, 23)
out = Console(highlight=False)


def some(dice: Random, options: tuple[questions.Option, ...], most: int) -> list[str]:
    return dice.sample([one.value for one in options], dice.randint(0, most))


def request(dice: Random, number: int, families: int) -> Wanted:
    answers = {
        "interests": some(dice, questions.INTERESTS, 6),
        "hopes": some(dice, questions.HOPES, 3),
        "together": some(dice, questions.TOGETHER, 4),
        "family": some(dice, questions.FAMILY, 3),
        "animals": dice.choice(["", "yes", "yes", "no-dogs", "no"]),
        "times": some(dice, questions.TIMES, 5),
        "languages": some(dice, questions.LANGUAGES, 3),
    }
    no = [UUID(int=10**6 + dice.randrange(families)) for _ in range(dice.choice([0, 0, 0, 1, 2]))]
    postcode = str(dice.randint(4000, 4200))
    return Wanted.of(
        UUID(int=number), answers, age=dice.randint(13, 20), postcode=postcode, waited=dice.randint(0, 400),
        gate=dice.random() < 0.9, ruled_out=no,
    )  # fmt: skip


def family(dice: Random, number: int) -> Offered:
    profile = {
        "adults": dice.randint(1, 2),
        "children": [dice.randint(0, 19) for _ in range(dice.randint(0, 3))],
        "animals": some(dice, questions.PETS, 2),
        "interests": some(dice, questions.INTERESTS, 5),
        "times": some(dice, questions.TIMES, 4),
        "languages": ["da", *some(dice, questions.LANGUAGES[:9], 2)],
        "minutes": dice.choice([0, 5, 10, 20, 35]),
    }
    return Offered.of(
        UUID(int=10**6 + number), profile, approved=dice.random() < 0.9, today=TODAY,
        certificate_on=TODAY if dice.random() < 0.95 else None, places=dice.choice([0, 1, 1, 1, 2]),
        postcode=str(dice.randint(4000, 4200)),
    )  # fmt: skip


def line(name: str, made: Plan) -> str:
    return f"  {name:<24} {len(made.pairs):>5} get a family   fit {made.fit:>9.1f}   with waiting {made.value:>12,}"


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    dice = Random(1951)
    wanted = [request(dice, number, size) for number in range(size)]
    families = [family(dice, number) for number in range(size)]
    steps: list[str] = []
    start = time.perf_counter()
    both = plan(wanted, families, progress=lambda *_: steps.append(f"{time.perf_counter() - start:.1f}"))
    took = time.perf_counter() - start
    if took > AIM:
        out.print(f"Missed: {took:.1f} s, aim {AIM} s")
    out.print(f"{size:,} requests, {size:,} families: {took:.1f} s (aim {AIM} s)")
    out.print(f"  after each step, s       {' '.join(steps)}")
    out.print(line("first come, first served", both.today))
    out.print(line("all together", both.together))
    return took > AIM


if __name__ == "__main__":
    sys.exit(main())
