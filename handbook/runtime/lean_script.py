"""Pyodide's script without what nothing here uses: the browser reads all of it on each visit before Python starts.

Most of it serves packages that bring a WebAssembly of their own. None is loaded here, so these are left out:

1. the functions offered to a WebAssembly that ours does not import: OpenGL, SDL, sound and the like;
2. what is put on `Module` and asked of it nowhere;
3. the definitions that nothing names any more;
4. the exports of the WebAssembly that no script names (see `named_exports.py`).

And some 280 functions are made fit for its table by a small WebAssembly each: those of one signature share theirs, and
none is offered to the table unfit first. With a memory nothing is imported that is in it already. And no memory is
shared to wait on: only under Node does Pyodide wait, and the browser warns of it, for which it reads the script once
more to name the place.

A name is in use wherever its letters stand as a word, so what is left out can be reached by one way alone: by a name
that is put together at run time. Those places are known, see `PUT_TOGETHER`; another one stops the build.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from handbook.runtime.wasm_binary import IMPORTS, read_sections, with_size
from handbook.stopped import BuildStopped

MARK = (
    "// Pyodide {version} (https://github.com/pyodide/pyodide, MPL-2.0), changed by the build of the CML Handbook:\n"
    "// functions and names that nothing here uses are left out, and the function around all is an expression.\n"
)
# `ccall`, `cwrap`, and the images of SDL; nothing calls them. `wasmImports` is asked for names that are put together,
# too: for those that the WebAssembly imports, which stay, and for those of a package that is loaded or of `ctypes`.
PUT_TOGETHER = {'"_"+ident', '"_"+func'}

WORD = re.compile(r"[\w$]+")
ASKED = re.compile(r"""\.([\w$]+)|(["'`])([\w$]+)\2""")
COMPUTED = re.compile(r'\bModule(?:\?\.)?\[(?!"[\w$]+"\])([^\]]*)\]|\}=(Module)[;,]')
OFFERED = re.compile(r"(?<=\bvar wasmImports=\{)[\w$,:]+(?=\})")
PUBLIC = re.compile(r'(?:Module\["([\w$]+)"\]=\1;){9,}')
PUBLISHED = re.compile(r'Module\["([\w$]+)"\]=\1;')
EXPORTS = re.compile(r"\bvar ([\w$,]+);function assignWasmExports\(wasmExports\)\{([^{}]*)\}")
EXPORTED = re.compile(r'(_[\w$]+)=Module\["\1"\]=wasmExports\["[\w$]+"\](?:\.value>>>0)?')
BEGINNING = re.compile(r"(?<=[;}])(?:(?:async )?function |var )([\w$]+)[(=]")
SIGNATURE = re.compile(r'(?<=[;}])([\w$]+)\.sig="\w*";')
STRING = re.compile(r"""(["'`])(?:(?!\1)[^\\]|\\.)*\1""")
# A definition whose strings and brackets are empty: a function, or another name of one.
FUNCTION = re.compile(
    r"(?:async )?function [\w$]+\(\)\{\}"
    r"|var [\w$]+=(?:(?:async ?)?(?:function\(\)\{\}|(?:\(\)|[\w$]+)=>[^,;]+)|[\w$.]+);"
)
IMPORTED = re.compile(r'(?<=function\(t,e\)\{t&&Wr\(\);let\[r,n\]=)API\.rawRun\("import _pyodide_core"\)')
MADE_FIT = re.compile(r"(?<=;)var module=(?=new WebAssembly\.Module\(bytes\);var instance=.{,60}\{f:func\})")
REFUSED = re.compile(
    r"try\{setWasmTableEntry\(ret,func\)\}catch\(err\)\{if\(!\(err instanceof TypeError\)\)\{throw err\}"
    r"var wrapped=convertJsFunctionToWasm\(func,sig\);setWasmTableEntry\(ret,wrapped\)\}"
)
SHARED = re.compile(r"(?<=new Int32Array\()new WebAssembly\.Memory\(\{shared:!0,initial:1,maximum:1\}\)\.buffer(?=\))")
WHOLE = re.compile(r"\Aasync function (_createPyodideModule)(\(.*\})\s*(export default \1;)\s*\Z", re.DOTALL)


def lean_script(script: str, wasm: bytes, other: str, version: str) -> str:
    """`script` with what `wasm` imports, and what is named in it or in the `other` script. Stops at another shape."""
    computed = {found[1] or found[2] for found in COMPUTED.finditer(script)}
    if computed != PUT_TOGETHER:
        raise _stopped(f"Module must be asked for {sorted(PUT_TOGETHER)} alone, not {sorted(computed)}")
    named = set(WORD.findall(other))
    imports = b"".join(section.content for section in read_sections(wasm) if section.id == IMPORTS)
    script = _changed(OFFERED, script, lambda found: _imported(found[0].split(","), imports))
    script = _changed(PUBLIC, script, lambda found: _asked(PUBLISHED.findall(found[0]), named, _around(found)))
    script = _without(script, _unused(script, named))
    script = _changed(EXPORTS, script, lambda found: _named(found, named | set(WORD.findall(_around(found)))))
    script = _changed(IMPORTED, script, r't?[0,""]:\g<0>')
    script = _changed(MADE_FIT, script, "var module=convertJsFunctionToWasm[sig]??=")
    script = _changed(REFUSED, script, "setWasmTableEntry(ret,sig?convertJsFunctionToWasm(func,sig):func);")
    script = _changed(SHARED, script, "1")
    # V8 compiles a function in parentheses at once; another one it reads in part first, and again when it is called.
    return _changed(WHOLE, script, rf"{MARK.format(version=version)}const \1=(async function\2);\n\3\n")


def _stopped(what: str) -> BuildStopped:
    return BuildStopped(f"pyodide.asm.mjs: {what}; look at what is new in it, then correct lean_script.py")


def _changed(pattern: re.Pattern[str], script: str, write: str | Callable[[re.Match[str]], str]) -> str:
    changed, places = pattern.subn(write, script)
    if places != 1 or changed == script:
        raise _stopped(f"must have one place like {pattern.pattern} where something can go, not {places}")
    return changed


def _around(found: re.Match[str]) -> str:
    """The script without what was found."""
    return f"{found.string[: found.start()]} {found.string[found.end() :]}"


def _imported(offered: Iterable[str], imports: bytes) -> str:
    """Of `name` and `name:value` those whose name the WebAssembly spells among its imports."""
    names = {entry: entry.partition(":")[0].encode() for entry in offered}
    return ",".join(entry for entry, name in names.items() if with_size(name) in imports)


def _asked(published: Iterable[str], named: set[str], around: str) -> str:
    """What is put on `Module` and asked of anything, whatever it may be, as `.name` or "name"."""
    asked = named | {found[1] or found[3] for found in ASKED.finditer(around)}
    return "".join(f'Module["{name}"]={name};' for name in published if name in asked)


def _named(found: re.Match[str], words: set[str]) -> str:
    """Variables and assignments of exports without those that no word names."""
    statements = {statement: EXPORTED.fullmatch(statement) for statement in found[2].split(";")}
    gone = {export[1] for export in statements.values() if export and export[1] not in words}
    variables = ",".join(name for name in found[1].split(",") if name not in gone)
    kept = ";".join(statement for statement, export in statements.items() if not export or export[1] not in gone)
    return f"var {variables};function assignWasmExports(wasmExports){{{kept}}}"


def _unused(script: str, named: set[str]) -> list[slice]:
    """Definitions that are named by nothing but themselves, or by others that are in turn not used."""
    left = _definitions(script)
    own = {name: Counter(WORD.findall(script[place])) for name, place in left.items()}
    everywhere = Counter(WORD.findall(script))
    gone: list[slice] = []
    while now := [name for name in left if everywhere[name] == own[name][name] and name not in named]:
        for name in now:
            everywhere -= own[name]
            gone.append(left.pop(name))
    if not gone:
        raise _stopped("must have functions with a signature that are not used")
    return gone


def _definitions(script: str) -> dict[str, slice]:
    """Where functions stand that C may call: by name, each with the statement of its signature, which follows it."""
    begins = {found[1]: found.start() for found in BEGINNING.finditer(script)}
    found = ((one[1], begins.get(one[1], one.end()), one) for one in SIGNATURE.finditer(script))
    return {
        name: slice(begin, one.end())
        for name, begin, one in found
        if FUNCTION.fullmatch(_outline(script[begin : one.start()]))
    }


def _outline(code: str) -> str:
    """`code` without what stands in brackets and in strings."""
    depth, outline = 0, []
    for character in STRING.sub('""', code):
        depth -= character in ")}]"
        if depth == 0:
            outline.append(character)
        depth += character in "({["
    return "".join(outline)


def _without(script: str, places: Iterable[slice]) -> str:
    left, end = [], 0
    for place in sorted(places, key=lambda one: one.start):
        left.append(script[end : place.start])
        end = place.stop
    return "".join([*left, script[end:]])
