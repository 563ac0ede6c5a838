"""A mail server in a process of its own, that takes all and removes no duplicates.

`python -m tests.newsletter.sink FILE plain|pipelining [SEED]`: it prints its port, and adds a line
to the file for each message that it takes, Message-ID and recipient. With a seed it behaves badly
at random.
"""

import asyncio
import os
import re
import sys
from random import Random

from aiosmtpd.smtp import SMTP, Envelope, Session

MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>]*>)")
# Of a hundred messages, how many meet each fault.
REFUSED, BUSY, DROPPED_UNTAKEN, DROPPED_TAKEN, LATE, LATER = range(6)
PERCENT = {BUSY: 4, REFUSED: 3, DROPPED_UNTAKEN: 1, DROPPED_TAKEN: 1, LATE: 1}
LATE_SECONDS = 3.0
UNKNOWN = "unknown"


class Sink:
    """What the server does with what it is sent."""

    def __init__(self, path: str, offers: list[str], random: Random | None) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.offers = offers
        self.random = random

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*lines[:-1], *self.offers, lines[-1]]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith(UNKNOWN):
            return "550 5.1.1 Nobody has this address"
        if self._meets(BUSY):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self._meets(REFUSED):
            return "452 4.3.1 No room"
        if self._meets(DROPPED_UNTAKEN):
            return self._hang_up(server)
        self._take(envelope)
        if self._meets(DROPPED_TAKEN):
            return self._hang_up(server)
        if self._meets(LATE):
            await asyncio.sleep(LATE_SECONDS)
        return "250 Taken"

    def _meets(self, fault: int) -> bool:
        return bool(self.random and self.random.random() * 100 < PERCENT[fault])

    def _take(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        found = MESSAGE_ID.search(envelope.content)
        assert found is not None
        line = f"{found[1].decode()} {' '.join(envelope.rcpt_tos)}\n"
        os.write(self.file, line.encode())

    def _hang_up(self, server: SMTP) -> str:
        assert server.transport is not None
        server.transport.abort()  # type: ignore[attr-defined]
        return "421 Gone"


async def serve(sink: Sink) -> None:
    """Until somebody ends it; without its own look at who connects, which costs time."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, hostname="sink"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    path, kind, *seed = sys.argv[1:]
    offers = {"plain": [], "pipelining": ["250-PIPELINING"]}[kind]
    asyncio.run(serve(Sink(path, offers, Random(int(seed[0])) if seed else None)))
