"""Sentences, paragraphs and lists that look like Vietnamese: common words, terms of the law and a long tail of rare
syllables, as often as Zipf has it. CommonMark, as the CMS writes it."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from random import Random

from tests.bench.vocabulary import COMMON_WORDS, ONSETS, RHYMES, TERMS

RARE_COUNT = 3000
_SHARES = (0.3, 0.5, 0.8, 0.9)
"""Of paragraphs with a word in bold, in italics, linked to the site, linked elsewhere: each up to the next."""


class Writer:
    """Writes with one source of chance and counts its words."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.word_count = 0

    def write_words(self, count: int) -> str:
        """Words in a row."""
        words, weights = _load_vocabulary()
        text = " ".join(self.random.choices(words, cum_weights=weights, k=count))
        self.word_count += text.count(" ") + 1
        return text

    def write_title(self) -> str:
        """A heading or a title."""
        return _capitalise(self.write_words(self.random.randint(4, 8)))

    def write_sentence(self, length: int | None = None) -> str:
        """A sentence, with a comma when it is long."""
        length = length or self.random.randint(7, 14)
        words = self.write_words(length).split(" ")
        if length > 10:
            words[length // 2] += ","
        return f"{_capitalise(' '.join(words))}."

    def write_paragraph(self) -> str:
        """Three or four sentences."""
        return " ".join(self.write_sentence() for _ in range(self.random.randint(3, 4)))

    def write_list(self, *, is_numbered: bool) -> str:
        """A list of three or four sentences."""
        items = [self.write_sentence() for _ in range(self.random.randint(3, 4))]
        return "\n".join(f"{number}. {item}" if is_numbered else f"- {item}" for number, item in enumerate(items, 1))

    def decorate(self, paragraph: str, target: str) -> str:
        """The paragraph with a word in bold, in italics or linked, or as it is."""
        chance = self.random.random()
        words = paragraph.split(" ")
        place = self.random.randrange(1, len(words) - 1)
        word = words[place].strip(".,")
        rest = words[place][len(word) :]
        bold, italics, inside, outside = _SHARES
        if chance < bold:
            words[place] = f"**{word}**{rest}"
        elif chance < italics:
            words[place] = f"*{word}*{rest}"
        elif chance < inside:
            words[place] = f"[{word}]({target}){rest}"
        elif chance < outside:
            words[place] = f"[{word}](https://dichvucong.example/thu-tuc/{self.random.randint(1, 9999)}){rest}"
        return " ".join(words)


def _capitalise(text: str) -> str:
    return text[0].upper() + text[1:]


@cache
def _load_vocabulary() -> tuple[list[str], list[float]]:
    """All words, and the running sum of how often each is used."""
    rare = [onset + rhyme for onset in ONSETS for rhyme in RHYMES]
    Random(0).shuffle(rare)
    words = list(dict.fromkeys([*COMMON_WORDS, *TERMS, *rare[:RARE_COUNT]]))
    return words, list(accumulate(1 / (rank + 8) for rank in range(len(words))))
