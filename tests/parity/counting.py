"""A WebAssembly module that notes which of its functions are called: each sets an exported global of its own."""

from handbook.runtime.wasm_binary import (
    CODE,
    EXPORTS,
    IMPORTS,
    Section,
    number,
    read_functions,
    read_number,
    read_sections,
    with_size,
    write_functions,
    write_module,
)

GLOBALS = 6
# i32, mutable, from `i32.const 0` on.
GLOBAL = b"\x7f\x01\x41\x00\x0b"
I32_CONST_1, GLOBAL_SET, EXPORTED_GLOBAL = b"\x41\x01", b"\x24", b"\x03"


def counting(module: bytes) -> bytes:
    """`module` with the exported globals `called_0`, `called_1`, … for its own functions."""
    sections = {one.id: one.content for one in read_sections(module)}
    bodies = read_functions(sections[CODE])
    own, _ = read_number(sections[GLOBALS], 0)
    first = _imported_globals(sections[IMPORTS]) + own
    new = {
        CODE: write_functions([_noting(body, first + index) for index, body in enumerate(bodies)]),
        GLOBALS: _longer(sections[GLOBALS], [GLOBAL] * len(bodies)),
        EXPORTS: _longer(sections[EXPORTS], [_export(index, first) for index in range(len(bodies))]),
    }
    return write_module(Section(one.id, new.get(one.id, one.content)) for one in read_sections(module))


def _noting(body: bytes, own_global: int) -> bytes:
    groups, place = read_number(body, 0)
    for _ in range(groups):
        _, place = read_number(body, place)
        place += 1
    return body[:place] + I32_CONST_1 + GLOBAL_SET + number(own_global) + body[place:]


def _longer(vector: bytes, added: list[bytes]) -> bytes:
    count, start = read_number(vector, 0)
    return number(count + len(added)) + vector[start:] + b"".join(added)


def _export(index: int, first: int) -> bytes:
    return with_size(f"called_{index}".encode()) + EXPORTED_GLOBAL + number(first + index)


def _imported_globals(imports: bytes) -> int:
    """How many globals are imported. Kinds: function, table, memory, global, tag."""
    count, place = read_number(imports, 0)
    found = 0
    for _ in range(count):
        for _ in ("module", "name"):
            size, place = read_number(imports, place)
            place += size
        kind, place = imports[place], place + 1
        found += kind == 3
        place = _after_description(imports, kind, place)
    return found


def _after_description(imports: bytes, kind: int, place: int) -> int:
    if kind == 3:
        return place + 2
    # A table starts with the type of its entries, a tag with an attribute; tables and memories have limits.
    place += kind in (1, 4)
    if kind in (0, 4):
        return read_number(imports, place)[1]
    has_maximum, place = imports[place] & 1, place + 1
    _, place = read_number(imports, place)
    return read_number(imports, place)[1] if has_maximum else place
