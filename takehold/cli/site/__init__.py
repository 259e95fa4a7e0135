"""Commands that need the server's data: ``serve``, ``jobs``, ``import``, ``doctor``, ``backup``, ``restore``, ``verify-audit``, ``verify-privacy``, ``open-account``, ``give-role``, ``export-person``, ``erase-person``, ``shadow-catalogue`` and ``demo``."""

from __future__ import annotations

import click

from takehold.cli.site.admitting import give_role, open_account
from takehold.cli.site.auditing import verify_audit
from takehold.cli.site.backup import backup
from takehold.cli.site.catalogue import shadow_catalogue
from takehold.cli.site.demo import demo
from takehold.cli.site.doctor import doctor
from takehold.cli.site.erasing import erase_person
from takehold.cli.site.intake import import_file
from takehold.cli.site.persons import export_person
from takehold.cli.site.privacy import verify_privacy
from takehold.cli.site.restore import restore
from takehold.cli.site.serve import jobs, serve

commands: dict[str, click.Command] = {
    "serve": serve,
    "demo": demo,
    "jobs": jobs,
    "import": import_file,
    "doctor": doctor,
    "backup": backup,
    "restore": restore,
    "verify-audit": verify_audit,
    "verify-privacy": verify_privacy,
    "open-account": open_account,
    "give-role": give_role,
    "export-person": export_person,
    "erase-person": erase_person,
    "shadow-catalogue": shadow_catalogue,
}

__all__ = [
    "backup",
    "commands",
    "demo",
    "doctor",
    "erase_person",
    "export_person",
    "give_role",
    "import_file",
    "jobs",
    "open_account",
    "restore",
    "serve",
    "shadow_catalogue",
    "verify_audit",
    "verify_privacy",
]
