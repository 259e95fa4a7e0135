"""The codebook of a change, and what its coders decided about single texts. No text is kept here, and no person."""

from __future__ import annotations

from django.db import models


class CodeTheme(models.Model):
    """A theme that texts are put under. What it means stands in its wordings; it is never deleted, only retired.

    ``heard_as``: the words by which messages of listened channels are counted for it; nobody reads these messages.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    retired_on = models.DateField(null=True)
    heard_as = models.ForeignKey("gather.Theme", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"theme {self.pk}"


class Wording(models.Model):
    """What a theme means from a day on, until the next wording. ``reason``: why it was said anew."""

    theme = models.ForeignKey("gaps.CodeTheme", on_delete=models.CASCADE, related_name="wordings")
    since = models.DateField()
    name = models.CharField(max_length=80)
    meaning = models.CharField(max_length=400)
    use = models.CharField(max_length=400, blank=True)
    avoid = models.CharField(max_length=400, blank=True)
    example = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Coder(models.Model):
    """One who codes. ``who`` recognises whoever comes back and leads to nobody: it is sealed with the house's key.

    ``second``: codes the sample, without seeing what the first decided.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    who = models.CharField(max_length=64)
    second = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "who"], name="coder_once_a_change")]

    def __str__(self) -> str:
        return "second coder" if self.second else "first coder"


class Coding(models.Model):
    """That a text was read and decided about; with no code: nothing of the codebook fits. ``ref`` finds the text again."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    coder = models.ForeignKey("gaps.Coder", on_delete=models.CASCADE, related_name="+")
    second = models.BooleanField(default=False)
    kind = models.CharField(max_length=8)
    ref = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "second", "kind", "ref"], name="coded_once_on_each_side"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Code(models.Model):
    """A theme that a text was put under, by the wording that held then."""

    coding = models.ForeignKey("gaps.Coding", on_delete=models.CASCADE, related_name="codes")
    wording = models.ForeignKey("gaps.Wording", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coding", "wording"], name="code_once_a_text")]

    def __str__(self) -> str:
        return str(self.wording_id)
