"""PINs and passwords: kept as Argon2id, compared in equal time, the easily guessed gently refused.

Length comes first and nothing is demanded of the signs (NIST SP 800-63B, 3.1.1.2).
"""

import itertools
from datetime import date
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

# OWASP's first choice of parameters: 19 MiB, two rounds, one lane; about 30 ms on a small machine.
_hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
_two_at_once = BoundedSemaphore(2)  # each takes a core and its memory: more would starve the pages
_nobody = _hasher.hash("nobody has this password")

PIN_LENGTH = 6
LEAST = 12
MOST = 256
FEWEST_SIGNS = 4
SHORTEST_WORD = 3

# The commonest of the long ones, as published lists show them year after year; shorter ones fail on length.
COMMON = frozenset(
    [
        "123456789012",
        "1234567890123",
        "12345678901234",
        "123456789123",
        "111111111111",
        "000000000000",
        "121212121212",
        "123123123123",
        "123412341234",
        "112233445566",
        "987654321098",
        "098765432109",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwertyuiop1234",
        "qwertyqwerty",
        "qwerty123456",
        "qwerty1234567",
        "qwerty12345678",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "1qaz2wsx3edc4rfv",
        "qazwsxedcrfv",
        "asdfghjkl123",
        "asdfghjklæø",
        "asdfasdfasdf",
        "zxcvbnm12345",
        "zxcvbnmasdfg",
        "q1w2e3r4t5y6",
        "qwertyuiopå",
        "qwertyuiopasdf",
        "abcdefghijkl",
        "abcdefghijklm",
        "abcdefg12345",
        "abcdef123456",
        "abc123abc123",
        "abc123456789",
        "a1b2c3d4e5f6",
        "aaaaaaaaaaaa",
        "passwordpassword",
        "password1234",
        "password12345",
        "password123456",
        "password2024",
        "password2025",
        "password2026",
        "passw0rd1234",
        "p@ssw0rd1234",
        "p@ssword1234",
        "mypassword123",
        "adgangskode1",
        "adgangskode12",
        "adgangskode123",
        "adgangskode1234",
        "minadgangskode",
        "kodeord12345",
        "kodeord123456",
        "kodeordkodeord",
        "hemmelighed1",
        "hemmelighed123",
        "hemmeligkode",
        "velkommen123",
        "velkommen1234",
        "velkommen2024",
        "velkommen2025",
        "velkommen2026",
        "welcome12345",
        "welcome123456",
        "iloveyou1234",
        "iloveyou12345",
        "iloveyouiloveyou",
        "jegelskerdig",
        "jegelskerdig1",
        "jegelskerdig123",
        "sommerferie1",
        "sommer202420",
        "sommer2024sommer",
        "sommer2025sommer",
        "danmark12345",
        "danmarkdanmark",
        "københavn123",
        "koebenhavn123",
        "kobenhavn123",
        "roskilde1234",
        "roskilde12345",
        "roskilde2025",
        "roskilde2026",
        "roskildekommune",
        "letmein12345",
        "letmein123456",
        "administrator",
        "administrator1",
        "admin1234567",
        "admin12345678",
        "adminadminadmin",
        "football1234",
        "fodbold12345",
        "fodboldfodbold",
        "fcbarcelona1",
        "liverpool1234",
        "manchester12",
        "superman1234",
        "princess1234",
        "sunshine1234",
        "dragon123456",
        "monkey123456",
        "master123456",
        "changeme1234",
        "changemenow1",
        "sammensammen",
        "sammen123456",
        "sammen2025",
        "sammen2026",
        "hejmeddig123",
        "hejhejhejhej",
        "hejmeddighejmeddig",
    ]
)


def hash_secret(secret: str) -> str:
    """What is kept of a PIN or password."""
    with _two_at_once:
        return _hasher.hash(secret)


def matches(secret: str, kept: str | None) -> bool:
    """Whether it is the right one. With nothing kept it takes as long, and is no."""
    with _two_at_once:
        try:
            return _hasher.verify(secret, kept or _nobody) and kept is not None
        except UnknownHashError:
            return False


def is_weak_pin(pin: str, born: date | None = None) -> bool:
    """Whether many people would think of it: one digit or pair again and again, a row of digits, a birthday."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    if len(set(pin)) == 1 or (len(steps) == 1 and steps <= {1, 9}):
        return True
    if pin[:2] * 3 == pin or pin[:3] * 2 == pin or pin == pin[0] * 3 + pin[3] * 3:
        return True
    return pin in _birthdays(born) if born else False


def _birthdays(born: date) -> set[str]:
    """The ways a birth date is written with six digits."""
    ways = ("%d%m%y", "%m%d%y", "%y%m%d", "%y%d%m", "%Y%m", "%m%Y", "%d%Y", "%Y%d")
    return {born.strftime(way) for way in ways}


def is_weak_password(password: str, *own: str) -> bool:
    """Whether it is one of the commonest, little but one sign, or made of the person's own name or e-mail."""
    low = password.casefold()
    if low in COMMON or len(set(low)) < FEWEST_SIGNS:
        return True
    # What is left when the own words are taken out must carry the weight alone.
    words = {word for text in own for word in text.casefold().replace("@", " ").replace(".", " ").split()}
    rest = low
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            rest = rest.replace(word, "")
    return rest != low and len(rest) < LEAST // 2
