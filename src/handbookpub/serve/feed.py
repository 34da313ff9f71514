"""What open pages are told: server-sent events with the rows that changed since the page got them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field

State = Mapping[str, str]
"""What a page has: the digest of each of its parts."""
Answer = Callable[[State], tuple[State, Mapping[str, object]] | None]
"""From what a page has to what it has then and what it must be told; None where it has everything."""
KEEP = 200
"""States of pages that are remembered between a page and the stream that it opens."""
PING = 15.0
"""Seconds between signs of life on a silent stream."""


@dataclass(eq=False, slots=True)
class Listener:
    """An open page."""

    topic: str
    state: State
    queue: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)


class Feed:
    """All open pages. Belongs to the event loop."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._states: dict[str, State] = {}
        self._closed = False

    def remember(self, name: str, state: State) -> None:
        """Keep what a page was given, until it opens its stream under that name."""
        self._states.pop(name, None)
        self._states[name] = state
        while len(self._states) > KEEP:
            self._states.pop(next(iter(self._states)))

    def topics(self) -> set[str]:
        """What somebody looks at."""
        return {each.topic for each in self._listeners}

    def publish(self, topic: str, answer: Answer) -> None:
        """Tell everybody who looks at a topic what changed for them."""
        for each in self._listeners:
            if each.topic == topic:
                self._tell(each, answer)

    def _tell(self, listener: Listener, answer: Answer) -> None:
        if told := answer(listener.state):
            listener.state, message = told
            listener.queue.put_nowait(f"data: {json.dumps(message, ensure_ascii=False)}\n\n")

    async def listen(self, topic: str, name: str, answer: Answer) -> AsyncIterator[str]:
        """The stream of one page, which begins with what changed while it was loading."""
        listener = Listener(topic, self._states.get(name, {}))
        if self._closed:
            return
        self._listeners.add(listener)
        try:
            yield "retry: 1000\n\n"
            self._tell(listener, answer)
            while (message := await self._next(listener)) is not None:
                yield message
        finally:
            self._listeners.discard(listener)

    async def _next(self, listener: Listener) -> str | None:
        try:
            return await asyncio.wait_for(listener.queue.get(), PING)
        except TimeoutError:
            return ": still here\n\n"

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self._closed = True
        for each in self._listeners:
            each.queue.put_nowait(None)
