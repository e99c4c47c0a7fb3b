"""Calculators for chronic myeloid leukemia: published criteria evaluated with three-valued logic.

Standard library only, identical under CPython and Pyodide. The criteria are dated data, compiled from
`content/guidelines/` and `content/responses/` into `data/criteria.json`; equations are code.
"""

__version__ = "0.1.0"

from cml_calculators.description import describe
from cml_calculators.evaluation import evaluate

__all__ = ["__version__", "describe", "evaluate"]
