"""What holds while an upload streams in: the right is asked for first, and beyond the limit reading stops."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse

from takehold.gather.operations import quarantine

View = Callable[..., HttpResponse]

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


def guarded(check: Callable[[HttpRequest], None]) -> Callable[[View], View]:
    """For a program's call: ``check`` asks for the right before the body is read, and the limit holds while it streams in."""

    def around(view: View) -> View:
        @wraps(view)
        def listen(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
            limit = SizeLimitHandler()
            request.upload_handlers = [RightFirst(lambda: check(request)), limit, *request.upload_handlers]
            response = view(request, *args, **more)
            if limit.too_big and response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
                return _too_big(limit.largest)
            return response

        return listen

    return around


def _too_big(largest: int) -> HttpResponse:
    told = {"title": "Unprocessable Entity", "status": 422, "detail": quarantine.too_big(largest)}
    return HttpResponse(json.dumps(told), status=422, content_type="application/problem+json")
