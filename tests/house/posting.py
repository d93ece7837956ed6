"""Forms as they stand in pages, filled in well or badly, and what is sent when somebody means ill."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import quote_plus

from tests.house.visiting import ID

HORRORS = {
    "a NUL byte": "Ka\x00rin",
    "far too many words": "æ" * 5000,
    "an override of direction": "\u202egnol\u2066 \u061cKarin",
    "half a character": "Ka\ud800rin",
    "emoji": "👩🏽\u200d🚒 ok",
    "no such answer": "no-such-answer",
    "a piece of SQL": "x'; DROP TABLE account; --",
    "a script": "\"'><script>alert(1)</script>",
    "a huge number": "9" * 400,
    "more digits than Python reads": "9" * 4800,
    "no finite number": "1e999",
    "a negative number": "-1",
    "the day zero": "0000-00-00",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "a day that isn't": "2026-02-30",
    "a day in other digits": "٢٠٢٦-٠٢-١٠",
    "the time since 1970": "99999999999999",
    "placeholders": "%(n)s %s {viewer} {{ 7 * 7 }}",
    "a way up": "../../../etc/passwd",
    "lines of all kinds": "a\u2028b\u0085c\x0bd",
    "nothing but space": " \u00a0\t ",
    "superscripts": "²³",
    "an id in braces": "{00000000-0000-0000-0000-000000000000}",
}
WRITTEN = {"text", "textarea", "email", "date", "time", "number", "search", "tel"}
SAMPLES = {
    "date": "2026-03-05",
    "time": "17:30",
    "email": "karin@example.dk",
    "password": "481516",
    "number": "2",
}


@dataclass(frozen=True)
class Field:
    """A field of a form, with the values it offers."""

    name: str
    kind: str
    values: tuple[str, ...] = ()

    @property
    def sample(self) -> str:
        """A value that makes sense."""
        offered = next((value for value in self.values if value), "")
        return offered or SAMPLES.get(self.kind, f"Some words for {self.name}")


@dataclass(frozen=True)
class Form:
    """A form that posts, and the page it stands in."""

    page: str
    action: str
    fields: tuple[Field, ...] = ()
    multipart: bool = False

    @property
    def kind(self) -> str:
        """The same for all forms of one route with the same fields."""
        return ID.sub("·", self.action) + " " + " ".join(one.name for one in self.fields)

    def filled(self) -> dict[str, str]:
        """As somebody well-meaning fills it in."""
        return {one.name: one.sample for one in self.fields if one.kind != "file"}

    @property
    def once(self) -> bool:
        """Whether it carries an id that makes a second tap harmless."""
        return any(one.name == "once" for one in self.fields)

    @property
    def written(self) -> list[str]:
        """The names of the fields that hold somebody's own words."""
        return [one.name for one in self.fields if one.kind in WRITTEN]


@dataclass
class _Reader(HTMLParser):
    page: str
    found: list[Form] = field(default_factory=list)
    _form: Form | None = None
    _select: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def _add(self, name: str, kind: str, value: str) -> None:
        if self._form is None or not name:
            return
        fields = {one.name: one for one in self._form.fields}
        before = fields.get(name, Field(name, kind))
        fields[name] = replace(before, values=(*before.values, value) if value else before.values)
        self._form = replace(self._form, fields=tuple(fields.values()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = given.get("method", "").lower() == "post"
            action = given.get("action") or self.page
            self._form = Form(self.page, action, (), "enctype" in given) if posts else None
        elif tag == "select":
            self._select = given.get("name", "")
            self._add(self._select, "select", "")
        elif tag == "option":
            self._add(self._select, "select", given.get("value", ""))
        elif tag == "textarea":
            self._add(given.get("name", ""), "textarea", "")
        elif tag in {"input", "button"}:
            self._add(
                given.get("name", ""),
                given.get("type", "text" if tag == "input" else "button"),
                given.get("value", ""),
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form:
            self.found.append(self._form)
            self._form = None


def forms_in(page: str, html: str) -> list[Form]:
    """The forms of a page that post."""
    reader = _Reader(page)
    reader.feed(html)
    return reader.found


def encoded(values: dict[str, str]) -> bytes:
    """A body as a browser sends it, but for half characters, which no browser sends."""
    pairs = (
        f"{quote_plus(name)}={quote_plus(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in values.items()
    )
    return "&".join(pairs).encode()


BOUNDARY = "x-x-x"


def part(name: str, content: bytes, more: str = "") -> bytes:
    """One part of a multipart body."""
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode()
        + content
        + b"\r\n"
    )


def bodies() -> Iterator[tuple[str, bytes]]:
    """Bodies that aren't what they say: content type and bytes."""
    form, multi = "application/x-www-form-urlencoded", f"multipart/form-data; boundary={BOUNDARY}"
    end = f"--{BOUNDARY}--\r\n".encode()
    words = part("body", b"hello")
    yield "application/json", b'{"body": "x", "once": [1]}'
    yield "application/json", b"{" * 2000
    yield "text/plain", b"body=x"
    yield "", b"body=x"
    yield "\xff\xfe", b"body=x"
    yield form, b"\xff\xfe\x00%zz=%&&&=;=%00"
    yield form, b"body=" + b"%ED%A0%80%FF"
    yield form, b"&".join(b"a%d=1" % n for n in range(300))
    yield form, b"body=" + b"x" * 1_200_000
    yield "multipart/form-data", words + end
    yield multi, words
    yield multi, b"no boundary at all"
    yield multi, part("", b"") + end
    yield multi, f"--{BOUNDARY}\r\n\r\nno head\r\n".encode() + end
    yield multi, part("body", b"\xff\xfe\x00") + end
    yield multi, part("body", b"a file", '; filename="x.txt"') + end
    yield multi, b"".join(part("photos", b"x", '; filename="x.jpg"') for _ in range(9)) + end
    yield multi, part("photos", b"\xff\xd8\xff\x00", '; filename="\\"><script>alert(1)</script>.jpg"') + end
    for charset in "utf-7 unicode_escape punycode idna undefined utf-16 rot13 nonsense".split():
        yield f"{multi}; charset={charset}", part("body", rb"+2AA- \ud800 xn--") + end


def misaddressed(action: str) -> list[str]:
    """The same address with something else where its ids stand."""
    wrong = ("not-an-id", "%00", "x" * 10_000, "..%2F..%2Fetc", "%F0%28%8C%BC", "%E2%80%AE", "0", "٣" * 32)
    return [ID.sub(one, action) for one in wrong] if ID.search(action) else []
