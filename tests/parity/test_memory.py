"""The memory that is served: the same bytes each time, taken once, and without what nobody calls."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import handbook.runtime.memory as runtime_memory
from cml_calculators.browser import handle
from handbook.runtime.memory import build_memory
from handbook.runtime.served import Runtime, build_runtime
from handbook.stopped import BuildStopped
from handbook.wheel import build_wheel
from tests.parity.in_node import files_of

ROOT = Path(__file__).parents[2]
NODE_MODULES = ROOT / "node_modules"

pytestmark = pytest.mark.pyodide


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    wheel = build_wheel(ROOT / "calculators", tmp_path_factory.mktemp("wheels"))
    return build_runtime(NODE_MODULES, wheel, ROOT / "build" / "bytecode")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("memories")


@pytest.fixture(scope="module")
def archive(runtime: Runtime) -> bytes:
    return runtime.files[runtime.addresses["archive"]]


def memory_of(runtime: Runtime, archive: bytes, cache: Path) -> bytes:
    return build_memory(files_of(runtime), runtime.addresses["lock"], archive, cache)


@pytest.fixture(scope="module")
def built(runtime: Runtime, archive: bytes, cache: Path) -> bytes:
    return memory_of(runtime, archive, cache)


@pytest.fixture(scope="module")
def description(built: bytes) -> dict[str, Any]:
    unpacked = gzip.decompress(built)
    size = int.from_bytes(unpacked[:4], "little")
    found: dict[str, Any] = json.loads(unpacked[4 : 4 + size])
    return found | {"content": len(unpacked) - 4 - size}


def test_two_builds_give_the_same_bytes(runtime: Runtime, archive: bytes, built: bytes, tmp_path: Path) -> None:
    assert memory_of(runtime, archive, tmp_path) == built
    assert runtime.files[runtime.addresses["memory"]] == built


def test_it_names_no_place_on_the_machine_that_built_it(built: bytes, cache: Path) -> None:
    unpacked = gzip.decompress(built)
    assert str(ROOT).encode() not in unpacked
    assert str(cache).encode() not in unpacked


def test_what_was_taken_is_not_taken_again(
    runtime: Runtime, archive: bytes, built: bytes, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime_memory, "run_node", lambda *_: pytest.fail("taken again"))
    assert memory_of(runtime, archive, cache) == built


def test_it_knows_the_answer_to_a_question(description: dict[str, Any]) -> None:
    assert json.loads(description["answer"]) == json.loads(handle(description["question"]))


def test_it_holds_the_pages_that_it_names_and_lies_on_whole_words(description: dict[str, Any]) -> None:
    pages = description["pages"]
    assert description["content"] == description["head"] + len(pages) * description["page"]
    assert pages == sorted(set(pages))
    assert description["length"] == (pages[-1] + 1) * description["page"]
    assert description["content"] % 8 == description["head"] % 8 == 0


@pytest.mark.parametrize("text", [b"No usable temporary directory found in", b"Cannot move a directory"])
def test_what_nobody_calls_is_not_in_it(archive: bytes, built: bytes, text: bytes) -> None:
    assert text in gzip.decompress(archive)
    assert text not in gzip.decompress(built)


def test_a_python_that_cannot_be_started_stops_the_build(runtime: Runtime, tmp_path: Path) -> None:
    with pytest.raises(BuildStopped, match=r"take_memory\.mjs failed in Node"):
        memory_of(runtime, gzip.compress(b"no archive"), tmp_path)
    assert list(tmp_path.iterdir()) == []
