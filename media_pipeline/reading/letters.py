"""Letters by their names, Vietnamese syllables, and what looks like an abbreviation. Pure."""

from __future__ import annotations

import functools
import re
import unicodedata

from media_pipeline.reading.tables import Tables

_LATIN = re.compile(r"[A-Za-zĐđÀ-ɏḀ-ỿ]+")
_VOWELS = frozenset("aeiouyăâêôơư")
_ONSET = r"(?:b|ch?|d|đ|gh|gi|g|h|kh?|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_RHYME = (
    r"(?:[aăâeêioôơuưy]|[aeoôơuưâ]i|[aâeêiư]u|[aeâ]y|[ao]o|eo|oa[ioy]?|oe[o]?|uê|uy|uyu|uâ|uơ|ia|iê|iêu|yê|yêu|ua|uôi?|ưa|"
    r"ươi?|ươu|uya|uyê|oă|uâ|oay|uây|(?:[aăâeêioôơuưy]|oa|oă|oe|oo|uâ|uê|uy|uyê|iê|yê|uô|ươ)(?:ch|c|m|ng|nh|n|p|t))"
)
_SYLLABLE = re.compile(_ONSET + _RHYME)
_BARE_SYLLABLE = re.compile((_ONSET + _RHYME).translate(str.maketrans("đăâêôơư", "daaeoou")))
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def say_letter(tables: Tables, letter: str) -> str:
    """«đ» → «đê»; a vowel is its own name."""
    return tables.letters.get(letter.upper(), letter)


def spell(tables: Tables, letters: str) -> str:
    """Letter by letter, in small letters."""
    return " ".join(say_letter(tables, letter).lower() for letter in letters)


@functools.lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese syllable, with or without its tone."""
    if len(word) > 7:
        return False
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return _SYLLABLE.fullmatch(plain) is not None


def is_bare_syllable(letters: str) -> bool:
    """The same for small letters without any marks, as in a web address: «cuu» can be «cứu»."""
    return _BARE_SYLLABLE.fullmatch(letters) is not None


@functools.lru_cache(maxsize=4096)
def looks_abbreviated(word: str) -> bool:
    """Whether nobody could read these letters as a word: several capitals that are no syllable, or no vowel at all."""
    if len(word) < 2 or not _LATIN.fullmatch(word):
        return False
    capitals = sum(character.isupper() for character in word)
    if capitals == len(word) or (capitals > 1 and not word[1:].islower()):
        return not (capitals == len(word) and is_syllable(word))
    return not any(_strip_marks(character) in _VOWELS for character in word.lower())


def _strip_marks(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]
