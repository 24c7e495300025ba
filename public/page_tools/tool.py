"""One line of the list at the foot of a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ToolLink:
    """A link of a line: its words, where it leads, and its whole name where the words alone do not say it."""

    words: str
    address: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class PageTool:
    """What a line is for, then a text or a whole address, then links.

    Where scripts run, the button `copy` copies the text or the address, `share` hands the address to the device. A
    line `is_printed` where paper has a use for it.
    """

    name: str
    text: str = ""
    address: str = ""
    links: tuple[ToolLink, ...] = ()
    copy: str = ""
    share: str = ""
    is_printed: bool = False
