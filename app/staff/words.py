"""Words for what the rooms below keep as keys: English, marked for translation."""

from app.friendship.states import RequestState
from app.identity.policy import Role
from app.messaging.kinds import QueryState, Topic
from app.people.models import Residence
from app.web.i18n import LANGUAGES, N_

RESIDENCES = {
    Residence.CENTRE: N_("Youth centre"),
    Residence.HOST: N_("Integration family (foster family)"),
    Residence.OWN: N_("A room or flat of their own"),
    Residence.ASYLUM: N_("Asylum centre"),
}
REQUEST_STATES = {
    RequestState.SENT: N_("Sent"),
    RequestState.LOOKING: N_("Looking for a family"),
    RequestState.PROPOSED: N_("A family is proposed"),
    RequestState.FIRST_MEETING: N_("First meeting"),
    RequestState.EXPECTATIONS: N_("Talking about what they expect"),
    RequestState.ACTIVE: N_("Has a friendship family"),
    RequestState.ENDED: N_("Ended"),
    RequestState.WITHDRAWN: N_("Taken back"),
}
QUERY_STATES = {
    QueryState.WAITING: N_("Waiting"),
    QueryState.TAKEN: N_("Taken by an interpreter"),
    QueryState.ANSWERED: N_("Answered"),
    QueryState.CLOSED: N_("Closed"),
}
TOPICS = {
    Topic.LETTER: N_("A letter"),
    Topic.APPOINTMENT: N_("An appointment"),
    Topic.SCHOOL: N_("School"),
    Topic.HEALTH: N_("Health"),
    Topic.MONEY: N_("Money"),
    Topic.HOME: N_("A place to live"),
    Topic.OTHER: N_("Something else"),
}
BECAUSE = {
    "over": N_("The task is done"),
    "moved": N_("They have moved or changed jobs"),
    "withdrawn": N_("One of them no longer wanted it"),
}
LANGUAGE_NAMES = {code: language.name for code, language in LANGUAGES.items()}
ROLE_NAMES = {
    Role.FRIEND: N_("Friendship family"),
    Role.HOST: N_("Integration family (foster family)"),
    Role.MFI: N_("Temporary custody holder (MFI)"),
    Role.INTERPRETER: N_("Interpreter"),
    Role.CONTACT: N_("Contact person"),
    Role.CASEWORKER: N_("Caseworker"),
    Role.SUPERVISOR: N_("Supervision consultant"),
    Role.COORDINATOR: N_("Volunteer coordinator"),
    Role.SAFEGUARDING: N_("Safeguarding lead"),
    Role.STEERING: N_("Steering group"),
    Role.ADMIN: N_("Administrator"),
}
