"""Seeing is not changing: whatever changes a row takes `by=` and asks, and what doesn't is found."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
# Methods that change a row without asking, and why.
UNASKED = {
    "Record.with_": "sets fields of a row that isn't anybody's yet",
    "Account.reach_by": "part of making an account, asked for by the verbs of joining",
    "Account.speak": "one's own language, checked by the route: the account is the viewer's",
    "Device.keep": "enrolment: nobody is signed in yet, the invitation's secret is the right to it",
    "Device.tried": "counts a try at the PIN, before anybody is signed in",
    "Invitation.make": "its callers in people/joining and identity/setup ask",
    "Invitation.take": "whoever holds the code, before anybody is signed in",
    "Invitation.use": "the end of enrolment, by the one who took it",
    "Invitation.void": "its callers in people/joining ask",
    "PushSubscription.note": "what the push service said, written by the worker",
    "Conversation.write": "the caller has asked: say, or the verbs of a question",
    "Conversation.mark_seen": "one's own mark, only ever onwards",
    "Tie.close": "the step of a verb that has asked",
    "FriendshipRequest.moved": "the step of a verb that has asked",
}
ADDS = {"add", "delete"}


def classes(source: str) -> Iterator[ast.ClassDef]:
    for node in ast.parse(source).body:
        bases = {base.id for base in getattr(node, "bases", []) if isinstance(base, ast.Name)}
        if isinstance(node, ast.ClassDef) and (bases & {"Record"} or node.name in {"Record", "Course"}):
            yield node


def changes(method: ast.FunctionDef) -> bool:
    """Whether a method sets a field of a row, or puts one in or takes one out."""
    for node in ast.walk(method):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        flat = [one for target in targets for one in getattr(target, "elts", [target])]
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and any(
            isinstance(one, ast.Attribute) for one in flat
        ):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ADDS:
            return True
    return False


def called(method: ast.FunctionDef) -> set[str]:
    calls = (node.func for node in ast.walk(method) if isinstance(node, ast.Call))
    return {func.attr for func in calls if isinstance(func, ast.Attribute)}


def asks(method: ast.FunctionDef, others: dict[str, ast.FunctionDef]) -> bool:
    """Whether a method, or one of its class that it calls, asks `require`."""
    names = called(method)
    return "require" in names or any(
        "require" in called(others[name]) for name in names & set(others) if others[name] is not method
    )


def unasked(source: str) -> set[str]:
    """The public methods that change something and don't ask."""
    found = set()
    for kind in classes(source):
        methods = {node.name: node for node in kind.body if isinstance(node, ast.FunctionDef)}
        for name, method in methods.items():
            takes_by = "by" in {arg.arg for arg in (*method.args.args, *method.args.kwonlyargs)}
            if not name.startswith("_") and changes(method) and not (takes_by and asks(method, methods)):
                found.add(f"{kind.name}.{name}")
    return found


def test_every_verb_asks() -> None:
    found = set().union(*(unasked(path.read_text()) for path in APP.rglob("*.py")))
    assert found - set(UNASKED) == set()


def test_there_are_verbs_to_look_at() -> None:
    asked = {
        f"{kind.name}.{node.name}"
        for path in APP.rglob("*.py")
        for kind in classes(path.read_text())
        for node in kind.body
        if isinstance(node, ast.FunctionDef) and "require" in called(node)
    }
    assert len(asked) > 15


@pytest.mark.parametrize(
    "body",
    ["self.state = 'ended'", "self.a, self.b = 1, 2", "self.count += 1", "by.add(self)"],
)
def test_a_verb_that_does_not_ask_is_found(body: str) -> None:
    source = f"class Breach(Record):\n    def end(self, *, by):\n        {body}\n"
    assert unasked(source) == {"Breach.end"}


def test_a_verb_that_asks_is_not() -> None:
    source = "class Fine(Record):\n    def end(self, *, by):\n        by.require(1, self)\n        self.state = 2\n"
    assert unasked(source) == set()
