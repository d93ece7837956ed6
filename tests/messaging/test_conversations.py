"""Conversations: who is in them, who reads what from when to when."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from app.identity.models import Account
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.messaging import pages, threads
from app.messaging.models import Conversation, Message, Participant
from app.messaging.opening import open_direct, open_with, settle_youth
from app.people.models import Family, Tie, Youth
from tests.cast import SLUGS, id_of
from tests.conftest import ViewerOf


def with_family(viewer: Viewer, youth: str = "youth-matched", family: str = "family") -> Conversation:
    """The conversation of a youth and their family."""
    session = viewer.session
    return open_direct(
        viewer,
        session.get_one(Youth, id_of(youth)),
        family=session.get_one(Family, id_of(f"family:{family}")),
    )


def words_seen(viewer: Viewer, conversation: Conversation) -> list[str]:
    """What somebody reads in a conversation."""
    return [
        b.words or b.notice["key"]
        for b in threads.thread(viewer, viewer.find(Conversation, conversation.id)).bubbles
    ]


def end_tie(session: Session, youth: str, role: Role) -> Tie:
    """A tie ends this moment."""
    tie = session.exec(
        select(Tie).where(Tie.youth_id == id_of(youth), Tie.role == role, Tie.in_force(clock.now()))
    ).one()
    tie.ends_at = clock.now()
    session.flush()
    return tie


def tied(session: Session, youth: str, role: Role, who: str) -> None:
    """A tie begins."""
    session.add(
        Tie(
            youth_id=id_of(youth),
            account_id=id_of(who),
            role=role,
            starts_at=clock.now() - timedelta(seconds=1),
        )
    )
    session.flush()


def test_a_youth_under_18_and_a_family_have_the_contact_person_with_them_and_it_says_so_first(
    viewer_of: ViewerOf,
) -> None:
    youth = viewer_of("youth-matched")
    conversation = with_family(youth)
    thread = threads.thread(youth, conversation)
    assert thread.third
    assert (thread.third.name, thread.third.as_role) == ("Thomas Friis", Role.CONTACT)
    assert thread.bubbles[0].notice == {"key": "third-adult", "name": "Thomas Friis", "role": "contact"}
    assert {reader.name for reader in thread.readers} == {
        "Yara Haddad",
        "Mette Holm",
        "Jens Holm",
        "Thomas Friis",
    }


def test_without_a_contact_person_it_is_the_caseworker(viewer_of: ViewerOf) -> None:
    youth = viewer_of("youth-hosted")
    third = threads.thread(youth, with_family(youth, "youth-hosted", "host-family")).third
    assert third
    assert third.as_role == Role.CASEWORKER


def test_an_adult_talks_with_their_family_alone(viewer_of: ViewerOf) -> None:
    youth = viewer_of("youth-adult")
    thread = threads.thread(youth, with_family(youth, "youth-adult", "mfi-family"))
    assert thread.third is None
    assert thread.bubbles == ()


def test_a_youth_and_their_mfi_talk_alone(viewer_of: ViewerOf) -> None:
    youth = viewer_of("youth-matched")
    conversation = open_with(youth, id_of("mfi"))
    assert conversation
    assert {r.name for r in threads.thread(youth, conversation).readers} == {"Yara Haddad", "Birgit Dam"}


def test_opening_again_opens_the_same(viewer_of: ViewerOf) -> None:
    mine = open_with(viewer_of("youth-matched"), id_of("mfi"))
    theirs = open_with(viewer_of("mfi"), id_of("youth-matched"))
    ours = with_family(viewer_of("youth-matched"))
    assert mine
    assert theirs
    assert mine.id == theirs.id
    assert open_with(viewer_of("family-two"), id_of("youth-matched")) == ours


@pytest.mark.parametrize(
    ("who", "whom"),
    [
        ("youth-new", "family"),
        ("youth-new", "caseworker-former"),
        ("caseworker-former", "youth-new"),
        ("caseworker-elsewhere", "youth-new"),
        ("coordinator-rk", "youth-matched"),
        ("family-free", "youth-new"),
        ("steering", "youth-new"),
        ("youth-new", "youth-matched"),
    ],
)
def test_nobody_opens_a_conversation_without_a_tie(viewer_of: ViewerOf, who: str, whom: str) -> None:
    with pytest.raises(NotFound):
        open_with(viewer_of(who), id_of(whom))


def test_the_coordinator_of_the_family_opens_for_them_without_being_in_it(viewer_of: ViewerOf) -> None:
    conversation = with_family(viewer_of("coordinator-rk"))
    assert not conversation.has(viewer_of("coordinator-rk"))
    with pytest.raises(NotFound):
        with_family(viewer_of("coordinator-drc"), "youth-adult", "mfi-family")


def test_an_interpreter_is_asked_not_written_to(viewer_of: ViewerOf) -> None:
    assert open_with(viewer_of("youth-new"), id_of("interpreter-ti")) is None


def test_who_sees_a_conversation_with_a_family(viewer_of: ViewerOf) -> None:
    conversation = with_family(viewer_of("youth-matched"))
    conversation.say("Hej", by=viewer_of("youth-matched"))
    inside = {"youth-matched", "family", "family-two", "contact-person"}
    for slug in SLUGS:
        viewer = viewer_of(slug)
        sees = {
            "found": viewer.all(Conversation, Conversation.id == conversation.id) != [],
            "messages": viewer.all(Message, Message.conversation_id == conversation.id) != [],
            "people": viewer.all(Participant, Participant.conversation_id == conversation.id) != [],
            "listed": conversation.id in {line.id for line in pages.conversations(viewer)},
        }
        assert set(sees.values()) == {slug in inside}, (slug, sees)


def test_access_ends_the_moment_a_tie_ends(viewer_of: ViewerOf, session: Session) -> None:
    conversation = open_with(viewer_of("youth-matched"), id_of("caseworker"))
    assert conversation
    conversation.say("Hej", by=viewer_of("caseworker"))
    end_tie(session, "youth-matched", Role.CASEWORKER)
    with pytest.raises(NotFound):
        viewer_of("caseworker").find(Conversation, conversation.id)
    assert viewer_of("caseworker").all(Message) == []
    youth = viewer_of("youth-matched")
    assert words_seen(youth, conversation) == ["Hej"]
    assert not threads.thread(youth, conversation).open
    with pytest.raises(Refused):
        conversation.say("Er du der?", by=youth)


def test_who_comes_later_reads_from_then_on_and_is_announced(viewer_of: ViewerOf, session: Session) -> None:
    youth = viewer_of("youth-matched")
    conversation = with_family(youth)
    conversation.say("before", by=youth)
    end_tie(session, "youth-matched", Role.CONTACT)
    tied(session, "youth-matched", Role.CONTACT, "supervisor")  # somebody else, for this test
    viewer = viewer_of("youth-matched")
    conversation.say("after", by=viewer)
    assert words_seen(viewer, conversation) == ["third-adult", "before", "left", "third-adult", "after"]
    new = Participant.account_id == id_of("supervisor")
    assert session.exec(select(Participant.from_seq).where(new)).one() == 4
    assert [r.name for r in threads.thread(viewer, conversation).readers if r.reason == "third-adult"] == [
        "Grethe Lind"
    ]


def test_a_hand_over_settles_every_conversation(viewer_of: ViewerOf, session: Session) -> None:
    conversation = with_family(viewer_of("youth-hosted"), "youth-hosted", "host-family")
    end_tie(session, "youth-hosted", Role.CASEWORKER)
    tied(session, "youth-hosted", Role.CASEWORKER, "caseworker-former")
    settle_youth(viewer_of("caseworker-former"), id_of("youth-hosted"))
    youth = viewer_of("youth-hosted")
    assert words_seen(youth, conversation) == ["third-adult", "left", "third-adult"]
    assert words_seen(viewer_of("caseworker-former"), conversation) == ["third-adult"]


def test_nobody_under_18_is_left_alone_with_a_family(viewer_of: ViewerOf, session: Session) -> None:
    conversation = with_family(viewer_of("youth-hosted"), "youth-hosted", "host-family")
    end_tie(session, "youth-hosted", Role.CASEWORKER)
    settle_youth(viewer_of("youth-hosted"), id_of("youth-hosted"))
    with pytest.raises(Refused):
        conversation.say("Hej", by=viewer_of("host-family"))


def test_at_18_the_third_adult_reads_no_more(viewer_of: ViewerOf) -> None:
    youth = viewer_of("youth-matched")
    conversation = with_family(youth)
    assert conversation.has(viewer_of("contact-person"))
    with clock.freeze(youth.find(Youth, id_of("youth-matched")).turns_18_at):
        assert not conversation.has(viewer_of("contact-person"))
        conversation.say("18!", by=viewer_of("youth-matched"))
        assert words_seen(viewer_of("youth-matched"), conversation) == ["third-adult", "left", "18!"]


def test_a_new_adult_of_the_family_is_announced(viewer_of: ViewerOf, session: Session) -> None:
    from app.people.models import FamilyMember

    conversation = with_family(viewer_of("youth-matched"))
    session.add(FamilyMember(family_id=id_of("family:family"), account_id=id_of("family-applying")))
    session.flush()
    conversation.say("Hej", by=viewer_of("family"))
    assert words_seen(viewer_of("family-applying"), conversation) == ["joined", "Hej"]


def test_only_those_inside_speak(viewer_of: ViewerOf) -> None:
    conversation = with_family(viewer_of("youth-matched"))
    for slug in SLUGS:
        if slug not in {"youth-matched", "family", "family-two", "contact-person"}:
            with pytest.raises(NotFound):
                conversation.say("Hej", by=viewer_of(slug))


def test_the_same_message_sent_twice_is_one(viewer_of: ViewerOf) -> None:
    youth = viewer_of("youth-matched")
    conversation = with_family(youth)
    twin = id_of("twin")
    first = conversation.say("Hej", by=youth, client_id=twin)
    assert conversation.say("Hej", by=youth, client_id=twin) == first
    assert words_seen(youth, conversation).count("Hej") == 1


def test_words_are_sealed_in_the_database(viewer_of: ViewerOf, raw: Any, session: Session) -> None:
    youth = viewer_of("youth-matched")
    with_family(youth).say("hemmeligt", by=youth)
    session.flush()
    bodies = [bytes(body) for (body,) in raw("SELECT body FROM message")]
    assert bodies
    assert not any(b"hemmeligt" in body or b"Thomas" in body for body in bodies)


def test_seen_goes_onwards_only_and_is_told_to_the_other(viewer_of: ViewerOf) -> None:
    youth, friend = viewer_of("youth-matched"), viewer_of("family")
    conversation = with_family(youth)
    seq = conversation.say("Hej", by=youth)
    assert pages.unread(friend) == 1
    assert not threads.thread(youth, conversation).bubbles[-1].seen
    conversation.mark_seen(seq, by=viewer_of("contact-person"))
    assert not threads.thread(youth, conversation).bubbles[-1].seen
    conversation.mark_seen(9999, by=friend)
    conversation.mark_seen(1, by=friend)
    assert threads.thread(youth, conversation).bubbles[-1].seen
    assert pages.unread(friend) == 0


def test_pages_go_by_number_and_are_complete(viewer_of: ViewerOf) -> None:
    youth = viewer_of("youth-matched")
    conversation = with_family(youth)
    for n in range(70):
        conversation.say(f"m{n}", by=youth)
    found: list[int] = []
    before = None
    while True:
        thread = threads.thread(youth, conversation, before)
        found = [bubble.seq for bubble in thread.bubbles] + found
        if thread.older is None:
            break
        before = thread.older
    assert found == list(range(1, 72))
    assert [b.words for b in threads.thread(youth, conversation, after=69).bubbles] == ["m68", "m69"]


def test_lists_run_a_fixed_number_of_queries(
    viewer_of: ViewerOf, count_queries: Any, session: Session
) -> None:
    youth = viewer_of("youth-matched")
    conversation = with_family(youth)
    conversation.say("Hej", by=youth)

    def counted() -> tuple[int, int]:
        viewer = viewer_of("youth-matched")
        with count_queries() as listed:
            pages.conversations(viewer)
        with count_queries() as thread:
            threads.thread(viewer, conversation)
        return len(listed), len(thread)

    few = counted()
    for who in ("mfi", "caseworker", "contact-person"):
        other = open_with(youth, id_of(who))
        assert other
        for n in range(15):
            other.say(f"{n}", by=youth)
            conversation.say(f"{n}", by=youth)
    assert counted() == few
    assert few[0] <= 2
    assert session.exec(select(Account)).first()
