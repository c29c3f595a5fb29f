"""A real SMTP server on this machine that keeps what it is given and can misbehave on purpose."""

import asyncio
import email
import email.policy
import logging
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# It tells every word of every conversation.
logging.getLogger("mail.log").setLevel(logging.ERROR)


class _Counting(SMTP):
    sink: "MailSink"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.sink.connections += 1
        super().connection_made(transport)


class _Controller(Controller):
    def factory(self) -> SMTP:
        server = _Counting(self.handler, **self.SMTP_kwargs)
        server.sink = self.handler
        return server

    def _trigger_server(self) -> None:
        # Port 0 was the system's choice: say hello to the one it chose.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailSink:
    """Modes: ok, 451 and 550 (at the end of the data), 550 recipient, stall (accepts, never says so)."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.seconds = 0.0  # how long each message takes
        self.holds: Callable[[], bool] = lambda: False  # while this is so, whoever brought a message waits
        self.connections = 0
        self.messages: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self._controller = _Controller(self, hostname="127.0.0.1", port=0)

    async def handle_RCPT(  # noqa: N802 # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mode == "550 recipient":
            return "550 5.1.1 nobody here by that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.mode == "451":
            return "451 4.3.2 come back later"
        if self.mode == "550":
            return "550 5.7.1 not wanted"
        message = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
        self.messages.append(message)
        self.envelopes.append(envelope)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        while self.holds():
            await asyncio.sleep(0.01)
        if self.mode == "stall":
            await asyncio.sleep(30)
        return "250 OK"

    def start(self) -> None:
        self._controller.start()
        self.connections = 0  # its own greeting does not count

    def stop(self) -> None:
        self._controller.stop()

    def go_away(self) -> None:
        """Nobody listens at this port any more, until `start`."""
        port = self.port
        self.stop()
        self._controller = _Controller(self, hostname="127.0.0.1", port=port)

    @property
    def port(self) -> int:
        return self._controller.server.sockets[0].getsockname()[1]

    @property
    def counts(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(message["Message-ID"] for message in self.messages)
