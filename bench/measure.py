"""Timing two things in turn."""

import gc
import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class BenchResult:
    """What was measured: a number, and the most or the least that it may be."""

    name: str
    value: float
    goal: float
    at_least: bool = False
    unit: str = "×"

    @property
    def reached(self) -> bool:
        """Tell whether the goal is reached."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def __str__(self):
        sign = "≥" if self.at_least else "≤"
        mark = "reached" if self.reached else "MISSED"
        return f"{self.name:<74} {self.value:>8.3f} {self.unit:<3} goal {sign} {self.goal:g}  {mark}"


def cpu_ratio(one, other, *, pairs: int) -> float:
    """Return the median ratio of CPU seconds of `one` to `other`."""
    return median_ratio(one, other, pairs=pairs, seconds_of=cpu_seconds)


def wall_ratio(one, other, *, pairs: int) -> float:
    """Return the median ratio of wall seconds of `one` to `other`; for what a database server does."""
    return median_ratio(one, other, pairs=pairs, seconds_of=wall_seconds)


def median_ratio(one, other, *, pairs: int, seconds_of) -> float:
    """Return the median ratio of the seconds of `one` to `other`.

    They are called in turn, each as often first as second; a first pair is not counted.
    """
    one(), other()
    ratios = []
    for number in range(pairs):
        order = (one, other) if number % 2 else (other, one)
        seconds = {work: seconds_of(work) for work in order}
        ratios.append(seconds[one] / seconds[other])
    return statistics.median(ratios)


def cpu_seconds(work) -> float:
    """Return the CPU seconds of one call, with the garbage of the calls before it gone."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_seconds(work) -> float:
    """Return the wall seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
