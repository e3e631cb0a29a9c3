"""Is it the list that it seems: two lists of one file name must not become one project for each running number."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from graph.errors import DataError
from graph.records import Claim, kind_of, name_key
from graph.store import Standing, Store

LOOKED_AT = 2_000
"""Claims that are compared: the first of a file tell whose it is."""
FEWEST = 2
"""Names that must differ: one may have been mended."""


def refuse_other_list(store: Store, claims: Iterable[Claim], source: str, file: str) -> None:
    """Raise DataError where most of what a source said under the codes of a file had other names than it has there.

    To be asked of codes that are named after the file, for nobody but its name says that the list is the same.
    """
    named = (
        one for one in claims if one.source == source and kind_of(one.id) in ("project", "actor", "network")
    )
    some = {one.id: one for one in islice((one for one in named if one.fields.get("code")), LOOKED_AT)}
    before = {
        id_: claim
        for id_, said in store.open_claims(list(some)).items()
        for claim in said
        if claim.source == source and id_ in some
    }
    others = sum(not _names(some[id_]) & _names(claim) for id_, claim in before.items())
    if others >= FEWEST and others * 2 > len(before):
        raise DataError(
            f"{file} seems to be another list than the one that was loaded as {source!r}: of {len(before):,} codes "
            f"that both have, {others:,} are of other names. Give it a name of its own with --source NAME, or say with "
            "--mapping FILE which scheme its codes are of; nothing was loaded."
        )


def _names(claim: Claim | Standing) -> set[str]:
    return {name_key(str(text)) for key, text in claim.fields.items() if key.startswith("name_")}
