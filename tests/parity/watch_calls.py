"""Runs inside Pyodide after `forget.py`, in place of forgetting: from now on every call of a function is noted.

The memory is taken with this at work, so that what is called as it is put back is noted, too.
"""

# ruff: noqa: F821, B018 - names of the program before, and of take_memory.mjs
# mypy: disable-error-code="name-defined"
import_everything()
answer = sys.modules["in_page"].kept(QUESTION)
clear_caches()


def watch() -> None:
    seen: set[types.CodeType] = set()

    def note(frame: types.FrameType, event: str, _: Any) -> None:
        if event == "call":
            seen.add(frame.f_code)

    def called() -> str:
        sys.setprofile(None)
        lines = {f"{code.co_filename} {code.co_qualname}" for code in seen}
        return "\n".join(sorted(line for line in lines if not line.startswith((*OURS, THIS))))

    sys.modules["in_page"].called = called
    sys.setprofile(note)


watch()
answer
