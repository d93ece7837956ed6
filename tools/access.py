"""Write docs/access.md: every route and who passes its guard. What they find behind it, `visible_to` decides."""

from pathlib import Path

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from app.identity.policy import Role
from app.main import create_app
from app.web.routing import Guard

ROOT = Path(__file__).parents[1]
HEAD = """\
# Who passes which door

Made by `python tools/access.py` from the guards of the routes; a test compares the two. A mark says that somebody in
this role passes the door. What they find behind it each table decides by itself (`visible_to`): a caseworker passes
`youths.show`, and finds only the youths they are tied to now; for all others there is nothing there (404).
`tests/house/access.txt` holds the outcome for everybody of the cast.

"""


def walk(routes: list[BaseRoute]) -> list[APIRoute]:
    """All routes, also those of routers that were included whole."""
    found = []
    for route in routes:
        if isinstance(route, APIRoute):
            found.append(route)
        inner = getattr(route, "routes", None) or getattr(
            getattr(route, "original_router", None), "routes", None
        )
        found += walk(inner or [])
    return found


def cells(guard: Guard) -> list[str]:
    """The marks of one route, role by role."""
    if guard.public:
        return ["all"] * len(Role)
    return ["x" if not guard.roles or role in guard.roles else "" for role in Role]


def table() -> str:
    """The whole document."""
    lines = ["| route | " + " | ".join(Role) + " |", "|---" * (len(Role) + 1) + "|"]
    rows = set()
    for route in walk(create_app().routes):
        guard = getattr(route.endpoint, "guard", None)
        if guard:
            marks = " | ".join(cells(guard))
            rows.add(f"| `{'/'.join(sorted(route.methods or ()))}` {route.name} | {marks} |")
    return HEAD + "\n".join([*lines, *sorted(rows, key=lambda row: row.split("` ")[1])]) + "\n"


if __name__ == "__main__":
    path = ROOT / "docs" / "access.md"
    path.write_text(table())
    print(path.relative_to(ROOT))
