"""In how many articles each rule fires and each term of a lexicon stands: what fits only one sentence shows here.

    python benchmarks/coverage.py FOLDER… [--at-most 1] [--only NAME] [--leave-out IDS.jsonl]

Without --at-most only the summary by file is printed. A rule fires where its pattern matches what the program shows it; a
term counts where the clean text holds it, whether or not anything came of that. Articles to be left out are counted and
not named.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import goldsets  # noqa: F401  (puts the repository on the path)

from extract import knowledge
from extract.read import sources
from extract.values import Source

Counts = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Watched:
    """A pattern that tells of each match; all else is the pattern's own."""

    pattern: re.Pattern[str]
    tell: Callable[[], None]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)

    def _told(self, match: re.Match[str] | None) -> re.Match[str] | None:
        if match:
            self.tell()
        return match

    def search(self, *where: Any) -> re.Match[str] | None:
        """As the pattern's."""
        return self._told(self.pattern.search(*where))

    def match(self, *where: Any) -> re.Match[str] | None:
        """As the pattern's."""
        return self._told(self.pattern.match(*where))

    def fullmatch(self, *where: Any) -> re.Match[str] | None:
        """As the pattern's."""
        return self._told(self.pattern.fullmatch(*where))

    def finditer(self, *where: Any) -> Iterator[re.Match[str]]:
        """As the pattern's."""
        return (found for found in self.pattern.finditer(*where) if self._told(found))


def counted(folders: Iterable[str]) -> tuple[Counts, Counts]:
    """The articles of each rule and of each term, by file and name. To be asked once, before any knowledge is loaded."""
    fired: dict[tuple[str, str], set[str]] = defaultdict(set)
    article = ""
    made = knowledge.rule_written

    def tell(key: tuple[str, str]) -> Callable[[], None]:
        return lambda: fired[key].add(article)

    def watched(item: object, alternation: Callable[[str], str], path: Path, line: int) -> knowledge.Rule:
        rule = made(item, alternation, path, line)
        return replace(rule, pattern=cast(re.Pattern[str], Watched(rule.pattern, tell((path.stem, rule.id)))))

    knowledge.rule_written = watched
    from extract.pipeline import declared, language

    texts: dict[str, str] = {}
    for source in sources(folders):
        if isinstance(source, Source):
            article = source.id
            texts[article] = declared(language(), source).text
    rules = {(name, rule.id): frozenset(fired[name, rule.id]) for name in knowledge.names("rules") for rule in knowledge.rules(name)}
    terms = {(name, t): frozenset(i for i, text in texts.items() if t in text) for name in knowledge.names("lexicons") for t in knowledge.lexicon(name)}
    return rules, terms


def summary(counts: Counts) -> Iterator[str]:
    """A line a file: how many entries it has, and how many of them are met in no article, in one, in several."""
    for file in dict.fromkeys(name for name, _ in counts):
        found = [len(articles) for (name, _), articles in counts.items() if name == file]
        yield f"{file}\t{len(found)}\t{found.count(0)}\t{found.count(1)}\t{sum(n > 1 for n in found)}"


def listed(counts: Counts, most: int, unnamed: frozenset[str]) -> Iterator[str]:
    """A line for each entry that is met in so many articles at most, with the articles that may be named."""
    for (file, entry), articles in counts.items():
        if len(articles) <= most:
            yield f"{file}\t{entry}\t{len(articles)}\t{' '.join(sorted(articles - unnamed))}"


def main() -> None:
    """Prints the summary or the entries that few articles hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--at-most", type=int, metavar="N", help="list the entries that are met in N articles or fewer")
    parser.add_argument("--only", default="", metavar="NAME", help="files whose name begins with this")
    parser.add_argument("--leave-out", type=Path, metavar="JSONL", help="records whose ids are not to be named")
    given = parser.parse_args()
    unnamed = frozenset(json.loads(line)["id"] for line in given.leave_out.open(encoding="utf-8")) if given.leave_out else frozenset()
    for kind, counts in zip(("rules", "terms"), counted(given.folders), strict=True):
        chosen = {key: articles for key, articles in counts.items() if key[0].startswith(given.only)}
        print(f"{kind}\tentries\tin none\tin one\tin several" if given.at_most is None else f"{kind}\tentry\tarticles\t")
        for line in summary(chosen) if given.at_most is None else listed(chosen, given.at_most, unnamed):
            print(line)


if __name__ == "__main__":
    main()
