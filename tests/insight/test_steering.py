"""The steering group's page counts its own municipality and names nobody."""

import pytest
from sqlmodel import Session

from app.insight.models import numbers
from app.kit.errors import NotFound
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf


def test_the_numbers_are_of_ones_own_municipality(viewer_of: ViewerOf):
    shown = numbers(viewer_of("steering"))
    assert shown.youths.total == 5  # youth-elsewhere isn't among them
    assert all(cell.n is None or cell.n >= 5 for cell in (*shown.youths.cells, *shown.families.cells))
    assert shown.families.total is None  # four friendship families: too few to tell


@pytest.mark.parametrize("who", [slug for slug in SLUGS if slug != "steering"])
def test_nobody_else_counts(viewer_of: ViewerOf, who: str):
    with pytest.raises(NotFound):
        numbers(viewer_of(who))


def test_the_page_names_nobody(client_of: ClientOf):
    page = client_of("steering").get("/steering").text
    for name in ("Selam", "Farid", "Yara", "Dawit", "Omid", "Hanan", "Holm", "Bager", "Dam"):
        assert name not in page
    assert "fewer than 5" in page


def test_a_steering_member_of_no_municipality_is_told_nothing(viewer_of: ViewerOf, session: Session):
    from sqlmodel import select

    from app.identity.models import Grant

    grant = session.exec(select(Grant).where(Grant.account_id == id_of("steering"))).one()
    grant.organisation_id = None
    session.commit()
    assert numbers(viewer_of("steering")).youths.total is None
