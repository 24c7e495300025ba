"""Positions of siblings: one more among them, with as few of the others changed as possible."""

STEP = 10


def spaced_positions(positions: list[int], place: int) -> list[int]:
    """Return the siblings' positions in order with a new one at a place; all differ, each greater than the one before.

    Where the siblings' own positions do not tell them apart, all are spaced anew.

    >>> spaced_positions([10, 20, 30], 3), spaced_positions([10, 20, 30], 1)
    ([10, 20, 30, 40], [10, 15, 20, 30])
    >>> spaced_positions([10, 11, 30], 1), spaced_positions([0, 0], 0)
    ([10, 11, 12, 30], [10, 20, 30])
    """
    if sorted(set(positions)) != positions:
        return [STEP * number for number in range(1, len(positions) + 2)]
    before, after = positions[:place], positions[place:]
    low = before[-1] if before else -1
    if not after:
        return [*before, (low // STEP + 1) * STEP]
    if after[0] - low > 1:
        return [*before, (low + after[0]) // 2, *after]
    pushed = [low + 1]
    for position in after:
        pushed.append(max(position, pushed[-1] + 1))
    return before + pushed
