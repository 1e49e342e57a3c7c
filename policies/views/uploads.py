"""Taking a file in to work its hash out, and keeping nothing of it."""

from hashlib import sha256
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

LARGEST_BYTES = 20_000_000
# The form around the file, and its name.
_ROOM = 100_000
# Whoever sends a little too much is heard out, so that the browser shows the answer.
_HEARD_OUT_BYTES = 100_000_000
_PIECE = 1_000_000


class TooLarge(Exception):
    """A file is larger than is taken in."""


class _Hashing(FileUploadHandler):
    """Works the hash out piece by piece: no piece is kept, on disk or in memory."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.hash = sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        empty = UploadedFile(BytesIO(), self.file_name, size=file_size)
        empty.sha256 = self.hash.hexdigest()
        return empty


def hash_of_upload(request: HttpRequest, name: str) -> str | None:
    """Return the SHA-256 of the file that the form sends under this name, or None if it sends none.

    Ask before anything reads the form. Raises TooLarge for more than ``LARGEST_BYTES``.
    """
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > LARGEST_BYTES + _ROOM:
        for _ in range(_HEARD_OUT_BYTES // _PIECE):
            if not request.read(_PIECE):
                break
        raise TooLarge
    request.upload_handlers = [_Hashing(request)]
    try:
        file = request.FILES.get(name)
    except MultiPartParserError:
        return None
    if file and file.size > LARGEST_BYTES:
        raise TooLarge
    return file.sha256 if file else None
