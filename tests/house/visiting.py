"""Going through the house as somebody: every page that links lead to, one of each kind."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from tests.house.reading import read

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ONWARDS = re.compile(r"(?<=[?&])(next|to|week|before|after)=[^&]*")
PHRASE = re.compile(r"(/phrases/\w+\.)\w+")
NOT_PAGES = ("/static/", "/files/", "/calendar/", "tel:", "mailto:", "http", "#", "webcal:")


def is_page(link: str) -> bool:
    """Whether a link leads to a page of ours, not to a file, a number or elsewhere."""
    return (
        link.startswith("/")
        and not link.startswith(NOT_PAGES)
        and not re.search(r"\.(ics|csv|xlsx|zip)\b", link)
    )


def kind_of(path: str) -> str:
    """The page a path shows, whichever row it shows it of, wherever it leads back to; one phrase of each topic."""
    return PHRASE.sub(r"\1·", ONWARDS.sub(r"\1=·", ID.sub("·", path)))


def pages_of(
    client: TestClient, *starts: str, most: int = 120, of_each: int = 1
) -> Iterator[tuple[str, str]]:
    """Path and words of pages somebody reaches by links, so many of each kind, following redirects by hand."""
    waiting, known = [*starts, "/more", "/language"], dict[str, set[str]]()
    while waiting and len(known) < most:
        path = waiting.pop(0)
        alike = known.setdefault(kind_of(path), set())
        if path in alike or len(alike) == of_each:
            continue
        alike.add(path)
        answer = client.get(path)
        if answer.status_code in {302, 303, 307}:
            target = urlsplit(answer.headers["location"])
            if not target.netloc:
                waiting.insert(0, target.path)
            continue
        if answer.status_code == 404 and path in {"/more", "/language"}:
            continue
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        yield path, answer.text
        links = read(answer.text).links
        waiting += [link.split("#")[0] for link in links if is_page(link)]
