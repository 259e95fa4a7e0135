"""How the cases of a source run, as it was counted for one version of its files."""

from __future__ import annotations

from django.db import models


class SourceProcess(models.Model):
    """``version`` is that of the source's files; ``told`` is ``ledger.queries.processes.Course`` as JSON, empty where no case is over.

    Nothing in it is of a team or a person: all cases of the source together.
    """

    source = models.OneToOneField(
        "ledger.Source", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    version = models.BigIntegerField()
    looked_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.source_id}, version {self.version}"
