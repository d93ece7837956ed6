"""The arm of Matrix Synapse (its wheel, in an environment of its own): a room, the client-server API, long polling."""

import asyncio
import hashlib
import hmac
import json
import os
import subprocess
from urllib.parse import quote

from bench.messages.arms import Arm, free_port, pinned, until
from bench.messages.wire import Board, Pool

PYTHON = os.environ.get("SYNAPSE_PYTHON", "")
MORE = """
registration_shared_secret: "bench"
bcrypt_rounds: 4
presence: {{enabled: false}}
trusted_key_servers: []
suppress_key_server_warning: true
federation_domain_whitelist: []
rc_message: {{per_second: 100000, burst_count: 100000}}
rc_login: {{address: {{per_second: 100000, burst_count: 100000}}, account: {{per_second: 100000, burst_count: 100000}}}}
rc_registration: {{per_second: 100000, burst_count: 100000}}
rc_joins_per_room: {{per_second: 100000, burst_count: 100000}}
rc_room_creation: {{per_second: 100000, burst_count: 100000}}
rc_joins: {{local: {{per_second: 100000, burst_count: 100000}}}}
listeners:
  - {{port: {port}, bind_addresses: ["127.0.0.1"], type: http, resources: [{{names: [client]}}]}}
"""
SYNC = "/_matrix/client/v3/sync?timeout=30000&set_presence=offline"


class Synapse(Arm):
    """What a federated messenger costs."""

    name = "synapse"
    most_readers = 20

    @staticmethod
    def there() -> bool:
        """Whether an environment with the wheel is named by SYNAPSE_PYTHON."""
        return bool(PYTHON)

    async def start(self) -> None:
        """Server, people, a room they are all in."""
        self.port = free_port()
        self.pool, self.tasks = Pool(self.port), list[asyncio.Task[None]]()
        config = self.folder / "homeserver.yaml"
        make = "--generate-config --server-name bench.local --report-stats no".split()
        await asyncio.to_thread(
            subprocess.run,
            [
                PYTHON,
                "-m",
                "synapse.app.homeserver",
                "-c",
                str(config),
                "--config-directory",
                str(self.folder),
                "--data-directory",
                str(self.folder),
                *make,
            ],
            check=True,
            capture_output=True,
        )
        text = config.read_text()
        text = text[: text.index("listeners:")] + text[text.index("database:") :].replace(
            'trusted_key_servers:\n  - server_name: "matrix.org"', ""
        )
        text = "\n".join(
            line
            for line in text.splitlines()
            if not line.startswith(("registration_shared_secret", "log_config"))
        )
        config.write_text(text + MORE.format(port=self.port))
        self.process = pinned([PYTHON, "-m", "synapse.app.homeserver", "-c", str(config)], cwd=self.folder)

        async def ready() -> bool:
            return (await self.pool.send("/_matrix/client/versions", b"", {}, "GET"))[0] == 200

        await until(ready, "Synapse")
        self.tokens = [await self._register(f"p{number}") for number in range(self.most_readers + 1)]
        room = await self._post("/_matrix/client/v3/createRoom", {"preset": "public_chat"}, self.tokens[0])
        self.room = quote(room["room_id"])
        for token in self.tokens[1:]:
            await self._post(f"/_matrix/client/v3/join/{self.room}", {}, token)
        self.count = 0

    async def _post(self, path: str, body: dict[str, object], token: str = "") -> dict[str, str]:
        heads = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        status, answer = await self.pool.send(path, json.dumps(body).encode(), heads)
        if status != 200:
            raise ConnectionError(answer.decode()[:300])
        found: dict[str, str] = json.loads(answer)
        return found

    async def _register(self, name: str) -> str:
        path = "/_synapse/admin/v1/register"
        nonce = json.loads((await self.pool.send(path, b"", {}, "GET"))[1])["nonce"]
        words = f"{nonce}\0{name}\0word\0notadmin".encode()
        mac = hmac.new(b"bench", words, hashlib.sha1).hexdigest()
        who = {"nonce": nonce, "username": name, "password": "word", "admin": False, "mac": mac}
        return (await self._post(path, who))["access_token"]

    async def read_along(self, readers: int) -> None:
        """Each asks for what is new, again and again."""
        began = asyncio.Event()
        for token in self.tokens[1 : readers + 1]:
            first = await self._sync(token, "")
            self.tasks.append(asyncio.create_task(self._follow(token, first, self.board)))
        began.set()

    async def _sync(self, token: str, since: str, board: Board | None = None) -> str:
        path = SYNC + (f"&since={since}" if since else "&filter=%7B%7D")
        _, answer = await self.pool.send(path, b"", {"Authorization": f"Bearer {token}"}, "GET")
        if board:
            board.saw(answer)
        return str(json.loads(answer)["next_batch"])

    async def _follow(self, token: str, since: str, board: Board) -> None:
        while True:
            since = await self._sync(token, since, board)

    async def leave(self) -> None:
        """They stop asking."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.tasks.clear()

    async def say(self, words: str) -> bool:
        """One event into the room."""
        self.count += 1
        path = f"/_matrix/client/v3/rooms/{self.room}/send/m.room.message/{self.count}"
        heads = {"Authorization": f"Bearer {self.tokens[0]}", "Content-Type": "application/json"}
        body = json.dumps({"msgtype": "m.text", "body": words}).encode()
        status, _ = await self.pool.send(path, body, heads, "PUT")
        return status == 200
