"""Somebody who sends what no page of ours would, and looks hard at what comes back."""

import re
from functools import cache
from html import unescape
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, text
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from app.identity import limits
from app.web.i18n import LANGUAGES
from tests.cast import BY_SLUG, CAST
from tests.house.posting import Form, encoded, forms_in
from tests.house.reading import read
from tests.house.visiting import pages_of

OF_EACH = 3  # pages of a kind: of some rows only one is in the state that shows a form
STARTS = ("/", "/devices", "/invitations/new?who=family", "/sign-in")
URLENCODED = "application/x-www-form-urlencoded"
COUNTED = sorted(set(SQLModel.metadata.tables) - {"audit_line", "receipt"})
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Attacker:
    """Goes through the house as one of the cast (`""`: as nobody), notes every form, then misuses them."""

    def __init__(self, client: TestClient, slug: str, connection: Connection, of_each: int = OF_EACH) -> None:
        self.slug, self.connection = slug, connection
        self.language = LANGUAGES[BY_SLUG[slug].language if slug else "ar"]
        self.failures: list[str] = []
        limits.forget_all()
        client.cookies.set("sammen_language", self.language.code)
        starts = [start for start in STARTS if client.get(start).status_code in {200, 303}]
        self.pages = dict(pages_of(client, *starts, of_each=of_each))
        found = [form for path, html in self.pages.items() for form in forms_in(path, html)]
        self.forms = {form.kind: form for form in found}
        self.actions = {form.action for form in found}
        seen = "".join(self.pages.values())
        self.strangers = {one.name for one in CAST if one.name not in seen and one.slug != slug}
        self.cookies = dict(client.cookies)
        self.rows = self.counts()
        self.client = browser(client.app)

    def posts(self, what: str, form: Form, values: dict[str, str] | None = None, **options: Any) -> Any:
        """Post a form with these values, or with a body of one's own."""
        if values is not None:
            options["content"] = encoded(values)
        options["headers"] = {"content-type": URLENCODED} | options.get("headers", {})
        path = options.pop("action", form.action)
        answer = self.asks("POST", path, what, once=bool(form.once), **options)
        if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and values:
            self.notes(path, what, lost(form, values, answer.text))
        return answer

    def asks(
        self, method: str, path: str, what: str, *, is_in: tuple[int, ...] = (), times: int = 1, once: bool = False, **options: Any
    ) -> Any:  # fmt: skip
        """Ask something, so many times, look at the answer, take back what was done."""
        limits.forget_all()
        self.client.cookies.clear()
        self.client.cookies.update(self.cookies)
        savepoint = self.connection.begin_nested()
        answer = self.client.request(method, path, **options)
        if times == 1:
            found = self.half_done(answer, self.rows)
        else:
            rows = self.counts()
            answer = self.client.request(method, path, **options)
            found = self.half_done(answer, rows, anyway=once)
        if savepoint.is_active:
            savepoint.rollback()
        if is_in and answer.status_code not in is_in:
            found.append(f"answered {answer.status_code}, not {is_in}")
        self.notes(f"{method} {path}", what, found + self.wrong_with(answer))
        return answer

    def notes(self, path: str, what: str, found: list[str]) -> None:
        """Keep what was found, with where it was."""
        self.failures += [f"{self.slug}: {path[:90]} with {what[:120]}: {one}" for one in found]

    def half_done(self, answer: Any, before: dict[str, int], *, anyway: bool = False) -> list[str]:
        """Rows that were written although the answer was no; or by the second of two taps."""
        if answer.status_code < HTTPStatus.BAD_REQUEST and not anyway:
            return []
        changed = {table for table, n in self.counts().items() if n != before[table]}
        return [f"{answer.status_code}, yet wrote {changed}"] if changed else []

    def wrong_with(self, answer: Any) -> list[str]:
        """What doesn't hold that holds for every answer."""
        wrong, code = [], answer.status_code
        page = answer.text if "text/html" in answer.headers.get("content-type", "") else ""
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            wrong.append(f"answered {code}")
        if code >= HTTPStatus.BAD_REQUEST and not page:
            wrong.append(f"{code} is no page: {answer.text[:80]!r}")
        if page and "hx-request" not in answer.request.headers and read(page).lang != self.language.tag:
            wrong.append(f"{code} in {read(page).lang!r}")
        if "<script>alert" in page:
            wrong.append("a script got through")
        wrong += [f"shows {name}" for name in self.strangers if name in page]
        to = urlsplit(answer.headers.get("location", "/"))
        if to.scheme or to.netloc or not to.path.startswith("/"):
            wrong.append(f"leads away to {answer.headers['location']!r}")
        if "content-security-policy" not in answer.headers:
            wrong.append(f"{code} without our headers")
        return wrong

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in COUNTED)
        return {str(name): int(n) for name, n in self.connection.execute(text(union))}


@cache
def browser(app: Any) -> TestClient:
    """One for all: what goes wrong in the house is answered, as it is outside of tests."""
    return TestClient(app, base_url="http://localhost", follow_redirects=False, raise_server_exceptions=False)


def lost(form: Form, values: dict[str, str], html: str) -> list[str]:
    """What was written and doesn't stand in the page that says it isn't right."""
    page, gone = unescape(html), []
    for name in form.written:
        parts = UNSHOWABLE.split(values.get(name, "").strip())
        if any(parts) and not re.search(".{0,3}".join(map(re.escape, parts)), page, re.DOTALL):
            gone.append(f"lost {name}={values[name][:40]!r}")
    return gone
