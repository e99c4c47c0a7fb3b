"""The lean script: what is named stays, what nothing names goes, and a script of another shape stops the build."""

import re
import zipfile
from pathlib import Path

import pytest

from handbook.pyodide_files import LOADER, SCRIPT, STDLIB, WASM, Pyodide, read_pyodide
from handbook.runtime.lean_script import COMPUTED, MARK, PUT_TOGETHER, WORD, lean_script
from handbook.runtime.wasm_binary import IMPORTS, Section, number, with_size, write_module
from handbook.stopped import BuildStopped

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "docs" / "assets" / "javascripts"

PUBLIC = ("asked", "quoted", "byLoader", "never", "a", "b", "c", "d", "e", "g")
# In the shape of Pyodide's: the WebAssembly imports `drawn` and `other`.
SMALL = "".join(
    (
        "async function _createPyodideModule(moduleArg={}){var Module=moduleArg;",
        'var getCFunc=ident=>Module["_"+ident];var image=func=>Module["_"+func]();',
        'function _drawn(a){return helper("}"+a)}_drawn.sig="ii";',
        'var helper=text=>{return text};helper.sig="p";',
        'var _lost=async(a,b)=>{_lostToo({a:b})};_lost.sig="v";',
        'async function _lostToo(c){return `{${c}`}_lostToo.sig="v";',
        'var _renamed=_lostToo;_renamed.sig="v";',
        'var _pair=function(){},beside=1;_pair.sig="v";',
        'var _other=()=>Module.asked+Module["quoted"];_other.sig="v";',
        'API.finalizeBootstrap=function(t,e){t&&Wr();let[r,n]=API.rawRun("import _pyodide_core");r&&stop(n)};',
        "var convertJsFunctionToWasm=(func,sig)=>{var bytes=typed(sig);var module=new WebAssembly.Module(bytes);",
        'var instance=new WebAssembly.Instance(module,{e:{f:func}});return instance.exports["f"]};',
        "var addFunction=(func,sig)=>{var ret=slot();try{setWasmTableEntry(ret,func)}catch(err)",
        "{if(!(err instanceof TypeError)){throw err}var wrapped=convertJsFunctionToWasm(func,sig);",
        "setWasmTableEntry(ret,wrapped)}return ret};",
        "var shared=new Int32Array(new WebAssembly.Memory({shared:!0,initial:1,maximum:1}).buffer);",
        "var asked=1,quoted=2,byLoader=3,never=4,a=5,b=6,c=7,d=8,e=9,g=10;",
        *(f'Module["{name}"]={name};' for name in PUBLIC),
        "var _kept,_viaLoader,_value,_gone,_goneToo,wasmTable;function assignWasmExports(wasmExports){",
        '_kept=Module["_kept"]=wasmExports["kept"];_gone=Module["_gone"]=wasmExports["gone"];',
        '_viaLoader=Module["_viaLoader"]=wasmExports["viaLoader"];_value=Module["_value"]=wasmExports["value"].value>>>0;',
        '_goneToo=Module["_goneToo"]=wasmExports["goneToo"].value>>>0;wasmTable=wasmExports["table"]}',
        "var wasmImports={drawn:_drawn,lost:_lost,other:_other,pair:_pair,row:_drawn};",
        "_kept();_value+1\n;return Module}export default _createPyodideModule;\n",
    )
)
LOADING = "module._viaLoader(module.byLoader)"
LEAN = "".join(
    (
        "const _createPyodideModule=(async function(moduleArg={}){var Module=moduleArg;",
        'var getCFunc=ident=>Module["_"+ident];var image=func=>Module["_"+func]();',
        'function _drawn(a){return helper("}"+a)}_drawn.sig="ii";',
        'var helper=text=>{return text};helper.sig="p";',
        'var _pair=function(){},beside=1;_pair.sig="v";',
        'var _other=()=>Module.asked+Module["quoted"];_other.sig="v";',
        'API.finalizeBootstrap=function(t,e){t&&Wr();let[r,n]=t?[0,""]:API.rawRun("import _pyodide_core");r&&stop(n)};',
        "var convertJsFunctionToWasm=(func,sig)=>{var bytes=typed(sig);",
        "var module=convertJsFunctionToWasm[sig]??=new WebAssembly.Module(bytes);",
        'var instance=new WebAssembly.Instance(module,{e:{f:func}});return instance.exports["f"]};',
        "var addFunction=(func,sig)=>{var ret=slot();",
        "setWasmTableEntry(ret,sig?convertJsFunctionToWasm(func,sig):func);return ret};",
        "var shared=new Int32Array(1);",
        "var asked=1,quoted=2,byLoader=3,never=4,a=5,b=6,c=7,d=8,e=9,g=10;",
        'Module["asked"]=asked;Module["quoted"]=quoted;Module["byLoader"]=byLoader;',
        "var _kept,_viaLoader,_value,wasmTable;function assignWasmExports(wasmExports){",
        '_kept=Module["_kept"]=wasmExports["kept"];',
        '_viaLoader=Module["_viaLoader"]=wasmExports["viaLoader"];_value=Module["_value"]=wasmExports["value"].value>>>0;',
        'wasmTable=wasmExports["table"]}',
        "var wasmImports={drawn:_drawn,other:_other};",
        "_kept();_value+1\n;return Module});\nexport default _createPyodideModule;\n",
    )
)


def importing(*names: str) -> bytes:
    """A WebAssembly that imports functions of the first type."""
    each = (with_size(b"env") + with_size(name.encode()) + b"\0\0" for name in names)
    return write_module([Section(IMPORTS, number(len(names)) + b"".join(each)), Section(10, b"row")])


