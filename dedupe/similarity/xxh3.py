"""xxh3 of 64 bits, of up to 64 bytes, as compiled code calls it: bit for bit what the xxhash package returns.

After the specification by Yann Collet (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), seed 0.
All numbers are uint64 throughout: numba makes a float of one and a signed number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.compiled import compiled

LONGEST = 64
"""Bytes; no word of any length that people read is longer."""

_U = np.uint64
_SECRET = bytes.fromhex(
    "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
    "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
)
_KEYS = np.frombuffer(_SECRET, "<u8").astype(np.uint64)
_KEY_3 = (_KEYS[0] & _U(0xFFFFFFFF)) ^ (_KEYS[0] >> _U(32))
_KEY_8, _KEY_16_LOW, _KEY_16_HIGH = _KEYS[1] ^ _KEYS[2], _KEYS[3] ^ _KEYS[4], _KEYS[5] ^ _KEYS[6]
_PRIME_1, _PRIME_2, _PRIME_3 = _U(0x9E3779B185EBCA87), _U(0xC2B2AE3D27D4EB4F), _U(0x165667B19E3779F9)
_MIX_1, _MIX_2 = _U(0x165667919E3779F9), _U(0x9FB21C651E98DF25)
_LOW = _U(0xFFFFFFFF)


@compiled
def xxh3(data: NDArray[np.uint8], start: int, length: int) -> np.uint64:
    """Return the hash of ``data[start:start + length]``, ``length`` from 1 to LONGEST."""
    if length <= 3:
        return _up_to_3(data, start, length)
    if length <= 8:
        return _up_to_8(data, start, length)
    if length <= 16:
        return _up_to_16(data, start, length)
    total = _U(length) * _PRIME_1
    for at in range((length - 1) // 32 + 1):
        total += _mixed(data, start + 16 * at, 4 * at)
        total += _mixed(data, start + length - 16 * (at + 1), 4 * at + 2)
    return _avalanche(total)


@compiled
def _up_to_3(data: NDArray[np.uint8], start: int, length: int) -> np.uint64:
    first, middle, last = _U(data[start]), _U(data[start + length // 2]), _U(data[start + length - 1])
    value = (first << _U(16) | middle << _U(24) | last | _U(length) << _U(8)) ^ _KEY_3
    value = (value ^ value >> _U(33)) * _PRIME_2
    value = (value ^ value >> _U(29)) * _PRIME_3
    hashed: np.uint64 = value ^ value >> _U(32)
    return hashed


@compiled
def _up_to_8(data: NDArray[np.uint8], start: int, length: int) -> np.uint64:
    value = (_read(data, start + length - 4, 4) + (_read(data, start, 4) << _U(32))) ^ _KEY_8
    value = (value ^ (value << _U(49) | value >> _U(15)) ^ (value << _U(24) | value >> _U(40))) * _MIX_2
    value = (value ^ (value >> _U(35)) + _U(length)) * _MIX_2
    hashed: np.uint64 = value ^ value >> _U(28)
    return hashed


@compiled
def _up_to_16(data: NDArray[np.uint8], start: int, length: int) -> np.uint64:
    low = _read(data, start, 8) ^ _KEY_16_LOW
    high = _read(data, start + length - 8, 8) ^ _KEY_16_HIGH
    swapped = _U(0)
    for byte in range(8):
        swapped = swapped << _U(8) | (low >> _U(8 * byte) & _U(0xFF))
    return _avalanche(_U(length) + swapped + high + _folded_product(low, high))


@compiled
def _mixed(data: NDArray[np.uint8], start: int, key: int) -> np.uint64:
    return _folded_product(_read(data, start, 8) ^ _KEYS[key], _read(data, start + 8, 8) ^ _KEYS[key + 1])


@compiled
def _read(data: NDArray[np.uint8], start: int, length: int) -> np.uint64:
    value, first = (
        _U(0),
        _U(start),
    )  # an index that may be below 0 is checked, byte by byte, which takes three times as long
    for at in range(length):
        value |= _U(data[first + _U(at)]) << _U(8 * at)
    return value


@compiled
def _avalanche(value: np.uint64) -> np.uint64:
    value = (value ^ value >> _U(37)) * _MIX_1
    hashed: np.uint64 = value ^ value >> _U(32)
    return hashed


@compiled
def _folded_product(one: np.uint64, other: np.uint64) -> np.uint64:
    """Return the upper half of the product of 128 bits, combined with its lower half."""
    low, cross = (one & _LOW) * (other & _LOW), (one >> _U(32)) * (other & _LOW)
    middle = (low >> _U(32)) + (cross & _LOW) + (one & _LOW) * (other >> _U(32))
    high = (cross >> _U(32)) + (middle >> _U(32)) + (one >> _U(32)) * (other >> _U(32))
    return high ^ one * other
