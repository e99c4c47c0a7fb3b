"""The judged questions and how the search does on them. `python -m tests.search.judged` prints it, miss by miss."""

from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from tests.search.node import TESTS, ask


@dataclass(frozen=True)
class Judged:
    """One question, the addresses that answer it, and the addresses that the search gave."""

    query: str
    right: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def in_first_three(self) -> bool:
        return any(address in self.right for address in self.given[:3])

    @property
    def first(self) -> bool:
        return bool(self.given) and self.given[0] in self.right


def queries() -> dict[str, list[dict[str, Any]]]:
    """The questions of `queries.yml`, by half."""
    found: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(TESTS / "queries.yml")
    return found


def judge(half: str) -> list[Judged]:
    asked = queries()[half]
    answers = ask([one["query"] for one in asked])
    return [
        Judged(one["query"], tuple(map(address, one["pages"])), tuple(page for page, _ in answer["pages"]))
        for one, answer in zip(asked, answers, strict=True)
    ]


def address(slug: str) -> str:
    """Where a page of the site stands, as the index says it."""
    return "" if slug == "index" else f"{slug.removesuffix('/index')}/"


def share_in_three(judged: list[Judged]) -> float:
    return sum(one.in_first_three for one in judged) / len(judged)


def share_first(judged: list[Judged]) -> float:
    return sum(one.first for one in judged) / len(judged)


def main() -> None:
    for half in queries():
        judged = judge(half)
        in_three, first = share_in_three(judged), share_first(judged)
        print(f"{half}: {len(judged)} questions, right page in the first three {in_three:.1%}, first {first:.1%}")
        # Whoever tunes must not see what the other half misses.
        for one in judged if half == "tuning" else ():
            if not one.first:
                print(f"  {one.query}: {', '.join(one.given[:3])} and not first {', '.join(one.right)}")


if __name__ == "__main__":
    main()
