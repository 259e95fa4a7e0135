"""``takehold serve`` and ``takehold jobs``: an empty folder becomes a running site; a killed one starts unaided."""

from __future__ import annotations

import os
import signal
import socket
import threading
from pathlib import Path

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import home as data_home

RESERVED: list[socket.socket] = []
"""Kept open until the process ends."""
STOPPED_WITHIN = 5
"""Seconds after which a worker that does not stop is killed; nothing acknowledged hangs on its stopping well."""

host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all."
)
port_option = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))


@click.command(name="serve")
@data_home.home_option
@host_option
@port_option
@click.option("--jobs/--no-jobs", "with_jobs", default=True, help="Run the jobs in this process too.")
def serve(home: Path, host: str, port: int, with_jobs: bool) -> None:
    """Start the site: pages and jobs in one process. An empty folder gets all it needs."""
    refuse_unnamed_host(host)
    os.environ.setdefault("TAKEHOLD_URL", address(host, port).rstrip("/"))
    ready(home, host, port)
    warn_of_the_database()
    credentials = first_administrator()
    if credentials:
        email, password = credentials
        click.echo(tell("An administrator was created. This password is shown once:"))
        click.echo(tell("  sign in as   {email}", email=email))
        click.echo(tell("  password     {password}", password=password))
        click.echo(
            tell(
                "  then let others in under “Who may sign in” in your menu: {page}",
                page=address(host, port) + "people/",
            )
        )
    click.echo(
        tell(
            "Takehold is at {address}   (data in {folder}; stop with Ctrl+C)",
            address=address(host, port),
            folder=str(home.resolve()),
        )
    )
    listen(host, port, with_jobs=with_jobs)


@click.command(name="jobs")
@data_home.home_option
def jobs(home: Path) -> None:
    """Run the jobs in a process of their own, beside `takehold serve --no-jobs`."""
    data_home.start_existing(home)
    from takehold.cli.site import clock  # needs Django started

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    click.echo(tell("Jobs of {folder} are running; stop with Ctrl+C.", folder=str(home.resolve())))
    clock.run(home.resolve(), stop)


def warn_of_the_database() -> None:
    """Say what the doctor would, where the database could be damaged. Django was started before."""
    from takehold.cli.site import which_sqlite

    found = which_sqlite.in_use()
    if not found.well:
        click.echo(f"{found.sentence} {tell('What to do:')} {found.do}", err=True)


def ready(home: Path, host: str, port: int) -> bool:
    """Check the port, prepare the folder, start Django, bring tables up to date. Returns whether it is new."""
    refuse_busy_port(host, port)
    fresh = data_home.prepare(home)
    data_home.start(home)
    data_home.bring_up_to_date()
    return fresh


def refuse_busy_port(host: str, port: int) -> None:
    """Say in a sentence that something else listens there, or is about to; from here on the port is ours.

    The server itself would share the port with another one, so it is reserved by a socket that never listens.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.UsageError(
                tell(
                    "Port {port} on {host} cannot be used ({why}): perhaps the site is already running. "
                    "Choose another, for instance: --port {other}",
                    port=str(port),
                    host=host,
                    why=error.strerror or "",
                    other=str(port + 1 if port < 65535 else 8000),
                )
            ) from error
    reserved = socket.socket(family, socket.SOCK_STREAM)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    reserved.bind((host, port))
    RESERVED.append(reserved)


def refuse_unnamed_host(host: str) -> None:
    """Listening for others without saying under which name would answer every request with 400."""
    named = os.environ.get("TAKEHOLD_HOSTS") or os.environ.get("TAKEHOLD_URL")
    if host not in ("127.0.0.1", "localhost", "::1") and not named:
        raise click.UsageError(
            tell(
                "To be reached from other machines the site must know its own address. Set it first, for instance: "
                "TAKEHOLD_URL=https://takehold.example.org"
            )
        )


def address(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104 - only compared
    return f"http://{shown}:{port}/"


def first_administrator() -> tuple[str, str] | None:
    """Create an administrator when there is none. Returns (e-mail address, password) to be shown once."""
    from takehold.cli.site.clock import utc_now
    from takehold.people import operations

    email = os.environ.get("TAKEHOLD_ADMIN", "admin@takehold.invalid")
    password = operations.create_administrator(email=email, name="Administrator", now=utc_now())
    return (email, password) if password else None


def listen(host: str, port: int, *, with_jobs: bool) -> None:
    """Serve until stopped. A worker that dies is started again."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ["TAKEHOLD_JOBS"] = "inside" if with_jobs else "apart"
    Server(
        "takehold.cli.site.web:make",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=4,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=STOPPED_WITHIN,  # a worker that is told to stop while it starts does not hear it
        log_level=LogLevels.warning,
    ).serve()
