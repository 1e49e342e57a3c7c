"""A mail server (SMTP, RFC 5321) that can be down, slow, unwilling, or die at the worst moment."""

import socketserver
import threading
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Conversation(socketserver.StreamRequestHandler):
    """One caller, from the greeting to the end."""

    server: "MailServer"

    def handle(self) -> None:
        self.server.conversations += 1
        if self.server.is_slow.wait(0):
            self.server.is_over.wait(60)
            return
        self._say("220 mail.brackenmoor.example")
        while line := self.rfile.readline():
            word = line[:4].strip().upper()
            if word == b"QUIT":
                self._say("221 Goodbye")
                return
            if word == b"RCPT" and self.server.is_unwilling:
                self._say("451 Come back later")
            elif word == b"DATA":
                self._say("354 Go on")
                if not self._take_letter():
                    return
            else:
                self._say("250 mail.brackenmoor.example")

    def _take_letter(self) -> bool:
        """Take one letter; return whether the conversation goes on."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                # A letter without its end is no letter (RFC 5321, 4.1.1.4).
                return False
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if self.server.dies_before_it_answers:
            return False
        self._say("250 Taken")
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """``letters`` are those that it has whole, whether or not it could say so any more."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.port = self.server_address[1]
        self.is_slow, self.is_over = threading.Event(), threading.Event()
        self.begin_anew()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def begin_anew(self) -> None:
        """Be well, and have no letters."""
        self.letters: list[EmailMessage] = []
        self.conversations = 0
        self.is_unwilling = self.dies_before_it_answers = False
        self.is_slow.clear()

    def handle_error(self, request, client_address) -> None:
        """A caller who was killed says no goodbye."""

    def close(self) -> None:
        """Go down: nobody answers at the port."""
        self.is_over.set()
        self.shutdown()
        self.server_close()

    @property
    def copies(self) -> Counter[str]:
        """How often it has each letter, by what tells letters apart (RFC 5322, 3.6.4)."""
        return Counter(letter["Message-ID"] for letter in self.letters)
