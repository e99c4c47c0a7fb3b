"""The parts of a WebAssembly module that we read and write: its sections, and the functions of its code section.

Source of the format: WebAssembly Core Specification 2.0, chapter 5 (Binary Format).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HEADER = b"\0asm\1\0\0\0"
IMPORTS, EXPORTS, CODE = 2, 7, 10


@dataclass(frozen=True)
class Section:
    id: int
    content: bytes


def read_sections(module: bytes) -> Iterator[Section]:
    """Raises ValueError for what is no module of version 1."""
    if module[: len(HEADER)] != HEADER:
        raise ValueError("must start as a WebAssembly module of version 1")
    place = len(HEADER)
    while place < len(module):
        section, (size, start) = module[place], read_number(module, place + 1)
        yield Section(section, module[start : start + size])
        place = start + size


def write_module(sections: Iterable[Section]) -> bytes:
    return HEADER + b"".join(bytes([one.id]) + with_size(one.content) for one in sections)


def read_functions(code: bytes) -> list[bytes]:
    """The bodies in a code section, in the order of their indexes: declarations of locals, instructions, `end`."""
    count, place = read_number(code, 0)
    bodies = []
    for _ in range(count):
        size, start = read_number(code, place)
        bodies.append(code[start : start + size])
        place = start + size
    return bodies


def write_functions(bodies: list[bytes]) -> bytes:
    return number(len(bodies)) + b"".join(with_size(body) for body in bodies)


def read_number(content: bytes, place: int) -> tuple[int, int]:
    """An unsigned LEB128 number, and the place after it."""
    value = shift = 0
    while True:
        byte = content[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place


def number(value: int) -> bytes:
    """`value` as unsigned LEB128."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def with_size(content: bytes) -> bytes:
    return number(len(content)) + content
