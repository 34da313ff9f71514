"""What was made of the very same objects is not made again.

Chapters and their trees never change once they are read, so a function of theirs has one answer as long as the objects
live. The preview calls the same functions after every save, for many chapters that stayed as they were.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def same(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember the last `size` answers of a pure function, by the identity of its arguments (strings by their value).

    The arguments are held as long as the answer: an identity cannot pass to another object meanwhile. The answer is
    shared, so it must be one that nobody changes.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        known: OrderedDict[tuple[Any, ...], tuple[Any, R]] = OrderedDict()
        lock = threading.Lock()

        @wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            given = (*args, *kwargs.values())
            key = (len(args), *(each if isinstance(each, str) else id(each) for each in given), *kwargs)
            with lock:
                if key in known:
                    known.move_to_end(key)
                    return known[key][1]
            answer = function(*args, **kwargs)
            with lock:
                known[key] = given, answer
                while len(known) > size:
                    known.popitem(last=False)
            return answer

        return remembered

    return decorate
