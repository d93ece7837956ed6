"""The arm of Prosody (Debian's package): a room, XMPP over plain sockets. It keeps its archive without a sync to disk."""

import asyncio
import base64
import shutil
import subprocess
from pathlib import Path

from bench.messages.arms import Arm, free_port, pinned, until
from bench.messages.wire import Board

CONFIG = """
admins = {{}}
data_path = "{data}"
pidfile = "{data}/prosody.pid"
run_as_root = true
modules_enabled = {{ "roster", "saslauth", "disco", "ping", "register" }}
modules_disabled = {{ "s2s", "tls", "offline" }}
allow_registration = false
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
storage = "internal"
c2s_ports = {{ {port} }}
c2s_interfaces = {{ "127.0.0.1" }}
s2s_ports = {{ }}
http_ports = {{ }}
https_ports = {{ }}
limits = {{ }}
log = {{ error = "{data}/prosody.err" }}
VirtualHost "bench.local"
Component "rooms.bench.local" "muc"
    modules_enabled = {{ "muc_mam" }}
    muc_log_by_default = true
    restrict_room_creation = false
"""
ROOM = "one@rooms.bench.local"


class Phone:
    """One person in the room."""

    def __init__(self, port: int, name: str, board: Board) -> None:
        self.port, self.name, self.board = port, name, board
        self.task: asyncio.Task[None] | None = None

    async def enter(self) -> "Phone":
        """Sign in, bind, and go into the room."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        await self._hello("mechanisms")
        proof = base64.b64encode(f"\0{self.name}\0word".encode()).decode()
        self.write(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{proof}</auth>")
        await self.until_seen(b"<success")
        await self._hello("bind")
        self.write("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
        await self.until_seen(b"</iq>")
        muc = "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>"
        self.write(f"<presence to='{ROOM}/{self.name}'>{muc}</presence>")
        await self.until_seen(b"code='110'")
        return self

    async def _hello(self, feature: str) -> None:
        self.write(
            "<?xml version='1.0'?><stream:stream to='bench.local' version='1.0' xmlns='jabber:client' "
            "xmlns:stream='http://etherx.jabber.org/streams'>"
        )
        await self.until_seen(feature.encode(), b"</stream:features>")

    def write(self, text: str) -> None:
        """Put it on the line."""
        self.writer.write(text.encode())

    async def until_seen(self, *wanted: bytes) -> None:
        """Wait for words of the server."""
        seen = b""
        while not all(one in seen for one in wanted):
            chunk = await asyncio.wait_for(self.reader.read(65536), 30)
            if not chunk or b"<failure" in seen:
                raise ConnectionError(seen.decode(errors="replace")[-300:])
            seen += chunk.replace(b'"', b"'")

    def listen(self) -> None:
        """Note what arrives from now on."""
        self.task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while chunk := await self.reader.read(65536):
            self.board.saw(chunk)

    def say(self, words: str) -> None:
        """To everybody in the room."""
        self.write(f"<message type='groupchat' to='{ROOM}'><body>{words}</body></message>")

    async def close(self) -> None:
        """Go."""
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        self.write("</stream:stream>")
        self.writer.close()


class Prosody(Arm):
    """A well-made XMPP server."""

    name = "prosody"

    @staticmethod
    def there() -> bool:
        """Whether this machine has it."""
        return shutil.which("prosody") is not None

    async def start(self) -> None:
        """A server with a room; the first in it is the sender."""
        self.port = free_port()
        data = self.folder / "data"
        data.mkdir()
        config = self.folder / "prosody.cfg.lua"
        config.write_text(CONFIG.format(data=data, port=self.port))
        for number in range(self.most_readers + 1):
            _register(data, f"p{number}")
        self.process = pinned(["prosody", "--config", str(config), "-F"])
        self.others: list[Phone] = []
        self.echo = Board()
        self.sender = Phone(self.port, "p0", self.echo)

        async def ready() -> bool:
            try:
                await self.sender.enter()
            except ConnectionError as error:
                raise OSError(str(error)) from error
            return True

        await until(ready, "Prosody")
        self.sender.write(
            f"<iq type='set' id='c' to='{ROOM}'><query xmlns='http://jabber.org/protocol/muc#owner'>"
            "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
        )
        await self.sender.until_seen(b"id='c'")
        self.sender.listen()

    async def read_along(self, readers: int) -> None:
        """Others enter."""
        for number in range(1, readers + 1):
            self.others.append(await Phone(self.port, f"p{number}", self.board).enter())
        for one in self.others:
            one.listen()

    async def leave(self) -> None:
        """They go."""
        for one in self.others:
            await one.close()
        self.others.clear()

    async def say(self, words: str) -> bool:
        """Acknowledged is when the room sends the sender's own words back."""
        number = int(words.split("-")[1])
        self.sender.say(words)
        for _ in range(20_000):
            if number in self.echo.shown:
                return True
            await asyncio.sleep(0.0005)
        return False


def _register(data: Path, name: str) -> None:
    folder = data / "bench%2elocal" / "accounts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.dat").write_text('return {\n\t["password"] = "word";\n};\n')


def version() -> str:
    """As the package says."""
    command = ["dpkg-query", "-W", "-f", "${Version}", "prosody"]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return found.stdout or "?"
