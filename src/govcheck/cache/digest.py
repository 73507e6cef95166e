"""Digests, without OpenSSL, which takes longer to load than a cached answer to tell."""

try:
    from _blake2 import blake2b
except ImportError:  # elsewhere than in CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
