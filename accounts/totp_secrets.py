"""Seal the secrets of authenticator apps, so that a copy of the database holds no second factor.

Unlike a signer's address, such a secret must be opened by the web process at each login. So it is
sealed with a key that the web process holds and the database does not. That key is derived from
BLIND_INDEX_KEY, not from SECRET_KEY, which is changed when in doubt and would then lock everybody
out. (libsodium's secretbox: XSalsa20-Poly1305.)
"""

from base64 import b64decode, b64encode

from nacl.secret import SecretBox

from core.sealed import blind_index


def seal_secret(text: str) -> str:
    """Return `text` sealed, as printable characters."""
    return b64encode(_box().encrypt(text.encode())).decode()


def open_secret(sealed: str) -> str:
    """Return what was sealed. Raises nacl's CryptoError if it was changed or is not ours."""
    return _box().decrypt(b64decode(sealed)).decode()


def _box() -> SecretBox:
    return SecretBox(blind_index("the key of the box", scope="accounts.second_factor"))
