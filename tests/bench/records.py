"""Made-up records: works, terms and pages that cite them, as many as wanted."""

from pathlib import Path

REFERENCE = """\
id: made-up-{number}
type: report
title: "Report number {number}"
author:
  - {{literal: Working Group {number}}}
publisher: "Working Group {number}"
issued: "2025"
accessed: 2026-11-20
read: "Made up to measure how building grows."
"""
TERM = """\
id: term-{number}
term: "Term {number}"
definition: "A term that was made up to measure how building grows."
synonyms: ["synonym {number}", "other name {number}"]
reference: made-up-{number}
locator: "chapter {number}"
"""
PAGE = """\
---
title: Made-up page {number}
description: A page that was made up to measure how building grows, number {number}.
part: disease
order: {order}
reviewed: 2026-11-20
review_due: 2027-11-20
---

## Definition

{sentences}

| Measurement | Value |
|---|---|
| First | {number} [@made-up-{number}, Table 1] |
| Second | {number} [@made-up-{number}, Table 2] |
"""
SENTENCE = "Sentence {line} of page {number} says something that a source states. [@made-up-{number}, paragraph {line}]"
LINES = 12


def write_records(content: Path, count: int) -> None:
    """Adds `count` files: a work, a term and a page in turn."""
    for number in range(count // 3):
        sentences = "\n".join(SENTENCE.format(line=line, number=number) for line in range(1, LINES + 1))
        files = {
            f"references/made-up-{number}.yml": REFERENCE.format(number=number),
            f"glossary/term-{number}.yml": TERM.format(number=number),
            f"pages/disease/made-up-{number}.md": PAGE.format(number=number, order=1000 + number, sentences=sentences),
        }
        for name, text in files.items():
            (content / name).write_text(text, encoding="utf-8")
