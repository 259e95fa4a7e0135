"""The ``takehold`` command. What works on files never loads the server; the server's commands load when they are called."""

from __future__ import annotations

import importlib
import os
from typing import Final

import click

from takehold.cli.offline.language import speak, speak_of_click, tell
from takehold.evidence.sentences import nearest

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # matrices are small: threads would only wait for each other
OFFLINE: Final = {
    "inspect": "takehold.cli.offline.inspecting",
    "verdict": "takehold.cli.offline.judging",
    "process": "takehold.cli.offline.comparing",
    "behaviours": "takehold.cli.offline.listing",
    "simulate": "takehold.cli.offline.simulating",
}
SITE: Final = "takehold.cli.site"


class Commands(click.Group):
    """Commands that are imported by name, so that help and a verdict start without the server's libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names for the help: files first, then the server where it is installed."""
        return [*OFFLINE, *_site()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name in OFFLINE:
            command: click.Command = importlib.import_module(OFFLINE[cmd_name]).command
            return speak(command)
        site = _site().get(cmd_name)
        return speak(site) if site is not None else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was asked for; the nearest one is offered where there is none of that name."""
        known = self.list_commands(ctx)
        if (
            args
            and args[0] not in known
            and not args[0].startswith("-")
            and (hint := nearest(args[0], known))
        ):
            ctx.fail(tell("There is no command {name}.{hint}", name=args[0], hint=hint))
        return super().resolve_command(ctx, args)


def _site() -> dict[str, click.Command]:
    """The server's commands; none where the server's libraries are not installed."""
    try:
        commands: dict[str, click.Command] = importlib.import_module(SITE).commands
    except ModuleNotFoundError:
        return {}
    return commands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="takehold", prog_name="takehold")
def cli() -> None:
    """Is the IT change really being done, by whom, since when, and is anybody sliding back?

    Exit codes: 0 done, 1 the answer is no, 2 misuse or unreadable input.
    """


def main() -> None:
    """Entry point of the ``takehold`` script."""
    speak_of_click()
    speak(cli)
    cli(prog_name="takehold")


if __name__ == "__main__":
    main()
