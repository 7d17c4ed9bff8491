"""Counts said roughly."""


def about(count: int) -> int | None:
    """The count to one leading digit, halves up: 212 is about 200. `None` for fewer than 10.

    For numbers that move while people look at them, such as readers: an exact one would tell who
    just came or went.
    """
    if count < 10:
        return None
    step: int = 10 ** (len(str(count)) - 1)
    return (count + step // 2) // step * step
