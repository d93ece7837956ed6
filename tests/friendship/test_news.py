"""Who hears that something has moved on."""

import pytest

from app.notifications.kinds import Kind
from tests.cast import SLUGS, id_of
from tests.friendship.conftest import ViewerOf, Way

Told = list[str]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    heard: Told = []
    slugs = {id_of(slug): slug for slug in SLUGS}

    def tell(_session: object, account_id: object, kind: str) -> None:
        assert kind == Kind.FRIENDSHIP
        heard.append(slugs[account_id])  # type: ignore[index]

    monkeypatch.setattr("app.friendship.news.tell", tell)
    return heard


def test_a_draft_is_nobodys_news_and_a_request_that_of_those_who_share_the_queue(way: Way, told: Told):
    way.draft()
    assert told == []
    way.request.send(by=way.as_("youth-new"))
    assert "coordinator-rk" in told
    assert {slug for slug in told if not slug.startswith("coordinator")} == set()


def test_the_youth_hears_that_somebody_looks_and_both_that_a_family_is_found(way: Way, told: Told):
    way.proposed()
    since = told[told.index("youth-new") :]
    assert since.count("youth-new") == 2
    assert since.count("family-free") == 1
    assert set(since) == {"youth-new", "family-free"}


@pytest.mark.parametrize("slug", ["youth-new", "family-free"])
def test_a_no_is_told_to_the_coordinator_alone(way: Way, viewer_of: ViewerOf, told: Told, slug: str):
    proposal = way.proposed()
    told.clear()
    proposal.answer(False, by=viewer_of(slug))
    assert told == ["coordinator-rk"]


def test_two_yeses_are_told_to_all_but_who_said_the_second(way: Way, told: Told):
    way.proposed().answer(True, by=way.as_("youth-new"))
    told.clear()
    way.proposal.answer(True, by=way.as_("family-free"))
    assert set(told) == {"youth-new", "coordinator-rk"}
