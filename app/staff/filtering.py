"""The caseload by what is needed."""

from app.staff.caseload import Line
from app.staff.needs import Kind


def with_need(lines: list[Line], kind: str) -> list[Line]:
    """Those with one kind of need; all where the address names none that there is."""
    if kind not in {str(known) for known in Kind}:
        return lines
    return [line for line in lines if any(need.kind == kind for need in line.needs)]


def counts(lines: list[Line]) -> list[tuple[Kind, int]]:
    """How many have each need, for the filters; the kinds nobody has are left out."""
    return [
        (kind, n)
        for kind in Kind
        if (n := sum(any(need.kind == kind for need in line.needs) for line in lines))
    ]
