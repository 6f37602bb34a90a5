"""Free ports on this machine."""

import socket

LOOPBACK = "127.0.0.1"
NEIGHBOURS = 20


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server((LOOPBACK, 0)) as server:
        port: int = server.getsockname()[1]
        return port


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
