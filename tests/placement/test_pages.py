"""The pages of a placement: each side its own, the numbers first when it is evening, words kept where something is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from app.identity.policy import Role
from app.identity.viewer import load_viewer
from app.kit import clock
from app.people.models import Tie, Youth
from app.placement.follow_ups import FollowUp
from app.placement.guides import GUIDES
from app.placement.helping import help_for
from app.placement.kinds import POINTS, PlacementState
from app.placement.models import Placement
from app.placement.statements import STATEMENTS
from app.placement.talks import PlacementTalk
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf
from tests.placement.conftest import Stay

TUESDAY_NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2026, 11, 24, 20, tzinfo=UTC)
SATURDAY_NOON = datetime(2026, 11, 28, 11, tzinfo=UTC)
AROUND = {"youth-new", "host-family", "mfi", "caseworker", "supervisor", "contact-person"}
ALL_YES = dict.fromkeys(STATEMENTS, "yes")


@pytest.mark.parametrize("slug", SLUGS)
def test_those_around_see_its_page_and_nobody_else(
    stay: Stay, client_of: ClientOf, session: Session, slug: str
):
    session.commit()
    client = client_of(slug)
    for path in ("", "/guides/homesick"):
        assert (client.get(f"/placements/{stay.it.id}{path}").status_code == 200) == (slug in AROUND)
    assert (client.get(f"/youths/{stay.youth.id}/placements").status_code == 200) == (
        slug in {"mfi", "caseworker", "supervisor", "contact-person"}
    )
    assert client.get(f"/placements/{stay.it.id}/guides/unknown").status_code == 404


def test_the_whole_way_through_the_pages(  # noqa: PLR0915  one way, from the first day to the last
    stay: Stay, client_of: ClientOf, session: Session
):
    session.commit()
    youth, family, caseworker = client_of("youth-new"), client_of("host-family"), client_of("caseworker")
    at = f"/placements/{stay.it.id}"

    def told() -> None:
        state = session.get_one(Placement, stay.it.id).state
        data = {"points": [*POINTS[state]], "language": "ti", "bridged": "there"}
        assert caseworker.get(f"{at}/talks").status_code == 200
        assert caseworker.post(f"{at}/talks", data=data).status_code == 303
        session.expire_all()

    told()
    talk = session.exec(select(PlacementTalk)).one()
    assert "I have understood" in youth.get("/placement").text
    assert youth.post(f"/placement-talks/{talk.id}", data={"question": "ክንድኡ ቆልዑ ኣለዉ፧"}).status_code == 303
    for client in (caseworker, client_of("supervisor"), client_of("mfi")):
        assert "ክንድኡ ቆልዑ ኣለዉ፧" in client.get(at).text
    assert "ክንድኡ ቆልዑ ኣለዉ፧" not in family.get(at).text
    assert "The young person has a question" in caseworker.get("/placements").text
    assert caseworker.post(f"{at}/expectations").status_code == 422
    assert (
        caseworker.post(f"/placement-talks/{talk.id}/reply", data={"reply": "Ja, én på 13"}).status_code
        == 303
    )
    assert "Ja, én på 13" in youth.get("/placement").text
    assert youth.post(f"/placement-talks/{talk.id}").status_code == 303
    assert caseworker.post(f"{at}/expectations").status_code == 303
    told()
    assert "Say what you expect" in youth.get("/").text + youth.get("/placement").text
    assert family.get(f"{at}/answers").status_code == 200
    assert family.post(f"{at}/answers", data=ALL_YES).status_code == 303
    assert youth.post(f"{at}/answers", data=ALL_YES | {"faith": "other"}).status_code == 303
    assert caseworker.get(f"{at}/agreed").status_code == 200
    assert caseworker.post(f"{at}/agreed", data={"faith": "Halal hver dag"}).status_code == 303
    for client in (youth, family, caseworker):
        assert "Halal hver dag" in client.get(at).text
    today = clock.today().isoformat()
    assert caseworker.get(f"{at}/visit").status_code == 200
    assert caseworker.post(f"{at}/visit", data={"on": today, "seen": "expectations"}).status_code == 303
    told()
    assert youth.get(f"{at}/visit-word").status_code == 200
    for client, words in ((youth, "Godt nok"), (family, "Dejligt")):
        assert client.post(f"{at}/visit-word", data={"feeling": "yes", "words": words}).status_code == 303
    assert "Godt nok" in caseworker.get(at).text
    assert "Godt nok" not in family.get(at).text
    assert caseworker.get(f"{at}/moving-in").status_code == 200
    move = {"on": today, "seen": "visit", "friend_along": "yes", "interpreter": "asked"}
    assert caseworker.post(f"{at}/moving-in", data=move).status_code == 303
    assert "A friend comes along for the first days" in youth.get("/placement").text
    told()
    assert caseworker.get(f"{at}/living").status_code == 200
    assert caseworker.post(f"{at}/living", data={"on": today}).status_code == 303
    assert caseworker.get(f"{at}/follow-ups").status_code == 200
    met = {"held_on": today, "agreed": "Vi spiser klokken 18", "notes": "Kun for os"}
    assert caseworker.post(f"{at}/follow-ups", data=met).status_code == 303
    for client, notes in ((youth, False), (family, False), (caseworker, True), (client_of("mfi"), True)):
        assert "Vi spiser klokken 18" in client.get(at).text
        assert ("Kun for os" in client.get(at).text) is notes
    assert caseworker.get(f"{at}/ending").status_code == 200
    assert caseworker.post(f"{at}/ending", data={"because": "fit", "learned": "Lær"}).status_code == 422
    ends = {"because": "fit", "words": "Tak for tiden", "learned": "Lærestreg", "residence": "centre"}
    assert caseworker.post(f"{at}/ending", data=ends).status_code == 303
    for client, lesson in ((youth, False), (family, False), (caseworker, True)):
        assert "Tak for tiden" in client.get(at).text
        assert ("Lærestreg" in client.get(at).text) is lesson
    assert "Lærestreg" in caseworker.get(f"/youths/{stay.youth.id}/placements").text


def test_a_family_is_considered_from_the_youths_page(client_of: ClientOf, session: Session):
    caseworker, address = client_of("caseworker"), f"/youths/{id_of('youth-hosted')}/placements"
    assert address in caseworker.get(f"/youths/{id_of('youth-hosted')}").text
    assert "Lund" in caseworker.get(f"{address}/new").text
    assert caseworker.post(address, data={"family_id": str(id_of("family:family"))}).status_code == 422
    assert caseworker.post(address, data={"family_id": str(id_of("family:host-family"))}).status_code == 303
    assert session.exec(select(Placement)).one().state == PlacementState.CONSIDERED
    for slug in ("mfi", "host-family", "contact-person", "caseworker-elsewhere"):
        assert client_of(slug).get(f"{address}/new").status_code == 404


def test_wrong_input_keeps_the_words(stay: Stay, client_of: ClientOf, session: Session):
    stay.to_living()
    session.commit()
    caseworker, at = client_of("caseworker"), f"/placements/{stay.it.id}"
    for path, data in (
        ("follow-ups", {"held_on": "31-31-2026", "agreed": "mine ord"}),
        ("follow-ups", {"held_on": "2099-01-01", "agreed": "mine ord"}),
        ("ending", {"because": "no", "words": "mine ord", "learned": "x"}),
        ("ending", {"because": "fit", "words": "mine ord", "learned": ""}),
        ("goals", {"words": "mine ord" + "x" * 500}),
        ("visit", {"on": "mine ord", "seen": "living"}),
        ("moving-in", {"on": "mine ord", "seen": "living", "interpreter": "asked"}),
        ("living", {"on": "mine ord"}),
    ):
        answer = caseworker.post(f"{at}/{path}", data=data)
        assert answer.status_code == 422, path
        assert "mine ord" in answer.text, path
    answer = client_of("youth-new").post(f"{at}/visit-word", data={"feeling": "x", "words": "mine ord"})
    assert answer.status_code == 422
    assert "mine ord" in answer.text
    assert caseworker.post(f"{at}/talks", data={"language": "ti", "bridged": "there"}).status_code == 422
    assert client_of("youth-new").post(f"{at}/answers", data={"meals": "yes"}).status_code == 422
    assert session.exec(select(FollowUp)).all() == []


@pytest.mark.parametrize(
    ("now", "first"), [(TUESDAY_NOON, False), (TUESDAY_NIGHT, True), (SATURDAY_NOON, True)]
)
@pytest.mark.parametrize("slug", ["youth-new", "host-family"])
def test_in_the_evening_and_at_the_weekend_their_numbers_stand_first(
    session: Session, client_of: ClientOf, slug: str, now: datetime, first: bool
):
    with clock.freeze(now):
        stay = Stay(session)
        session.commit()
        page = client_of(slug).get(f"/placements/{stay.it.id}").text
    assert (page.index("46 00 00 02") < page.index('id="path"')) is first


def test_the_family_sees_who_helps_while_the_supervisor_is_ill(
    stay: Stay, client_of: ClientOf, session: Session
):
    stay.to_living()
    session.commit()
    family, at = client_of("host-family"), f"/placements/{stay.it.id}"
    assert "helps instead" not in family.get(at).text
    (tie,) = session.exec(select(Tie).where(Tie.youth_id == stay.youth.id, Tie.role == Role.SUPERVISOR)).all()
    other = Tie(
        youth_id=stay.youth.id,
        account_id=id_of("caseworker-former"),
        role=Role.SUPERVISOR,
        starts_at=clock.now(),
    )
    other.ends_at, other.stands_in_for = clock.in_days(5), tie.id
    session.add(other)
    session.commit()
    assert "Grethe Lind" in family.get(at).text
    assert "Ulla Bech" in family.get(at).text
    helping = help_for(load_viewer(session, id_of("host-family"), clock.now()), stay.youth.id)
    assert [one.name for one in helping.people if one.role == Role.SUPERVISOR] == ["Ulla Bech"]
    for one in (tie, other):
        one.ends_at = clock.now()
    session.commit()
    assert "Nobody visits you as supervisor just now" in family.get(at).text


def test_before_they_live_together_the_family_calls_the_municipality(stay: Stay, session: Session):
    helping = help_for(stay.by("host-family"), stay.youth.id, id_of("roskilde"))
    assert helping.people == []
    assert [one.name for one in helping.by_day] == ["Roskilde Kommune"]


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_speaks_to_whom_it_is_for(stay: Stay, client_of: ClientOf, session: Session, key: str):
    session.commit()
    address, guide = f"/placements/{stay.it.id}/guides/{key}", GUIDES[key]
    youth, family, staff = (
        client_of(slug).get(address).text for slug in ("youth-new", "host-family", "supervisor")
    )
    mine, theirs = guide.youth[0].split("'")[0].split("“")[0], guide.family[1].split("'")[0].split("“")[0]
    assert mine in youth
    assert mine not in family
    assert mine in staff
    assert theirs in family
    assert theirs not in youth
    assert theirs in staff
    assert 'href="tel:112"' in youth
    assert 'href="tel:112"' in family


def test_home_and_people_lead_there(stay: Stay, client_of: ClientOf, session: Session):
    session.commit()
    youth, family = client_of("youth-new"), client_of("host-family")
    assert 'href="/placement"' in youth.get("/").text
    assert 'href="/placement"' in youth.get("/people").text
    assert f"/placements/{stay.it.id}" in family.get("/").text
    assert "Selam Tesfay" in family.get("/").text
    assert 'href="/placements"' in client_of("caseworker").get("/caseload").text
    assert "No family is being considered for you" in client_of("youth-matched").get("/placement").text


def test_the_host_family_reads_no_more_of_the_youth_before_they_live_there(
    stay: Stay, client_of: ClientOf, session: Session
):
    session.commit()
    assert client_of("host-family").get(f"/youths/{stay.youth.id}").status_code == 404
    viewer = stay.by("host-family")
    assert [one.id for one in viewer.all(Youth)] == [id_of("youth-hosted")]


def test_a_talk_is_the_youths_and_of_those_who_look_after_them(stay: Stay):
    stay.told()
    readers = {slug for slug in SLUGS if stay.by(slug).all(PlacementTalk)}
    assert readers == {"youth-new", "mfi", "caseworker", "supervisor", "contact-person"}


def test_a_placement_is_late_for_the_caseworker_too(stay: Stay, client_of: ClientOf, session: Session):
    stay.to_living(20)
    session.commit()
    for slug in ("supervisor", "caseworker"):
        assert "The visit is 13 days late" in client_of(slug).get("/placements").text
    assert stay.it.next_follow_up == clock.today() - timedelta(days=13)
