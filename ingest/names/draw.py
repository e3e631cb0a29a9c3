"""Draw the lists of given names and surnames that ship beside this file.

Run by hand, never by the program: `pip install faker mimesis && python -m ingest.names.draw`. Both
libraries are MIT; the README beside this file names them. Neither is needed to use the lists.
"""

import importlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

NEAR = ("fi", "sv", "et")
FAR = ("en", "en-in", "de", "da", "no", "nl", "pl", "it", "es", "tr")
_FAKER_LOCALES = {
    "fi": "fi_FI", "sv": "sv_SE", "et": "et_EE", "en": "en_GB", "de": "de_DE", "da": "da_DK", "no": "no_NO",
    "nl": "nl_NL", "pl": "pl_PL", "it": "it_IT", "es": "es_ES", "tr": "tr_TR", "en-in": "en_IN",
}  # fmt: skip
_PLAIN = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*")
_LATIN = re.compile(r"[a-zà-öø-ÿāčēģīķļņšūžąćęłńśźżğışőű-]+")


def draw(folder: Path) -> dict[str, int]:
    """Write the lists, one casefolded name a line, sorted, and return how many names each file holds."""
    near = _names("given", NEAR)
    lists = {
        "given.txt": near,
        "given-abroad.txt": {name for name in _unaccented(_names("given", FAR)) - near if len(name) > 3},
        "surnames.txt": _names("surnames", NEAR),
    }
    for file, names in lists.items():
        (folder / file).write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
    return {file: len(names) for file, names in lists.items()}


def _names(kind: str, languages: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for language in languages:
        found.update(_from_faker(kind, language), _from_mimesis(kind, language))
    return {name for name in map(str.casefold, found) if _PLAIN.fullmatch(name) and _LATIN.fullmatch(name)}


def _unaccented(names: set[str]) -> set[str]:
    """The names and the same without accents, as Finnish lists often write foreign names."""
    bare = {"".join(sign for sign in unicodedata.normalize("NFD", name) if sign.isalpha() or sign == "-")
            for name in names}  # fmt: skip
    return names | bare


def _from_faker(kind: str, language: str) -> set[str]:
    if language not in _FAKER_LOCALES:
        return set()
    provider = importlib.import_module(f"faker.providers.person.{_FAKER_LOCALES[language]}").Provider
    attribute = "first_names" if kind == "given" else "last_names"
    return set(getattr(provider, attribute, ()))


def _from_mimesis(kind: str, language: str) -> set[str]:
    source = resources.files("mimesis") / "datasets" / language / "person.json"
    if not source.is_file():
        return set()
    person = json.loads(source.read_text(encoding="utf-8"))
    return set(_flat(person.get("names" if kind == "given" else "surnames", ())))


def _flat(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _flat(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _flat(part)


if __name__ == "__main__":
    sys.stdout.write(f"{draw(Path(__file__).parent)}\n")
