"""Measurements that a calculator derives from its inputs and a criterion looks at. None of them is an input."""
