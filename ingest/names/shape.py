"""Whether casefolded words make up a person's name, or hold one among other words.

Given name, surname and initial are told word by word (`ingest.names`); here it is their order that
counts. In doubt the answer is yes: what is asked is whether something may be kept.
"""

from collections.abc import Sequence
from itertools import pairwise

from ingest.names import (
    is_also_a_word,
    is_given,
    is_given_abroad,
    is_given_by_hand,
    is_initial,
    is_never_a_name,
    is_sure_surname,
    is_surname,
    may_be_a_surname,
)

JOINING = frozenset({"ja", "och", "and", "und", "sekä"})
BESIDE = frozenset(
    {"von", "af", "de", "van", "der", "del", "di", "al", "el", "bin", "os", "ent", "da", "dos"}
    | {"kumpp", "kump", "kumppanit", "kumppani", "ym", "mfl"}
)

# What is called after a person is a body: "Eino Keksitty -instituutti".
CALLED_AFTER = frozenset(
    {"instituutti", "institute", "institutet", "museo", "museum", "akatemia", "keskus", "centre"}
    | {
        "institut",
        "institutt",
        "instituto",
        "istituto",
        "instytut",
        "universität",
        "hochschule",
        "stiftung",
        "akademie",
    }
    | {"ambulance", "hospital", "gymnasium", "foundation", "school", "college", "university", "université"}
)


def is_full_name(words: Sequence[str]) -> bool:
    """Whether the words are one or more people's names and nothing else."""
    people = 1 + sum(word in JOINING for word in words)
    kept = [word for word in words if word not in JOINING and word not in BESIDE]
    if not 2 <= len(kept) <= 3 + 3 * people:
        return False
    given = [word for word in kept if is_given(word)]
    telling = not all(map(is_also_a_word, given))
    if telling and len(given) >= 2 and given == kept[:-1]:
        return True  # after two given names anything is a surname, a trade's word too
    initials = sum(map(is_initial, kept))
    others = [word for word in kept if not is_given(word) and not is_initial(word)]
    trades = [word for word in others if is_never_a_name(word)]
    if trades and not (telling and given and others == kept[-1:] and may_be_a_surname(others[0])):
        return False
    if not given:
        if initials:
            # "M. Virtanen", or "Virtanen M.", where the surname must be a sure one.
            after = is_initial(kept[0]) and kept[-1:] == others and (is_surname(others[0]) or people > 1)
            return after or (kept[:1] == others and is_sure_surname(others[0]))
        return _is_stranger(kept)
    if not others:
        return len(given) > 1
    if len(others) > people:
        # A given name that no list has, or a double surname: "Matti Oudonnimi Virtanen".
        known = len(given) + sum(map(is_given_abroad, others))
        return (
            telling
            and len(others) - people <= 2
            and is_given(kept[0])
            and (is_surname(kept[-1]) or known > 1)
        )
    return telling or any(map(is_surname, others))


def _is_stranger(words: Sequence[str]) -> bool:
    """Whether two or three words are a person's whose given name is not used in Finland."""
    if len(words) > 3 or min(map(len, words)) < 3:
        return False
    if is_given_abroad(words[0]) or (len(words) == 2 and is_given_by_hand(words[1])):
        return True
    sure = [word for word in words if is_sure_surname(word)]
    genitive = any(word.endswith("n") and word not in sure for word in words)
    return len(words) == 2 and sure == [words[-1]] and sure[0].endswith("nen") and not genitive


def holds_full_name(words: Sequence[str], in_capitals: bool) -> bool:
    """Whether a full personal name, or an initial and a sure surname, stands inside a longer name."""
    end = len(words) - 1
    if words and words[-1] in CALLED_AFTER:
        return False
    for place, (word, after) in enumerate(pairwise(words)):
        last = place + 1 == end
        if is_given(word):
            if _may_follow_given(word, after, last or (place == 0 and end == 2)):
                return True
        elif is_initial(word):
            alone = place > 0 and not is_initial(words[place - 1])
            if last and alone and not is_initial(after) and may_be_a_surname(after):
                return True
            if is_sure_surname(after) and not is_never_a_name(after):
                return True
        elif is_given(after):
            if not is_also_a_word(after) and (
                is_sure_surname(word) or (in_capitals and last and is_surname(word))
            ):
                return not is_never_a_name(word)
        elif last and (in_capitals or is_sure_surname(after)):
            trade = is_never_a_name(word) or is_never_a_name(after)
            if not trade and _ends_in_given(word):
                return True
    if any(all(map(is_given, words[place : place + 3])) for place in range(end - 1)):
        return True
    return end >= 2 and is_never_a_name(words[0]) and _is_unlisted_name(words[-2], words[-1])


def _is_unlisted_name(word: str, last: str) -> bool:
    """Whether a word no list has, and no genitive, stands before a last surname in `-nen`."""
    plain = len(word) > 3 and not word.endswith("n") and word not in JOINING and not is_never_a_name(word)
    return plain and last.endswith("nen") and is_sure_surname(last)


def _may_follow_given(given: str, word: str, at_an_end: bool) -> bool:
    """Whether a word after a given name is the surname that makes it a full name."""
    if is_never_a_name(word) and not (at_an_end and may_be_a_surname(word)):
        return False
    if is_given(word):
        return at_an_end and is_surname(word)
    if at_an_end and is_surname(word):
        return True
    return is_sure_surname(word) or (not is_also_a_word(given) and (at_an_end or is_surname(word)))


def _ends_in_given(word: str) -> bool:
    """Whether a given name is glued to the end of a word, as lists do that lost a line break."""
    return any(is_given(word[-length:]) for length in range(4, min(9, len(word) - 3)))
