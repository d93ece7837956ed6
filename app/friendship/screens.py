"""One question a screen: what a screen of the form needs, whoever fills it in."""

from typing import Any

from starlette.responses import Response

from app.friendship import questions
from app.friendship.facts import said
from app.friendship.forms import StepForm, answer_of
from app.friendship.models import FriendshipRequest
from app.friendship.questions import Question
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.web.asking import asking
from app.web.forms import Posted, told

STEP = "friendship/step.html"


def question_named(name: str) -> Question:
    """The question of a screen. Raises NotFound."""
    if name not in questions.BY_NAME:
        raise NotFound
    return questions.BY_NAME[name]


def screen(
    request: FriendshipRequest, question: Question, *, editing: bool, helped: str = ""
) -> dict[str, Any]:
    """What the screen of one question shows. `helped` is the first name of the youth a helper fills it in for."""
    return {
        "question": question,
        "answer": request.answers.get(question.name),
        "days": questions.DAYS,
        "parts": questions.PARTS,
        "number": questions.NAMES.index(question.name) + 1,
        "total": len(questions.NAMES),
        "after": None if editing else questions.next_after(question.name),
        "before": None if editing else questions.before(question.name),
        "editing": editing,
        "helped": helped,
        "youth_id": request.youth_id,
        "longest": questions.LONGEST.get(question.kind, 0),
    }


def keep(
    request: FriendshipRequest,
    question: Question,
    posted: Posted[StepForm],
    viewer: Viewer,
    shown: dict[str, Any],
) -> Response | None:
    """Keep what was tapped or written. An answer to the script that keeps it as it is tapped; None for a page."""
    posted.or_again(STEP, **shown)
    answer = answer_of(posted, question)
    posted.or_again(STEP, **shown)
    told(lambda: request.fill(question.name, answer, by=viewer), posted)
    posted.or_again(STEP, **shown)
    return Response(status_code=204, headers={"vary": "HX-Request"}) if asking.get().partial else None


def summary(request: FriendshipRequest) -> dict[str, Any]:
    """All questions with what was answered, for looking at them before sending."""
    answered = {one.question.name: one for one in said(request.answers)}
    return {"lines": [(question, answered.get(question.name)) for question in questions.QUESTIONS]}
