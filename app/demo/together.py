"""What the friends write to each other."""

from sqlmodel import Session, select

from app.demo.cast import id_of
from app.demo.life import someone
from app.messaging.kinds import Source
from app.messaging.models import Conversation, Message
from app.messaging.opening import open_direct
from app.messaging.renderings import Rendering, confirm
from app.people.models import Family, Youth
from app.translation import memory, phrasebook

TALK = (
    (290, "family", "Hej Yara! Vi glæder os til at lære dig at kende. Kan du lide at lave mad?"),
    (289, "youth-matched", "Hej! Ja, jeg kan lave meget syrisk mad. Jeg vil gerne lære dansk mad."),
    (200, "family", "Tak for i går. Børnene taler stadig om dine brød."),
    (199, "youth-matched", "Tak for i går. Det var meget sjovt."),
    (60, "youth-matched", "Jeg har fået 10 i dansk!"),
    (60, "family", "Hvor er det flot! Det skal fejres på søndag."),
    (2, "family", "Skal vi ses på lørdag? Vi tænkte på at bage."),
)
# What an interpreter made of some of it. Words that are in nobody's name yet and no machine's.
CHECKED = {
    "Hej Yara! Vi glæder os til at lære dig at kende. Kan du lide at lave mad?": "مرحبًا يارا! يسعدنا أن نتعرف عليك. هل تحبين الطبخ؟",
    "Hvor er det flot! Det skal fejres på søndag.": "هذا رائع! سنحتفل به يوم الأحد.",
}
REMEMBERED = (
    "Tak for i går. Børnene taler stadig om dine brød.",
    "شكرًا على يوم أمس. ما زال الأطفال يتحدثون عن خبزك.",
)


def lay_talk(session: Session) -> None:
    """What the friends have written to each other, with the contact person listening."""
    with someone(session, "youth-matched", 295) as youth:
        family = youth.find(Family, id_of("family:family"))
        thread = open_direct(youth, youth.find(Youth, id_of("youth-matched")), family=family)
    for days, who, words in TALK:
        with someone(session, who, days, 17 if who == "family" else 19) as speaker:
            thread.say(words, by=speaker)
    _lay_renderings(session, thread)
    _lay_phrases(session, thread)
    with someone(session, "youth-matched", 20) as youth:
        talk = open_direct(youth, youth.find(Youth, id_of("youth-matched")), account_id=id_of("mfi"))
        talk.say("Hej Birgit. Kan du hjælpe med mit pas?", by=youth)
    with someone(session, "mfi", 19) as mfi:
        talk.say("Ja, det kan vi gøre sammen på torsdag.", by=mfi)
    with someone(session, "youth-adult", 30) as youth:
        friends = open_direct(
            youth,
            youth.find(Youth, id_of("youth-adult")),
            family=youth.find(Family, id_of("family:mfi-family")),
        )
        friends.say("Hej Birgit! Tak for suppen.", by=youth)


def _lay_renderings(session: Session, thread: Conversation) -> None:
    """Some of it checked by an interpreter, some remembered from before; the rest stands as it was written."""
    messages = session.exec(select(Message).where(Message.conversation_id == thread.id)).all()
    with someone(session, "interpreter-ar", 1) as interpreter:
        for message in messages:
            if message.body in CHECKED:
                confirm(message, "ar", CHECKED[message.body], by=interpreter)
    words, rendering = REMEMBERED
    memory.remember(session, words, "da", rendering, "ar")
    for message in messages:
        known = (
            memory.recall(session, message.body, message.language, ["ar"]) if message.body == words else {}
        )
        for language, text in known.items():
            session.add(
                Rendering(
                    message_id=message.id,
                    conversation_id=thread.id,
                    language=language,
                    words=text,
                    source=Source.MEMORY,
                )
            )
    session.flush()


def _lay_phrases(session: Session, thread: Conversation) -> None:
    """The newest words are phrases: everybody reads them in their own language."""
    for who, key, raw in (
        ("youth-matched", "hello.yes", {}),
        ("family", "meet.time_good", {"time": "14:00"}),
    ):
        values = phrasebook.checked(key, raw)
        with someone(session, who, 1, 17 if who == "youth-matched" else 18) as speaker:
            words = phrasebook.said(key, values, speaker.language)
            thread.say(words, by=speaker, phrase={"key": key, "values": values})
