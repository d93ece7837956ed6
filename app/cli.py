"""The command `sammen`."""

import os
import socket
from typing import Annotated

import typer
from rich.console import Console

from app import checking, cli_translation
from app.kit.settings import BadSettings, settings

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Sammen: serve it, set it up, look after it."
)
cli.add_typer(checking.check, name="check")
cli.add_typer(cli_translation.translation, name="translation")
out = Console(highlight=False)


def _stop(message: str) -> typer.Exit:
    out.print(f"[bold red]Stopped.[/] {message}")
    return typer.Exit(1)


def _prepare(*, make: bool) -> None:
    """Settings, key and tables; `make` also makes what isn't there yet."""
    import app.rooms  # noqa: F401, PLC0415  all the tables
    from app.kit import crypto, db, migrate  # noqa: PLC0415  after the settings are known to be good
    from app.notifications import vapid  # noqa: PLC0415

    it = settings()
    if make:
        it.data.mkdir(parents=True, exist_ok=True)
        if not it.key:
            crypto.write_key_file(it.data)
        if not it.vapid_key:
            vapid.write_key_file(it.data)
    crypto.master_key()
    engine = db.own_engine()
    if make:
        migrate.upgrade(engine)
    elif migrate.at(engine) != migrate.newest():
        msg = "The database is not at this version's tables. Run `sammen migrate` (or `sammen init` on a new machine)."
        raise BadSettings(msg)


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", help="Port to listen on.")] = 8000,
    *,
    worker: Annotated[bool, typer.Option(help="Start the worker processes too.")] = True,
    forwarded: Annotated[str, typer.Option(help="Proxies whose X-Forwarded headers are believed.")] = "",
) -> None:
    """Serve the application, and start and supervise the worker processes."""
    from app.web import live  # noqa: PLC0415

    try:
        _prepare(make=False)
        _check_mark()
        live.check_workers()
        if not settings().base_url and host not in {"127.0.0.1", "localhost", "::1"} and not settings().demo:
            out.print(
                "[yellow]SAMMEN_BASE_URL is not set:[/] cookies are not marked Secure. Set it to the https address."
            )
    except BadSettings as error:
        raise _stop(str(error)) from error
    from app.serving import run  # noqa: PLC0415  uvicorn is not needed by the other commands

    if not _port_free(host, port):
        raise _stop(f"Port {port} on {host} is taken. Choose another with --port or PORT.")
    _print_addresses(host, port)
    run(host, port, with_worker=worker, forwarded=forwarded)


def _check_mark() -> None:
    from app.demo import marks  # noqa: PLC0415
    from app.kit import db  # noqa: PLC0415

    with db.transaction(writes=False) as session:
        marks.check(session, demo=settings().demo)


def _port_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _print_addresses(host: str, port: int) -> None:
    base = settings().base_url or f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
    out.print(f"[bold]Sammen[/] is at [link]{base}/[/]")
    if settings().demo:
        out.print(f"The demo town: choose somebody at {base}/demo")
    out.print("Stop with Ctrl-C.")


@cli.command()
def migrate() -> None:
    """Bring the tables up to this version."""
    try:
        _prepare(make=True)
    except BadSettings as error:
        raise _stop(str(error)) from error
    out.print("The tables are up to date.")


@cli.command()
def demo(
    *, reset: Annotated[bool, typer.Option(help="Lay the town anew; what was done in it is lost.")] = False
) -> None:
    """Make and fill the fictional town, if it isn't there yet."""
    os.environ["SAMMEN_DEMO"] = "true"
    settings.cache_clear()
    from app.demo import fill  # noqa: PLC0415

    try:
        if reset:
            fill.clear(settings().data)
        _prepare(make=True)
        fill.fill(out)
    except BadSettings as error:
        raise _stop(str(error)) from error


@cli.command()
def init(
    organisation: Annotated[str, typer.Option(prompt="Name of the municipality")],
    name: Annotated[str, typer.Option(prompt="Your name")],
    email: Annotated[str, typer.Option(prompt="Your e-mail")],
) -> None:
    """Set up a new installation: key, tables, the first organisation and its administrator. No demo."""
    from app.demo import marks  # noqa: PLC0415
    from app.identity import setup  # noqa: PLC0415
    from app.kit import db  # noqa: PLC0415

    try:
        _prepare(make=True)
        with db.transaction() as session:
            if not marks.is_empty(session):
                raise _stop("There are people in this database already. Use `sammen invite` to let more in.")
            code = setup.make_first(session, organisation, name, email)
    except BadSettings as error:
        raise _stop(str(error)) from error
    _print_code(code)


@cli.command()
def invite(
    email: Annotated[
        str, typer.Argument(help="E-mail of an account that exists, such as an administrator's.")
    ],
) -> None:
    """Invite somebody who has an account once more, such as an administrator who lost the password."""
    from app.identity import setup  # noqa: PLC0415
    from app.kit import db  # noqa: PLC0415

    try:
        _prepare(make=False)
        with db.transaction() as session:
            code = setup.invite(session, email)
    except BadSettings as error:
        raise _stop(str(error)) from error
    if code is None:
        raise _stop("No account has this e-mail.")
    _print_code(code)


def _print_code(code: str) -> None:
    base = settings().base_url or "http://127.0.0.1:8000"
    out.print("Open this address once, within 24 hours, to choose a password:")
    out.print(f"  {base}/welcome#{code}", soft_wrap=True)


@cli.command()
def worker(
    queue: Annotated[str, typer.Argument(help="main, or translation: it has a process of its own.")] = "main",
) -> None:
    """Run the queued work alone, without serving pages."""
    from app.worker import main  # noqa: PLC0415

    try:
        _prepare(make=False)
    except BadSettings as error:
        raise _stop(str(error)) from error
    main(queue)


@cli.command(hidden=True)
def draft(message: str) -> None:
    """For developers: write a migration from what the tables lack."""
    from app.kit import db, migrate  # noqa: PLC0415

    engine = db.own_engine()
    migrate.draft(engine, message)
