"""How uploaded files are received: none takes more room than the largest that any form keeps."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

MAX_BYTES = 20 * 1024 * 1024


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes the beginning of a file and counts the rest, so that a form can still say by how much it is too big.

    Where the disk is full the file is marked as lost, for the form to say so.
    """

    def receive_data_chunk(self, raw_data, start):
        """Write a part of the file, unless the parts before it are already too much."""
        if start > MAX_BYTES:
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self.file.is_lost = True
