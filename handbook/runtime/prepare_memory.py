"""Runs inside Pyodide at build, after `forget.py`; RECORDED and QUESTION are handed over by `take_memory.mjs`.

Nothing of the two programs stays but the answer to the question, which is the last expression.
"""

# ruff: noqa: F821, B018 - the names of the programs before
# mypy: disable-error-code="name-defined"
import_everything()
answer = sys.modules["in_page"].kept(QUESTION)
clear_caches()
forget(RECORDED)
gc.collect()
for name in [name for name in globals() if name not in ("answer", "__builtins__")]:
    del globals()[name]
answer
