"""The fingerprint of a text, for a record that must not hold the text."""

from hashlib import sha256


def text_hash(text: str) -> str:
    """SHA-256 of the text's UTF-8 in lower-case hexadecimal; equal for equal code points only.

    A short text can be guessed from its hash: the hash proves what stood, it does not hide it.
    """
    return sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
