"""Whether given groups (sectors, regions, themes) keep to themselves, and how they mix."""

from __future__ import annotations

import numpy as np

from graph.attributes import Attribute, attributes
from graph.bodies import Network
from graph.measures.mixing import assortativity, crossing, mixing
from graph.measures.permuted import Shuffled, ei_test
from graph.partition import between_known, ei_index, inside_and_outside
from graph.records.groups import EiBy, GivenGroup, MixingTable
from graph.silos.null import SMALLEST, q_values
from graph.snapshot import Snapshot

PERMUTATIONS = 999
FEWER = 199
MANY_TIES = 100_000
"""A network of more ties is tested with FEWER permutations: the test would take longer than all the rest."""
SHOWN = 8
"""The mixing table shows so many values, those of most strength."""


def by_attributes(
    snapshot: Snapshot, network: Network, *, tested: bool = True, seed: int = 1
) -> tuple[EiBy, ...]:
    """Return for sector, region and theme how ties cross them, over ties between bodies whose value is known.

    With `tested` labels are shuffled to tell what is more than chance.
    """
    return tuple(_by(attribute, network, tested, seed) for attribute in attributes(snapshot))


def _by(attribute: Attribute, network: Network, tested: bool, seed: int) -> EiBy:
    code = attribute.code
    told = between_known(network, code)
    if not len(told.u):
        return EiBy(attribute=attribute.name, ei_index=None, known=attribute.known)
    shifted = np.where(code < 0, len(attribute.values), code)
    inside, outside = inside_and_outside(told, shifted)
    total = ei_index(float(outside.sum()) / 2, float(inside.sum()))
    each = {
        value: ei_index(float(outside[i]), float(inside[i]))
        for i, value in enumerate(attribute.values)
        if i < len(inside)
    }
    values = {value: round(index, 4) for value, index in each.items() if index is not None}
    base = EiBy(
        attribute=attribute.name, ei_index=rounded(total), known=attribute.known, values=values,
        assortativity=rounded(assortativity(network, code)), crossing=rounded(crossing(network, code)),
        mixing=_table(network, attribute),
    )  # fmt: skip
    if not tested or len(attribute.values) < 2:
        return base
    permutations = FEWER if len(network.u) > MANY_TIES else PERMUTATIONS
    whole, each_group = ei_test(network, code, permutations=permutations, seed=seed)
    like, _ = ei_test(network, code, permutations=permutations, seed=seed, like_degree=True)
    return base.model_copy(
        update={
            "expected": rounded(whole.mean),
            "p_value": rounded(whole.p_closed),
            "p_like_degree": rounded(like.p_closed),
            "permutations": permutations,
            "groups": _groups(attribute, each_group),
        }
    )


def _groups(attribute: Attribute, each: list[Shuffled]) -> tuple[GivenGroup, ...]:
    """Return the groups with ties, the most closed beyond chance first; those under SMALLEST bodies are not tested."""
    sizes = np.bincount(attribute.code[attribute.code >= 0], minlength=len(attribute.values))
    tested = [g for g, one in enumerate(each) if one.p_closed is not None and sizes[g] >= SMALLEST]
    q = dict(zip(tested, q_values([each[g].p_closed or 1.0 for g in tested]), strict=True))
    found = [
        GivenGroup(
            value=attribute.values[g], bodies=int(sizes[g]), ei_index=rounded(one.observed),
            expected=rounded(one.mean) if one.p_closed is not None else None,
            p_value=rounded(one.p_closed) if g in q else None, q_value=rounded(q.get(g)),
        )
        for g, one in enumerate(each) if one.observed is not None
    ]  # fmt: skip

    def excess(group: GivenGroup) -> float:
        return (group.ei_index or 0.0) - (group.expected or 0.0)

    return tuple(sorted(found, key=lambda group: (group.q_value is None, excess(group), group.value)))


def _table(network: Network, attribute: Attribute) -> MixingTable:
    found = mixing(network, attribute.code)
    strength = np.round(found.observed.sum(axis=1), 9)
    chosen = np.sort(np.lexsort((np.arange(len(strength)), -strength))[:SHOWN])
    chosen = chosen[strength[chosen] > 0]
    part = np.ix_(chosen, chosen)
    return MixingTable(
        values=tuple(attribute.values[g] for g in chosen.tolist()),
        observed=tuple(tuple(round(x, 4) for x in row) for row in found.observed[part].tolist()),
        ratio=tuple(
            tuple(None if np.isnan(x) else round(x, 4) for x in row) for row in found.ratio[part].tolist()
        ),
    )


def rounded(value: float | None) -> float | None:
    """Return a figure with the four decimals of a finding, None where there is none."""
    return None if value is None else round(value, 4)
