"""Free ports on this machine."""

import socket
from contextlib import ExitStack

LOOPBACK = "127.0.0.1"
NEIGHBOURS = 20


def free_port() -> int:
    """Return a port that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Return different ports that nobody listens on."""
    with ExitStack() as held:
        servers = [held.enter_context(socket.create_server((LOOPBACK, 0))) for _ in range(count)]
        return [server.getsockname()[1] for server in servers]


def port_near(wanted: int) -> int:
    """Return the wanted port, or where it is taken the next free one after it."""
    for port in range(wanted, wanted + NEIGHBOURS):
        if is_free(port):
            return port
    return free_port()


def is_free(port: int) -> bool:
    try:
        with socket.create_server((LOOPBACK, port)):
            return True
    except OSError:
        return False
