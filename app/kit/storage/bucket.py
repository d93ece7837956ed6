"""Files in a store that speaks S3: with a hosting company, or one's own."""

from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn, Self
from urllib.parse import parse_qs, urlsplit

from obstore.store import S3Store

from app.kit.errors import NotFound, Unavailable
from app.kit.settings import BadSettings

if TYPE_CHECKING:
    from obstore.store import S3Config

PATIENCE = timedelta(seconds=4)  # for one request with all its tries: a page answers within five
OPTIONS = {"endpoint", "region"}


class Bucket:
    """A bucket, and perhaps a folder in it."""

    def __init__(self, store: S3Store, folder: str) -> None:
        self.store = store
        self.folder = folder

    @classmethod
    def at(cls, address: str, key_id: str = "", secret: str = "") -> Self:
        """The bucket of `s3://bucket/folder?endpoint=https://…&region=…`. Raises BadSettings.

        Without id and secret they come from where S3's own tools look: AWS_ACCESS_KEY_ID and its companions.
        """
        parts = urlsplit(address)
        wanted = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        endpoint = wanted.get("endpoint", "")
        if parts.scheme != "s3" or not parts.netloc or set(wanted) - OPTIONS:
            msg = "SAMMEN_FILES must be an address such as s3://bucket?endpoint=https://s3.example.dk (&region=… if it has one)."
            raise BadSettings(msg)
        config: S3Config = {"region": wanted.get("region", "us-east-1")}
        if endpoint:
            config["endpoint"] = endpoint
        if key_id and secret:
            config["access_key_id"], config["secret_access_key"] = key_id, secret
        store = S3Store(
            parts.netloc,
            config=config,
            client_options={
                "timeout": PATIENCE,
                "connect_timeout": timedelta(seconds=2),
                "allow_http": endpoint.startswith("http://"),
            },
            retry_config={"max_retries": 2, "retry_timeout": PATIENCE},
        )
        return cls(store, parts.path.strip("/"))

    def put(self, name: str, content: bytes) -> None:
        """Keep it: the store answers when it holds it."""
        try:
            self.store.put(self._path(name), content, use_multipart=False)
        except Exception as error:  # noqa: BLE001  whatever a client throws, the store can't be used
            _away(error)

    def get(self, name: str) -> bytes:
        """Fetch it. Raises NotFound."""
        try:
            return bytes(self.store.get(self._path(name)).bytes())
        except FileNotFoundError as error:
            raise NotFound from error
        except Exception as error:  # noqa: BLE001
            _away(error)

    def remove(self, name: str) -> None:
        """Take it away."""
        try:
            self.store.delete(self._path(name))
        except FileNotFoundError:
            pass
        except Exception as error:  # noqa: BLE001
            _away(error)

    def _path(self, name: str) -> str:
        return f"{self.folder}/{name}" if self.folder else name


def _away(error: Exception) -> NoReturn:
    """The kind of error alone: its text holds the store's address and names of files."""
    raise Unavailable(type(error).__name__) from error
