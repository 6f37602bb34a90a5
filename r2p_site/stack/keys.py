"""The keys of one installation on this machine, made at random once and kept beside its data."""

import os
import secrets
from pathlib import Path

from nacl.public import PrivateKey


def keys_in(directory: Path) -> dict[str, str]:
    """Return the keys kept in `directory`/keys.env, making what is missing."""
    path = directory / "keys.env"
    kept = _read(path) if path.exists() else {}
    keys = _fresh_keys() | kept
    if keys != kept:
        _write(path, keys)
    return keys


def _fresh_keys() -> dict[str, str]:
    sealing = PrivateKey.generate()
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SEALING_PUBLIC_KEY": bytes(sealing.public_key).hex(),
        "SEALING_PRIVATE_KEY": bytes(sealing).hex(),
        "BLIND_INDEX_KEY": secrets.token_hex(32),
        "POSTGRES_PASSWORD": secrets.token_hex(16),
        "VALKEY_PASSWORD": secrets.token_hex(16),
    }


def _read(path: Path) -> dict[str, str]:
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _write(path: Path, keys: dict[str, str]) -> None:
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in keys.items())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
