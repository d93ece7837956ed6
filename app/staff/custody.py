"""What only the holder of custody decides, in plain words, and what becomes of it at 18.

Sources: KORA 2017, section 4 (what an MFI is: custody with its duties, guardian of money) and 4.2 (after 18);
forældreansvarsloven § 2 (care and decisions about personal matters), § 3 (travel abroad and consent),
§ 28 (temporary custody of unaccompanied young people); værgemålsloven § 2 and §§ 22-25 (money of minors);
sundhedsloven § 17 (from 15 a young person consents to treatment themselves; under 15 custody does);
pasloven § 2 (a passport of somebody under 18 needs consent). Written for volunteers; to be checked by a lawyer.
"""

from app.web.i18n import N_

# topic, what it means, icon
ONLY_YOU_DECIDE = (
    (N_("Passport and travel"), N_("You sign for a passport, and for journeys out of Denmark."), "plane"),
    (
        N_("Residence permit"),
        N_(
            "You help with the papers and keep an eye on the day it runs out. You may ask to see the case file."
        ),
        "file-text",
    ),
    (
        N_("Treatment and health"),
        N_(
            "Under 15 you say yes or no to treatment. From 15 they decide themselves; you are told and you help."
        ),
        "heart-pulse",
    ),
    (
        N_("Money"),
        N_(
            "You are the guardian of their money: it is theirs, and it is used for them. Larger sums need permission."
        ),
        "wallet",
    ),
    (N_("Religion"), N_("They choose. Nobody may press them, and you look after that."), "heart"),
    (
        N_("Family contact"),
        N_("You support the contact with their parents and family, and the search for them, as they wish."),
        "phone",
    ),
    (N_("School"), N_("You choose the school with them and come to the school talks."), "school"),
)
WHEN_18 = (
    N_("At midnight on the birthday custody ends by itself. From then on they decide everything."),
    N_("Your access to this page ends at the same moment."),
    N_("Going on as friends is something you both choose: 90 days before, each of you is asked alone."),
)
