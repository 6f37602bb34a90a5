"""The replies of a mail relay, read from the socket as they come. (RFC 5321, 4.2)"""

from socket import socket

LONGEST = 64 * 1024  # bytes of one reply; RFC 5321, 4.5.3.1.5 allows lines of 512


class Replies:
    """Reads what comes over the connection, reply after reply, several of them at one go.

    Python's own client asks the system for each line of each reply by itself, through three layers;
    for a worker that sends a thousand mails a second that is a tenth of its work.
    """

    def __init__(self, sock: socket):
        self._sock = sock
        self._rest = b""

    def next(self) -> tuple[int, bytes]:
        """Return code and words of the next reply; -1 where there is no code.

        Raises OSError if the connection ends or falls silent before it has come.
        """
        words = []
        while True:
            line = self._line()
            words.append(line[4:].strip())
            if line[3:4] != b"-":
                code = int(line[:3]) if line[:3].isdigit() else -1
                return code, b"\n".join(words)

    def _line(self) -> bytes:
        while (end := self._rest.find(b"\n")) < 0:
            if len(self._rest) > LONGEST:
                raise ConnectionAbortedError("A reply without an end")
            more = self._sock.recv(8192)
            if not more:
                raise ConnectionResetError("Closed by the relay")
            self._rest += more
        line, self._rest = self._rest[:end], self._rest[end + 1 :]
        return line.rstrip(b"\r")
