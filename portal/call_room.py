"""Room on Python's stack for all that a call calls."""

# In words of eight bytes: Python then takes two mebibytes, and what this frame leaves of them is for the others.
WORDS = 140_000


def call_with_room(work, *arguments):
    """Return what work gives to the arguments.

    Python (3.11 to 3.14) keeps the frames of its calls in pieces of 16 KB. Each is taken from the system when a call
    enters it and given back when that call ends: a loop at the edge of a piece does so at every call, tens of
    thousands of times a second. A frame that is said to need more than a mebibyte lets it take a piece large enough.
    """
    return work(*arguments)


call_with_room.__code__ = call_with_room.__code__.replace(co_stacksize=WORDS)
