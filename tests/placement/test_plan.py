"""The plan: goals and steps, seen by all in it; the youth proposes goals and says what is done."""

import pytest
from sqlmodel import Session

from app.identity.policy import Role
from app.kit.errors import NotFound, Refused
from app.placement.plan import PlanGoal, PlanStep
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf
from tests.placement.conftest import Stay

AROUND = {"youth-new", "host-family", "mfi", "caseworker", "supervisor", "contact-person"}


def test_a_goal_of_those_who_lead_is_seen_by_all_in_it(stay: Stay):
    goal = PlanGoal.set(stay.it, "Dansk", by=stay.by("caseworker"))
    PlanStep.add(goal, "Lektiehjælp", Role.YOUTH, None, by=stay.by("supervisor"))
    for table in (PlanGoal, PlanStep):
        assert {slug for slug in SLUGS if stay.by(slug).all(table)} == AROUND
    assert goal.taken_in_at


def test_what_the_youth_proposes_counts_when_it_is_taken_in(stay: Stay):
    goal = PlanGoal.set(stay.it, "Cykle", by=stay.by("youth-new"))
    assert goal.taken_in_at is None
    for slug in ("youth-new", "host-family", "mfi", "contact-person", "family"):
        with pytest.raises(NotFound):
            goal.take_in(by=stay.by(slug))
        with pytest.raises(NotFound):
            goal.reach(by=stay.by(slug))
    goal.take_in(by=stay.by("caseworker"))
    goal.reach(by=stay.by("supervisor"))
    assert goal.taken_in_at
    assert goal.reached_at


@pytest.mark.parametrize("slug", ["host-family", "mfi", "contact-person", "family", "coordinator-rk"])
def test_nobody_else_sets_a_goal_or_a_step(stay: Stay, slug: str):
    with pytest.raises(NotFound):
        PlanGoal.set(stay.it, "Mit mål", by=stay.by(slug))
    goal = PlanGoal.set(stay.it, "Dansk", by=stay.by("caseworker"))
    with pytest.raises(NotFound):
        PlanStep.add(goal, "Læse", Role.YOUTH, None, by=stay.by(slug))


@pytest.mark.parametrize(
    ("doer", "may"),
    [
        (Role.YOUTH, {"youth-new", "caseworker", "supervisor"}),
        (Role.MFI, {"mfi", "caseworker", "supervisor"}),
        (Role.HOST, {"host-family", "caseworker", "supervisor"}),
    ],
)
def test_done_says_whose_it_is_or_who_leads(stay: Stay, doer: Role, may: set[str]):
    stay.to_living()
    goal = PlanGoal.set(stay.it, "Dansk", by=stay.by("caseworker"))
    for slug in SLUGS:
        step = PlanStep.add(goal, "Læse", doer, None, by=stay.by("caseworker"))
        if slug in may:
            step.do(by=stay.by(slug))
            assert step.done_by == id_of(slug)
        else:
            with pytest.raises(NotFound):
                step.do(by=stay.by(slug))
    with pytest.raises(Refused):
        PlanStep.add(goal, "Læse", Role.FRIEND, None, by=stay.by("caseworker"))


def test_a_step_is_done_from_the_page(stay: Stay, client_of: ClientOf, session: Session):
    goal = PlanGoal.set(stay.it, "Lære dansk", by=stay.by("caseworker"))
    step = PlanStep.add(goal, "Lektiehjælp om mandagen", Role.YOUTH, None, by=stay.by("caseworker"))
    session.commit()
    youth = client_of("youth-new")
    page = youth.get("/placement").text
    assert "Lære dansk" in page
    assert "Lektiehjælp om mandagen" in page
    assert f"/plan-steps/{step.id}" in page
    assert f"/plan-steps/{step.id}" not in client_of("host-family").get(f"/placements/{stay.it.id}").text
    assert client_of("host-family").post(f"/plan-steps/{step.id}").status_code == 404
    assert youth.post(f"/plan-steps/{step.id}").status_code == 303
    session.expire_all()
    assert session.get_one(PlanStep, step.id).done_at
    address = f"/goals/{goal.id}/steps"
    answer = client_of("caseworker").post(
        address, data={"words": "Mine ord", "doer": "friend", "due": "13-13"}
    )
    assert answer.status_code == 422
    assert "Mine ord" in answer.text
