"""Archives that are the same to the last byte whenever they hold the same."""

import io
import zipfile
from collections.abc import Iterable

# The first moment that such an archive can say, in the place of the moment of saving.
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)


def zip_bytes(members: Iterable[tuple[str, bytes]], *, plain: frozenset[str] = frozenset()) -> bytes:
    """Return an archive of the members in their order, all of one moment; those in `plain` are not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            entry = zipfile.ZipInfo(name, date_time=FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return packed.getvalue()
