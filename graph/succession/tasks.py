"""Whether a text says a task that went its own way in a reform, in whatever language."""

from __future__ import annotations

from functools import lru_cache

from graph.text import terms_of

_CONCEPT = "="
"""How terms begin that mean the same in all languages."""


@lru_cache(maxsize=4_096)
def says(text: str, task: str, holder: str) -> bool:
    """Return whether a text speaks of a task that is described so and went to a body of this name.

    What tells the task are the terms that its description and the name of its new body share: a permit agency got the
    permits. Where they share none, the description's concepts tell it.

    >>> task, agency = "permit and supervision tasks of the ELY centre", "Lupa- ja valvontavirasto"
    >>> says("luvat ja valvonta", task, agency), says("yritystuet", task, agency)
    (True, False)
    """
    if not text.strip():
        return False
    described = set(terms_of(task, "en").count)
    telling = described & set(terms_of(holder, "fi").count)
    telling = telling or {term for term in described if term.startswith(_CONCEPT)} or described
    return bool(telling & set(terms_of(text, "fi").count))