@pytest.fixture(scope="module")
def pyodide() -> Pyodide:
    return read_pyodide(ROOT / "node_modules")


@pytest.fixture(scope="module")
def lean(pyodide: Pyodide) -> str:
    script, loader = (pyodide.files[name].decode() for name in (SCRIPT, LOADER))
    return lean_script(script, pyodide.files[WASM], loader, pyodide.version)


def test_what_is_named_stays_and_what_nothing_names_goes() -> None:
    found = lean_script(SMALL, importing("drawn", "other"), LOADING, "1.2.3")
    assert found == MARK.format(version="1.2.3") + LEAN


def test_it_says_that_it_was_changed_and_by_whom(lean: str, pyodide: Pyodide) -> None:
    first = lean.splitlines()[0]
    assert pyodide.version in first
    assert "MPL-2.0), changed by the build of the CML Handbook" in first


def test_it_is_less_than_half_and_always_the_same(lean: str, pyodide: Pyodide) -> None:
    script, loader = (pyodide.files[name].decode() for name in (SCRIPT, LOADER))
    assert len(lean) < len(script) / 2
    assert lean_script(script, pyodide.files[WASM], loader, pyodide.version) == lean


def test_no_name_that_went_stands_anywhere(lean: str, pyodide: Pyodide) -> None:
    named = re.compile(r'([\w$]+)(?:\.sig="|=Module\["\1"\]=wasmExports)')
    before, after = (set(named.findall(text)) for text in (pyodide.files[SCRIPT].decode(), lean))
    gone = before - after
    assert len(gone) > 5000
    without_exports = re.sub(r'wasmExports\["[\w$]+"\]', "", lean)
    assert gone & set(WORD.findall(without_exports + pyodide.files[LOADER].decode())) == set()


def test_what_went_from_the_module_is_asked_of_nothing(lean: str, pyodide: Pyodide) -> None:
    put = re.compile(r'Module\["([\w$]+)"\]=\1;')
    gone = set(put.findall(pyodide.files[SCRIPT].decode())) - set(put.findall(lean))
    assert len(gone) > 1500
    text = lean + pyodide.files[LOADER].decode()
    assert gone & set(re.findall(r"(?<=\.)[\w$]+", text)) == set()
    assert gone & set(re.findall(r"""(?<=["'`])[\w$]+(?=["'`])""", text)) == set()


def test_what_the_webassembly_imports_is_offered(lean: str, pyodide: Pyodide) -> None:
    offered = [
        {entry.partition(":")[0] for entry in found.split(",")}
        for text in (pyodide.files[SCRIPT].decode(), lean)
        for found in re.findall(r"var wasmImports=\{([^}]*)\}", text)
    ]
    assert offered[1] < offered[0]
    assert {"fd_write", "__syscall_openat"} <= offered[1]
    assert not {"glClear", "SDL_Init", "eglInitialize"} & offered[1]


def test_nothing_of_ours_asks_for_names_of_the_module() -> None:
    scripts = sorted(SCRIPTS.rglob("*.*js"))
    assert len(scripts) > 20
    assert [path.name for path in scripts if "_module" in path.read_text(encoding="utf-8")] == []


def test_nothing_in_the_library_of_python_asks_for_names_of_the_module() -> None:
    with zipfile.ZipFile(ROOT / "node_modules" / "pyodide" / STDLIB) as library:
        sources = {name: library.read(name) for name in library.namelist() if name.endswith(".py")}
    asking = {name for name, text in sources.items() if b"pyodide_js" in text}
    assert asking
    assert {name for name in asking if re.search(rb"\b_module\b", sources[name])} == set()


def test_names_are_put_together_where_we_know_it_alone(pyodide: Pyodide) -> None:
    found = [one[1] for one in COMPUTED.finditer(pyodide.files[SCRIPT].decode())]
    assert sorted(found) == sorted(PUT_TOGETHER)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("async function _createPyodideModule(", "function _createPyodideModule("),
        ("export default _createPyodideModule;", ""),
        ("function assignWasmExports(wasmExports){", "function assign(wasmExports){"),
        ("var wasmImports={", "let wasmImports={"),
        ('Module["a"]=a;', 'Module["a"]??=a;'),
        ("var helper=", 'var found=Module["_"+name];var helper='),
        ("var helper=", "var found=Module[name];var helper="),
        ("var helper=", "var {_gone}=Module;var helper="),
        ('Module["_"+func]', "image"),
    ],
)
def test_another_shape_stops_the_build(was: str, becomes: str) -> None:
    assert SMALL.count(was) == 1
    with pytest.raises(BuildStopped, match=r"pyodide\.asm\.mjs: (Module )?must "):
        lean_script(SMALL.replace(was, becomes), importing("drawn", "other"), LOADING, "1.2.3")


def test_a_script_that_has_nothing_to_leave_out_stops_the_build(lean: str, pyodide: Pyodide) -> None:
    with pytest.raises(BuildStopped, match=r"must"):
        lean_script(lean, pyodide.files[WASM], pyodide.files[LOADER].decode(), pyodide.version)
    every = importing("drawn", "other", "lost", "pair", "row")
    with pytest.raises(BuildStopped, match=r"where something can go"):
        lean_script(SMALL, every, LOADING, "1.2.3")
    with pytest.raises(BuildStopped, match=r"functions with a signature that are not used"):
        lean_script(SMALL, importing("drawn", "other"), f"{LOADING} _lost _lostToo _renamed", "1.2.3")
