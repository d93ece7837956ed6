"""Requests to addresses that strangers gave us: to public https hosts alone, and never further on from there.

A browser names the address of its push service, and so can anybody: without care we could be made to knock on doors
inside the house (OWASP, server-side request forgery). The very address that is connected to is looked at, so that a
name can't change its mind between the look and the knock; redirects are not followed.
"""

import ipaddress
import socket
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

import httpcore2

from app.kit.settings import settings

SECONDS = 8.0
TIMEOUT = {"timeout": {"connect": SECONDS, "read": SECONDS, "write": SECONDS, "pool": SECONDS}}
LONGEST = 1000
HTTPS = 443


class Forbidden(Exception):
    """An address we don't go to."""


class Answered(NamedTuple):
    """What came back; its body is not read."""

    status: int
    retry_after: str


def is_public(address: str) -> bool:
    """Whether an address lies in the open internet, also one that hides an IPv4 address in an IPv6 one."""
    it = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(it, ipaddress.IPv6Address):
        if it.ipv4_mapped or it.sixtofour or it.teredo:
            return False
        if it in ipaddress.ip_network("64:ff9b::/96"):  # NAT64, RFC 6052
            return False
    return it.is_global and not it.is_multicast


def looks_right(endpoint: str) -> bool:
    """Whether this can be the address of a push service: https, a host with a name, no port or password of its own."""
    try:
        at = urlsplit(endpoint)
        port = at.port
    except ValueError:
        return False
    if settings().push_anywhere:
        return at.scheme in {"http", "https"} and bool(at.hostname)
    host = at.hostname or ""
    named = "." in host.strip(".") and not host.replace(".", "").isdigit() and ":" not in host
    inside = host.endswith((".local", ".internal", ".localhost", ".home.arpa", ".lan"))
    plain = endpoint.isascii() and endpoint.isprintable() and len(endpoint) <= LONGEST
    return (
        plain
        and at.scheme == "https"
        and port in {None, HTTPS}
        and named
        and not inside
        and "@" not in at.netloc
    )


class PublicOnly(httpcore2.NetworkBackend):
    """Connects to public addresses alone."""

    def __init__(self) -> None:
        self.inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """The first address of the host. Raises Forbidden if any of them lies inside."""
        if settings().push_anywhere:
            return self.inner.connect_tcp(host, port, timeout, local_address, socket_options)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore2.ConnectError from error
        addresses = [str(one[4][0]) for one in found]
        if not addresses or not all(is_public(one) for one in addresses):
            raise Forbidden
        return self.inner.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    def connect_unix_socket(self, *_: object, **__: object) -> httpcore2.NetworkStream:
        """Never."""
        raise Forbidden

    def sleep(self, seconds: float) -> None:
        """As the library asks."""
        self.inner.sleep(seconds)


def post(url: str, body: bytes, headers: dict[str, str]) -> Answered:
    """Post it. Raises Forbidden, or what the library raises when the line is bad."""
    if not looks_right(url):
        raise Forbidden
    with (
        httpcore2.ConnectionPool(network_backend=PublicOnly()) as pool,
        pool.stream("POST", url, headers=list(headers.items()), content=body, extensions=TIMEOUT) as answer,
    ):
        heads = {name.lower(): value for name, value in answer.headers}
        found = Answered(answer.status, "")
        with suppress(UnicodeDecodeError):
            found = Answered(answer.status, heads.get(b"retry-after", b"").decode("ascii"))
        return found
