"""How wide the columns of a printed table are: fixed beforehand, so that a table is set in one pass."""

from math import ceil

OUTLINE_WIDTHS = (34, 66)
# About how many letters a line over the whole width holds.
OUTLINE_LETTERS = 88
UPRIGHT_LETTERS, LANDSCAPE_LETTERS = 105, 165
LONGEST_WORD = 16
PADDING = 3


def line_count(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column of an outline, `width` per cent wide."""
    return ceil(len(text) * 100 / (OUTLINE_LETTERS * width)) if text else 0


def widths_of(heads: tuple[str, ...], rows: list[list[str]], *, grouped: bool, wide: bool) -> tuple[int, ...]:
    """Return the width of each column, in whole per cents that make 100.

    A column gets room for its longest word, then shares what is left by how much it holds. The first column of a
    grouped table holds a third of what it seems to: its texts run on beside the rows of their group.
    """
    columns = [[row[place] for row in rows if row[place]] for place in range(len(heads))]
    least = [_longest_word([head, *texts]) + PADDING for head, texts in zip(heads, columns, strict=True)]
    held = [_usual_length(texts) for texts in columns]
    if grouped:
        held[0] /= 3
    letters = LANDSCAPE_LETTERS if wide else UPRIGHT_LETTERS
    left, total = max(letters - sum(least), 0), sum(held) or 1
    return whole_percents([small + left * part / total for small, part in zip(least, held, strict=True)])


def _usual_length(texts: list[str]) -> float:
    """Return how much a column holds: its long cells make the rows tall, so they weigh more than the short ones."""
    return (sum(len(text) ** 2 for text in texts) / max(len(texts), 1)) ** 0.6


def _longest_word(texts: list[str]) -> int:
    return min(max((len(word) for text in texts for word in text.split()), default=0), LONGEST_WORD)


def whole_percents(shares: list[float]) -> tuple[int, ...]:
    """Return shares as whole per cents; those that lose most by rounding down get what remains."""
    exact = [share * 100 / sum(shares) for share in shares]
    rounded = [int(share) for share in exact]
    by_loss = sorted(range(len(exact)), key=lambda place: rounded[place] - exact[place])
    for place in by_loss[: 100 - sum(rounded)]:
        rounded[place] += 1
    return tuple(rounded)
