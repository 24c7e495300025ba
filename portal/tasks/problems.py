"""How a task ends that does not end well."""


class TaskRefused(Exception):
    """The task cannot be done; the message says why, and what to do, to whoever asked for it."""


class RetryLater(Exception):
    """What the task needs is not there now; it is tried again after some seconds."""

    def __init__(self, reason: str, *, seconds: float):
        super().__init__(reason)
        self.seconds = seconds


class LeaseLost(Exception):
    """The task was called off, or given to another worker: what was done for it is not kept."""


class Cancelled(Exception):
    """Whoever asked for the task called it off."""


class TooManyCrashes(Exception):
    """The worker died in the task again and again."""
