"""A sheet on its way in: nothing is written before one says so, twice is once, nobody else sees it."""

import re
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from app.audit.models import AuditLine
from app.demo.cast import id_of
from app.finding import sheets_kept, sheets_pages, sheets_read
from app.finding.models import Application
from app.finding.sheets_kept import Kept
from app.finding.steps import FamilyStep, What
from app.identity.policy import Role
from app.kit import clock, jobs, storage
from app.kit.errors import NotFound
from app.kit.storage import later
from app.people.models import Family, FamilyState
from tests.conftest import ClientOf, ViewerOf

SHEET = (
    "Navn;Kontakt;Mobil;E-mail;Trin;Siden;Børneattest;Den unges alder;Notat\r\n"
    "Ager;Anna Ager;22 33 44 55;;Klar;01-02-2026;24-01-2026;15-17;Ringer efter kl. 16\r\n"
    "Bek;;;bo@example.dk;;;;;\r\n"
    "Carl;;12;;;;;;\r\n"
)
POSTED = {"sec-fetch-site": "same-origin"}


def upload(client_of: ClientOf, content: str = SHEET, slug: str = "coordinator-rk") -> str:
    """Choose a file; where its dry run stands."""
    answer = client_of(slug).post(
        "/families/sheet", files={"file": ("f.csv", content.encode())}, headers=POSTED
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def families(session: Session, name: str) -> list[Family]:
    found = session.exec(select(Family).where(col(Family.organisation_id) == id_of("rk"))).all()
    return [family for family in found if family.name == name]


def test_a_dry_run_says_what_would_come_in_and_writes_no_family(
    client_of: ClientOf, session: Session
) -> None:
    before = len(session.exec(select(Family.id)).all())
    page = client_of("coordinator-rk").get(upload(client_of)).text
    assert "2 families can come in" in page
    assert "Row 4" in page
    assert "look like a phone number" in page
    assert len(session.exec(select(Family.id)).all()) == before
    assert session.exec(select(AuditLine).where(AuditLine.verb == "family.move")).first() is None


def test_one_press_brings_in_what_is_whole_and_keeps_the_rest_with_why(
    client_of: ClientOf, session: Session
) -> None:
    client = client_of("coordinator-rk")
    with clock.freeze(clock.now().replace(year=2026, month=3, day=1)):
        place = upload(client_of)
        left = client.post(place, headers=POSTED).headers["location"]
        page = client.get(left).text
        rest = client.get(f"{left}/rest.csv").content.decode("utf-8-sig")
    assert "2 families are in." in page
    (ager,) = families(session, "Ager")
    assert (ager.state, ager.profile["ages"]) == (FamilyState.APPROVED, [15, 17])
    assert ager.certificate_by == id_of("coordinator-rk")
    file = session.exec(select(Application).where(Application.family_id == ager.id)).one()
    assert (file.name, file.phone) == ("Anna Ager", "22334455")
    steps = session.exec(select(FamilyStep).where(FamilyStep.family_id == ager.id)).all()
    assert {(step.what, step.words, step.told_by) for step in steps} == {
        (What.BROUGHT, "Ringer efter kl. 16", ""),
        (What.CERTIFICATE, None, ""),
    }
    assert "Carl" in rest
    assert "Ager" not in rest
    assert "Mobil: This doesn't look like a phone number" in rest


def test_nobody_is_told_anything(client_of: ClientOf, session: Session) -> None:
    before = set(session.exec(select(jobs.Job.id)).all())
    client_of("coordinator-rk").post(upload(client_of), headers=POSTED)
    new = session.exec(select(jobs.Job.kind).where(col(jobs.Job.id).not_in(before))).all()
    assert set(new) == {later.FORGET}


def test_a_double_tap_and_the_same_sheet_once_more_bring_each_family_once(
    client_of: ClientOf, session: Session
) -> None:
    client, place = client_of("coordinator-rk"), upload(client_of)
    once = {"once": re.findall(r'name="once" value="([^"]+)"', client.get(place).text)[-1]}
    first = client.post(place, data=once, headers=POSTED).headers["location"]
    assert client.post(place, data=once, headers=POSTED).headers["location"] == first
    client.post(place, headers=POSTED)
    client.post(upload(client_of), headers=POSTED)
    assert len(families(session, "Bek")) == 1
    assert "knows a family that is reached so already" in client.get(upload(client_of)).text


@pytest.mark.parametrize("slug", ["coordinator-drc", "supervisor", "steering", "admin", "family"])
def test_a_sheet_is_its_owners_alone(client_of: ClientOf, slug: str) -> None:
    place = upload(client_of)
    client = client_of(slug)
    assert client.get(place).status_code == 404
    assert client.get(f"{place}/rest.csv").status_code == 404
    assert client.post(place, headers=POSTED).status_code == 404


def test_after_two_hours_it_is_gone(viewer_of: ViewerOf) -> None:
    viewer = viewer_of("coordinator-rk")
    key = sheets_kept.keep(Kept(id_of("rk"), sheets_read.read(SHEET.encode())), viewer)
    assert sheets_kept.kept(key, viewer).read == sheets_read.read(SHEET.encode())
    viewer.now += timedelta(hours=2)
    with pytest.raises(NotFound):
        sheets_kept.kept(key, viewer)
    later.forget({"keys": [str(key)]})
    with pytest.raises(NotFound):
        storage.fetch(key)


def test_another_kind_of_file_is_no_sheet(viewer_of: ViewerOf) -> None:
    with pytest.raises(NotFound):
        sheets_kept.kept(storage.store(b"a photo"), viewer_of("coordinator-rk"))


def test_a_file_that_cannot_be_read_says_so_on_the_page(client_of: ClientOf) -> None:
    client = client_of("coordinator-rk")
    answer = client.post("/families/sheet", files={"file": ("f.xlsx", b"PK\x03\x04no")}, headers=POSTED)
    assert answer.status_code == 422
    assert "can't be read" in answer.text.replace("&#39;", "'")
    assert client.post("/families/sheet", headers=POSTED).status_code == 422


def test_a_sheet_for_another_organisation_is_not_there(client_of: ClientOf) -> None:
    files = {"file": ("f.csv", SHEET.encode())}
    answer = client_of("coordinator-rk").post(
        "/families/sheet", files=files, data={"organisation": str(id_of("drc"))}, headers=POSTED
    )
    assert answer.status_code == 404


def test_taking_families_along_leaves_a_line_and_holds_no_other_organisations(
    client_of: ClientOf, session: Session
) -> None:
    client_of("coordinator-rk").post(upload(client_of), headers=POSTED)
    ours = client_of("coordinator-rk").get("/families/sheet/families.csv").content.decode("utf-8-sig")
    theirs = client_of("coordinator-drc").get("/families/sheet/families.csv").content.decode("utf-8-sig")
    assert "bo@example.dk" in ours
    assert "bo@example.dk" not in theirs
    lines = session.exec(select(AuditLine).where(AuditLine.verb == "family.export")).all()
    assert {(line.actor_id, line.subject_id) for line in lines} == {
        (id_of("coordinator-rk"), id_of("rk")), (id_of("coordinator-drc"), id_of("drc")),
    }  # fmt: skip


def test_what_was_taken_along_says_of_each_family_what_was_brought_in(viewer_of: ViewerOf) -> None:
    viewer = viewer_of("coordinator-rk")
    with clock.freeze(clock.now().replace(year=2026, month=3, day=1)):
        sheet = Kept(id_of("rk"), sheets_read.read(SHEET.encode()))
        whole = [row.entry for row in sheets_pages.look(sheet, viewer) if row.entry]
        sheets_pages.bring(sheet, viewer)
    along = {entry.name: entry for entry in sheets_pages.taken_along(viewer)}
    assert along["Ager"].ages == whole[0].ages
    assert along["Ager"].certificate == whole[0].certificate
    assert along["Ager"].phone == "22334455"


def test_a_supervisor_brings_integration_families_alone(client_of: ClientOf, session: Session) -> None:
    sheet = "Navn;Mobil;Slags\nVest;22334455;Integrationsfamilie\nØst;33445566;Venskabsfamilie\n"
    page = client_of("supervisor").get(upload(client_of, sheet, "supervisor")).text
    assert "1 family can come in" in page
    assert "You can bring in these here: Integration family." in page


def test_two_thousand_rows_are_looked_at_with_one_statement_for_all(
    viewer_of: ViewerOf, count_queries: object
) -> None:
    rows = "".join(f"F{n};{20_000_000 + n}\n" for n in range(2000))
    sheet = Kept(id_of("rk"), sheets_read.read(f"Navn;Mobil\n{rows}".encode()))
    viewer = viewer_of("coordinator-rk")
    with count_queries() as seen:  # type: ignore[operator]
        assert all(row.entry for row in sheets_pages.look(sheet, viewer))
    assert len(seen) == 1


def test_the_kinds_a_coordinator_brings_are_no_integration_families(viewer_of: ViewerOf) -> None:
    sheet = Kept(id_of("rk"), sheets_read.read(b"Navn;Mobil;Slags\nVest;22334455;Integrationsfamilie\n"))
    (row,) = sheets_pages.look(sheet, viewer_of("coordinator-rk"))
    assert row.problems[0].column == "kind"
    assert Role.HOST.value not in row.problems[0].words
