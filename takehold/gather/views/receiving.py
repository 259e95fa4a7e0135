"""What holds while an upload streams in: the right is asked for first, and beyond the limit reading stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from takehold.gather.operations import quarantine

DRAINED: Final = 4 * 1024**3
"""Up to this size the rest of a refused upload is read and thrown away, so that the browser shows the sentence."""


class SizeLimitHandler(FileUploadHandler):
    """Stops a request whose file grows over the limit; passes the parts on to the next handler untouched."""

    chunk_size = 1 << 20

    def __init__(self, largest: int = quarantine.LARGEST_UPLOAD) -> None:
        """Args: the limit in bytes."""
        super().__init__()
        self.largest = largest
        self.announced = 0
        self.seen = 0
        self.too_big = False

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Remember what the browser announced; the parsing stays Django's."""
        self.announced = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count, and stop when it is too much."""
        self.seen += len(raw_data)
        if self.seen > self.largest:
            self.too_big = True
            raise StopUpload(connection_reset=self.announced > DRAINED)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing to hand out; the next handler holds the file."""
        return


class RightFirst(FileUploadHandler):
    """Asks for the right before the first byte of the body is read; whoever has none is not listened to."""

    def __init__(self, check: Callable[[], None]) -> None:
        """Args: what raises where there is no right."""
        super().__init__()
        self.check = check

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """The body is about to be read."""
        self.check()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass it on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing to hand out; another handler holds the file."""
        return
