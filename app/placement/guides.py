"""What to do when it gets hard: short guides for the youth, and in other words for the family [2.3]."""

from dataclasses import dataclass

from app.web.i18n import N_


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide. English, to be translated."""

    title: str
    icon: str
    youth: tuple[str, ...]
    family: tuple[str, ...]


GUIDES: dict[str, Guide] = {
    "homesick": Guide(
        N_("Homesick"),
        "heart",
        (
            N_("Missing home is normal, even when the family is kind. It comes and goes."),
            N_("Call somebody you love, cook food you know, hear your language. It is good to plan it each week."),
            N_("If you can't sleep or eat for many days, say it to an adult. You can see a doctor with an interpreter."),
        ),
        (
            N_("Homesickness isn't about you. Ask, listen, and let there be tears and silence."),
            N_("Make room for calls home, for food from home and for friends who speak the language."),
            N_("If sleep, food or school go wrong for more than two weeks, call the supervisor."),
        ),
    ),
    "rules": Guide(
        N_("Rules at home"),
        "house",
        (
            N_("Every home has rules, and they can be strange to you. You may always ask why."),
            N_("Say what you were used to deciding yourself. Many rules can be talked about."),
            N_("If you were late or forgot something: say it. Nobody may hit you, lock you in or take your food away."),
        ),
        (
            N_("Many have looked after themselves for a long time. Begin with few rules, and say why each is there."),
            N_("Write the rules down together, with an interpreter, and look at them again after a month."),
            N_("A broken rule is a reason to talk, never to threaten that somebody has to move."),
        ),
    ),
    "quarrel": Guide(
        N_("When you quarrel"),
        "message-circle",
        (
            N_("Quarrels happen in every family. It doesn't mean that you have to move."),
            N_("Take a break: go for a walk, and tell them when you are back. Talk when all are calm."),
            N_("If it is hard to say in Danish, ask for an interpreter. If you are afraid, call straight away."),
        ),
        (
            N_("Wait until all are calm. Say what you saw and what you wish, not what somebody is."),
            N_("Words are easily misunderstood in a new language: take the interpreter for what is important."),
            N_("If it happens again and again, tell the supervisor early. Asking for help isn't failing."),
        ),
    ),
    "faith": Guide(
        N_("Food, religion and fasting"),
        "utensils",
        (
            N_("You decide what you believe. Nobody may make you eat, pray or celebrate something."),
            N_("Say what you eat and don't eat, and where you would like to pray. The family may not know."),
            N_("If you fast, tell the family and the school. If you are ill, talk with a doctor first."),
        ),
        (
            N_("Ask what is eaten and what isn't, and have something everybody can eat at every meal."),
            N_("Offer a quiet place to pray and a way to church or mosque. Invite to your holidays, without having to."),
            N_("When they fast: meals at other hours, less sport, and a word to the school. If you worry, ask the doctor."),
        ),
    ),
    "money": Guide(
        N_("Money"),
        "wallet",
        (
            N_("You get pocket money. Your caseworker says how much, and it is yours."),
            N_("Clothes, phone and leisure are talked about before something is bought."),
            N_("If somebody asks you to send money or you owe money, tell an adult you trust. You will not be scolded."),
        ),
        (
            N_("Give pocket money on a fixed day, and don't use it as a punishment."),
            N_("Ask the caseworker what the municipality pays: clothes, travel, leisure, glasses."),
            N_("Many send money home, or are asked to. Ask gently; the MFI and the caseworker can help."),
        ),
    ),
    "move": Guide(
        N_("I want to move"),
        "footprints",
        (
            N_("You may say that you want to move. You don't need to have a good reason."),
            N_("Talk with your supervisor, your caseworker or your MFI. They listen to you alone."),
            N_("Please don't leave without telling anybody. If you aren't safe, call now, also at night."),
        ),
        (
            N_("“I want to move” often means: something is hard. Ask what, and listen without defending yourselves."),
            N_("Tell the supervisor the same day. Don't promise anything, and don't pack anything in anger."),
            N_("If they have left: call the number for evenings and weekends, and 112 if you fear for them."),
        ),
    ),
}  # fmt: skip
