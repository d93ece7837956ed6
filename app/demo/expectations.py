"""What two expect of each other, in each state: not begun by one side, told apart and talked about, signed long ago."""

from sqlmodel import Session, select

from app.demo.cast import id_of
from app.demo.life import someone
from app.friendship.agreeing import beginning
from app.friendship.agreeing.agreement import Agreement
from app.friendship.agreeing.answers import AgreementAnswers, Says
from app.friendship.agreeing.signing import AgreementSignature
from app.friendship.models import FriendshipRequest
from app.friendship.states import TOGETHER

# What a side doesn't simply say yes to.
YOUTHS = {
    "often": (Says.OTHER, "Jeg vil gerne ses to gange om ugen."),
    "past": (Says.UNSURE, ""),
}
FAMILYS = {"messages": (Says.OTHER, "Efter kl. 21 svarer vi næste dag."), "photos": (Says.UNSURE, "")}
AGREED = {
    "often": "Hver lørdag, og onsdag når der er tid.",
    "messages": "Vi svarer, når vi kan. Efter kl. 21 næste dag.",
    "past": "Vi spørger ikke. Man fortæller, når man vil.",
    "photos": "Kun billeder, som begge synes er gode.",
}


def lay_expectations(session: Session) -> None:
    """Three pairs, each at another point of it."""
    _begin(session, "youth-adult", 20)
    _side(session, "youth-adult", "mfi", 18, {})
    _side(session, "town-youth-18", "town-youth-18", 5, YOUTHS)
    _side(session, "town-youth-18", "town-family-1", 4, FAMILYS)
    _begin(session, "youth-matched", 310)
    for slug, said in (("youth-matched", YOUTHS), ("family", FAMILYS)):
        _side(session, "youth-matched", slug, 305, said)
    with someone(session, "family", 300) as family:
        agreement = _of(session, "youth-matched")
        for key, words in AGREED.items():
            agreement.agree(key, words, by=family)
    for slug in ("youth-matched", "family"):
        with someone(session, slug, 300) as one:
            AgreementSignature.sign(agreement, agreement.revision, by=one)


def _begin(session: Session, youth: str, days: int) -> None:
    request = session.exec(
        select(FriendshipRequest).where(
            FriendshipRequest.youth_id == id_of(youth),
            FriendshipRequest.state.in_(TOGETHER),  # type: ignore[attr-defined]
        )
    ).one()
    with someone(session, youth, days) as one:
        beginning.begin(request, one)


def _of(session: Session, youth: str) -> Agreement:
    return session.exec(select(Agreement).where(Agreement.youth_id == id_of(youth))).one()


def _side(session: Session, youth: str, slug: str, days: int, differs: dict[str, tuple[Says, str]]) -> None:
    """One side answers everything, and has finished."""
    agreement = _of(session, youth)
    side = "youth" if slug == youth else "family"
    mine = session.exec(
        select(AgreementAnswers).where(
            AgreementAnswers.agreement_id == agreement.id, AgreementAnswers.side == side
        )
    ).one()
    with someone(session, slug, days) as one:
        for statement in agreement.asked:
            says, words = differs.get(statement.key, (Says.YES, ""))
            mine.say(statement.key, says, words, by=one)
        mine.finish(by=one)
