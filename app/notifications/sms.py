"""SMS by a gateway: GatewayAPI (gatewayapi.com/docs/apis/rest) where it is set up, else the console and sms/."""

import os
from typing import Protocol

import httpx2

from app.kit.record import new_id
from app.kit.settings import settings

SECONDS = 10
REFUSED = range(400, 500)


class Sms(Protocol):
    """What sends an SMS."""

    def send(self, number: str, text: str) -> None:
        """Send to a number written +45 and eight digits. Raises NotSent."""


class NotSent(Exception):
    """The gateway didn't take it. `final`: nor will it when asked again."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.reason, self.final = reason, final


class GatewayApi:
    """GatewayAPI's REST interface: one POST with a token."""

    def __init__(self, url: str, token: str, sender: str) -> None:
        self.url, self.token, self.sender = url, token, sender

    def send(self, number: str, text: str) -> None:
        """Post it. Redirects are not followed: the token goes to one address alone."""
        body = {
            "sender": self.sender,
            "message": text,
            "encoding": "UTF8" if text.isascii() else "UCS2",
            "recipients": [{"msisdn": int(number.removeprefix("+"))}],
        }
        heads = {"authorization": f"Token {self.token}"}
        try:
            answer = httpx2.post(self.url, json=body, headers=heads, timeout=SECONDS, follow_redirects=False)
        except httpx2.HTTPError as error:
            raise NotSent(type(error).__name__, final=False) from error
        if not answer.is_success:
            final = answer.status_code in REFUSED and answer.status_code != httpx2.codes.TOO_MANY_REQUESTS
            raise NotSent(str(answer.status_code), final=final)


class Console:
    """For trying Sammen without a gateway."""

    def send(self, number: str, text: str) -> None:
        """Print it and keep it in sms/."""
        folder = settings().data / "sms"
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / f"{new_id()}.txt", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{number}\n{text}\n")
        print(f"--- SMS to {number}: {text}", flush=True)  # noqa: T201


def gateway() -> Sms:
    """The one that is set up."""
    it = settings()
    return GatewayApi(it.sms_url, it.sms_token, it.sms_sender) if it.sms_token else Console()
