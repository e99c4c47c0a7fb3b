"""Proof that the tests catch mistakes: mutation testing, and mistakes that others shipped."""
