"""The roles there are, and the changes that can be asked for."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to Sammen, by a dated grant. Danish terms: domain.md, People and organisations."""

    YOUTH = "youth"  # ung
    FRIEND = "friend"  # venskabsfamilie
    HOST = "host"  # integrationsfamilie
    MFI = "mfi"  # midlertidig forældremyndighedsindehaver
    INTERPRETER = "interpreter"  # tolk
    CASEWORKER = "caseworker"  # sagsbehandler
    CONTACT = "contact"  # kontaktperson
    SUPERVISOR = "supervisor"  # tilsynskonsulent
    COORDINATOR = "coordinator"  # frivilligkoordinator
    SAFEGUARDING = "safeguarding"  # the lead who reads reports
    STEERING = "steering"  # styregruppe
    ADMIN = "admin"  # systemadministrator


FAMILIES = frozenset({Role.FRIEND, Role.HOST})
STAFF = frozenset(
    {
        Role.CASEWORKER,
        Role.CONTACT,
        Role.SUPERVISOR,
        Role.COORDINATOR,
        Role.SAFEGUARDING,
        Role.STEERING,
        Role.ADMIN,
    }
)


class Change(StrEnum):
    """Every verb that changes something. Each is asked for by name, and its name stands in the trail."""

    # identity
    INVITE = "account.invite"
    GRANT = "account.grant"
    SET_LANGUAGE = "account.language"
    FORGET_DEVICE = "device.forget"
    CHOOSE_KEY = "account.key"
    CHOOSE_TELLING = "account.telling"
    # people
    DECIDE = "youth.decide"
    OVERRIDE_GATE = "youth.override-gate"
    ASK_MFI = "youth.ask-mfi"
    START_TIE = "tie.start"
    END_TIE = "tie.end"
    HAND_OVER = "tie.hand-over"
    CALL_OFF_HANDOVER = "handover.call-off"
    TELL_NEXT = "handover.tell-next"
    TAKE_OVER = "handover.take-over"
    BE_AWAY = "absence.plan"
    SET_DUTY = "duty.set"
    PLAN_PAPER = "paper.plan"
    MOVE_PAPER = "paper.move"
    EDIT_FAMILY = "family.edit"
    # finding families
    APPLY = "family.apply"
    MOVE_FAMILY = "family.move"
    NOTE_FAMILY = "family.note"
    TAKE_FAMILIES_ALONG = "family.export"
    PLAN_MEETING = "information-meeting.plan"
    SIGN_UP = "information-meeting.sign-up"
    # messaging
    OPEN_CONVERSATION = "conversation.open"
    SPEAK = "conversation.speak"
    ASK = "query.ask"
    TAKE_QUERY = "query.take"
    PASS_QUERY = "query.pass"  # noqa: S105  to pass a question on, no password
    ANSWER = "query.answer"
    CLOSE_QUERY = "query.close"
    ASK_ANOTHER = "query.ask-another"
    TAKE_BACK = "query.take-back"
    SHARE_SUMMARY = "query.share-summary"
    WRITE_SUMMARY = "query.write-summary"
    SET_HOURS = "interpreter.hours"
    ASK_CHECK = "check.ask"
    TAKE_CHECK = "check.take"
    PASS_CHECK = "check.pass"  # noqa: S105  to pass it on, no password
    FINISH_CHECK = "check.finish"
    WITHDRAW_CHECK = "check.withdraw"
    NOTE_WORK = "work.note"
    # friendship
    FILL_REQUEST = "request.fill"
    SEND_REQUEST = "request.send"
    WITHDRAW_REQUEST = "request.withdraw"
    TAKE_REQUEST = "request.take"
    HAND_ON_REQUEST = "request.hand-on"
    PROPOSE = "request.propose"
    CHOOSE_AMONG = "request.choose-among"
    WEIGH = "matching.weigh"
    THINK_TOGETHER = "matching.together"
    ANSWER_PROPOSAL = "proposal.answer"
    WITHDRAW_PROPOSAL = "proposal.withdraw"
    BEFRIEND = "request.befriend"
    END_FRIENDSHIP = "request.end"
    AGREE_EXPECTATIONS = "request.expectations-agreed"
    ANSWER_FIRST_MEETING = "first-meeting.answer"
    ANSWER_EXPECTATIONS = "agreement.answer"
    AGREE_WORDS = "agreement.agree"
    SIGN_EXPECTATIONS = "agreement.sign"
    ASK_TO_TALK = "agreement.ask-to-talk"
    PLAN_TALK = "agreement.plan-talk"
    WRITE_STATEMENTS = "statements.write"
    RECORD_STATEMENT = "statements.record"
    ANSWER_LOOK = "look.answer"
    ANSWER_FAREWELL = "farewell.answer"
    # meetups
    OFFER_MEETUP = "meetup.offer"
    ACCEPT_MEETUP = "meetup.accept"
    DECLINE_MEETUP = "meetup.decline"
    CANCEL_MEETUP = "meetup.cancel"
    MOVE_MEETUP = "meetup.move"
    ANSWER_MOVE = "meetup.answer-move"
    BE_LATE = "meetup.late"
    COME_ALONG = "meetup.along"
    ANSWER_COMING = "meetup.coming"
    MET_AFTER_ALL = "meetup.met"
    SAY_HOW_IT_WAS = "meetup.how-it-was"
    ADD_PHOTO = "meetup.photo"
    REMOVE_PHOTO = "meetup.photo-away"
    TELL_FREE_TIMES = "meetup.free-times"
    WISH_MORE = "meetup.wish-more"
    FEED = "meetup.feed"
    # interpreter bookings
    ASK_BOOKING = "booking.ask"
    TAKE_BOOKING = "booking.take"
    PASS_BOOKING = "booking.pass"  # noqa: S105  to pass it on, no password
    OFFER_TIMES = "booking.offer-times"
    CHOOSE_TIME = "booking.choose-time"
    CALL_OFF_BOOKING = "booking.call-off"
    NOTE_BOOKING = "booking.note"
    AGREE_BEYOND = "booking.agree-beyond"
    GRANT_HOURS = "interpreter-hours.grant"
    # placement
    CONSIDER_PLACEMENT = "placement.consider"
    MOVE_PLACEMENT = "placement.move"
    END_PLACEMENT = "placement.end"
    FOLLOW_UP = "placement.follow-up"
    TELL_YOUTH = "placement.tell"
    REPLY_TO_YOUTH = "placement.reply"
    SAY_UNDERSTOOD = "placement.understood"
    ANSWER_STATEMENTS = "placement.answer"
    WRITE_AGREED = "placement.agreed"
    SAY_OF_VISIT = "placement.visit-word"
    SET_GOAL = "placement.goal"
    PROPOSE_GOAL = "placement.propose-goal"
    ADD_STEP = "placement.add-step"
    DO_STEP = "placement.do-step"
