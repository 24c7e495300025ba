"""Finds what a PDF would do by itself; run as a process of its own, whose time and memory are bounded.

Reads a PDF from its input; prints a JSON list of what was found. The file is run by its path: it imports no other
module of the portal.
"""

import io
import json
import resource
import sys

# What opening a file that was built to harm may take.
MEMORY = 1024 * 1024 * 1024
SECONDS = 15
MAX_VALUES = 2_000_000
SCRIPT, LAUNCH, FORM, MEDIA, LOCKED = "script", "launch", "xfa", "media", "locked"
# By the name of an action: what it does that an act has no need of.
ACTIONS = {"/JavaScript": SCRIPT, "/Launch": LAUNCH, "/ImportData": LAUNCH, "/RichMediaExecute": MEDIA}
# By the key of a dictionary.
KEYS = {"/JS": SCRIPT, "/XFA": FORM, "/OnInstantiate": SCRIPT, "/RichMediaContent": MEDIA}


def inspect(data: bytes) -> list[str]:
    """Return what the PDF carries, and the names of the files inside it, each after "file:"."""
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        return [LOCKED]
    found: set[str] = set()
    left = MAX_VALUES
    for place in pdf.objects:
        waiting = [place]
        while waiting:
            value, left = waiting.pop(), left - 1
            if left < 0:
                raise OverflowError("too many values")
            if isinstance(value, pikepdf.Array):
                waiting += [one for one in value if _is_inside(one)]
            elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
                items = list((value.stream_dict if isinstance(value, pikepdf.Stream) else value).items())
                found |= _of_dictionary(dict(items))
                waiting += [one for _key, one in items if _is_inside(one)]
    return sorted(found)


def _is_inside(value) -> bool:
    """Tell whether a value is written inside another one; the others are met on their own."""
    import pikepdf

    return isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect


def _of_dictionary(items: dict) -> set[str]:
    found = {KEYS[key] for key in KEYS.keys() & items.keys()}
    action = str(items.get("/S", ""))
    if action in ACTIONS:
        found.add(ACTIONS[action])
    if "/EF" in items:
        found |= {f"file:{items[key]}" for key in ("/F", "/UF") if key in items} or {"file:"}
    return found


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps(inspect(sys.stdin.buffer.read())))
