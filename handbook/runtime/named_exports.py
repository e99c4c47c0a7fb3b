"""Pyodide's WebAssembly without the exports that nobody names.

A browser makes an object of each of 8,600 exports, and Pyodide's script walks over all of them several times before
Python can start. They are there for packages with a WebAssembly of their own, and none is loaded here.

Which exports there are decides where functions stand in the table, and a memory holds those places: it can be put back
only into a WebAssembly with the same exports as the one that it was taken of.
"""

import re
from collections.abc import Iterator, Set

from handbook.runtime.wasm_binary import (
    EXPORTS,
    IMPORTS,
    Section,
    number,
    read_number,
    read_sections,
    write_module,
)
from handbook.stopped import BuildStopped

FUNCTION, GLOBAL = 0, 3
# The global offset table of Emscripten, as a module in the imports: its name behind its length.
OFFSETS = re.compile(rb"\x08GOT\.func|\x07GOT\.mem")


def with_named_exports(module: bytes, words: Set[str]) -> bytes:
    """`module` with the exports that `words`, those of the scripts, name, and those that it imports itself."""
    sections = list(read_sections(module))
    imports = b"".join(one.content for one in sections if one.id == IMPORTS)
    named = {word.encode() for word in words} | set(_addresses(imports))

    def is_asked(name: bytes, kind: int) -> bool:
        return kind not in (FUNCTION, GLOBAL) or name in named

    def asked(exports: bytes) -> bytes:
        kept = [entry for name, kind, entry in _exports(exports) if is_asked(name, kind)]
        if len(kept) == read_number(exports, 0)[0]:
            raise BuildStopped("pyodide.asm.wasm: must have exports that no script names; look at what is new in it")
        return number(len(kept)) + b"".join(kept)

    return write_module(Section(one.id, asked(one.content)) if one.id == EXPORTS else one for one in sections)


def _addresses(imports: bytes) -> Iterator[bytes]:
    """Of what the module imports the address, which may be that of a function of its own."""
    for found in OFFSETS.finditer(imports):
        size, place = read_number(imports, found.end())
        yield imports[place : place + size]


def _exports(section: bytes) -> Iterator[tuple[bytes, int, bytes]]:
    """Name, kind and the whole entry of each export."""
    count, place = read_number(section, 0)
    for _ in range(count):
        begin = place
        size, place = read_number(section, place)
        name, kind = section[place : place + size], section[place + size]
        _, place = read_number(section, place + size + 1)
        yield name, kind, section[begin:place]
