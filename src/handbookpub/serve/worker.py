"""A process of its own for what takes long: the checks, the printed page. It dies with the program."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from handbookpub import collector
from handbookpub.serve.chapters import Key, Read, Reader

P = ParamSpec("P")
R = TypeVar("R")


class Failed(RuntimeError):
    """The work could not be done; the message is for the person who runs the program."""


class Worker:
    """Does one thing after the other. Safe to call from threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._told: set[Key] = set()
        self._stopped = False

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer of a function of a module. Raises Failed."""
        with self._lock:
            try:
                pipe = self._connection()
                pipe.send((function, args, kwargs))
                good, answer = pipe.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise Failed("the process that does this has ended") from error
        if not good:
            raise Failed(answer)
        result: R = answer
        return result

    def news(self, reader: Reader) -> dict[Key, Read]:
        """What this process has not been told of the chapters that were read."""
        with self._lock:
            if self._process is None or not self._process.is_alive():
                self._told = set()
            found = reader.news(self._told)
            self._told |= found.keys()
        return found

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._stopped = True
        if self._process is not None:
            self._process.terminate()

    def _connection(self) -> Connection:
        if self._stopped:
            raise EOFError
        if self._process is None or self._pipe is None or not self._process.is_alive():
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _end(self) -> None:
        self._process, self._pipe, self._told = None, None, set()


def _work(pipe: Connection) -> None:
    """What the process does. Ctrl-C is meant for its parent, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collector.rest(freeze=True)
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)  # what somebody waits for on the screen goes first
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, args, kwargs = pipe.recv()
            pipe.send(_done(function, args, kwargs))


def _done(function: Callable[..., Any], args: Any, kwargs: Any) -> tuple[bool, Any]:
    try:
        return True, function(*args, **kwargs)
    except Exception as error:  # whatever it is, it is told where somebody waits for the answer
        last = traceback.extract_tb(error.__traceback__)[-1]
        return False, f"{type(error).__name__}: {error} ({last.name}, line {last.lineno})"
