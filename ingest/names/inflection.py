"""Which words of running text are a form of a name: `Virtasen` of `Virtanen`, `Matin` of `Matti`."""

import re
from functools import lru_cache

# Consonants that weaken before a closed syllable (Matti, Matin): the strong one and its weak forms.
_GRADATION = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"),
    ("mp", "mm"), ("ht", "hd"), ("lk", "l"), ("rk", "r"), ("hk", "h"), ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip
_CASES = (
    r"(?:n|in|en|ien|a|ä|ia|iä|ta|tä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|[aeiouyäö]n|h[aeiouyäö]n"
    r"|:?n|:lle|:lla|:ssa|s|:s|[’']s|nkin|kin)?"
)


@lru_cache(maxsize=4_096)
def forms_of(name: str) -> re.Pattern[str]:
    """Return a pattern that fully matches a casefolded form of a casefolded name, gradation included.

    It accepts more than grammar does; the caller asks for neighbours, not for one word.

    >>> bool(forms_of("virtanen").fullmatch("virtasen")), bool(forms_of("matti").fullmatch("matin"))
    (True, True)
    """
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(_stems(name))))}){_CASES}")


def _stems(name: str) -> set[str]:
    stems = {name}
    if name.endswith("nen"):
        stems |= {f"{name[:-3]}{end}" for end in ("se", "s", "si")}
    elif len(name) > 3 and name[-1] in "aeiouyäö":
        base, vowel = name[:-1], name[-1]
        vowels = {vowel, "e"} if vowel == "i" else {vowel}
        bases = {base}
        bases |= {base.removesuffix(strong) + weak for strong, weak in _GRADATION if base.endswith(strong)}
        stems |= {f"{stem}{end}" for stem in bases for end in vowels}
    elif name.endswith("s") and len(name) > 3:
        stems |= {name[:-1], f"{name[:-1]}kse", f"{name[:-1]}{name[-2]}", f"{name[:-1]}hde"}
    else:
        stems |= {f"{name}i", f"{name}e"}
    return stems
