"""What is said of groups of bodies: those that a search found, and those that are given (sectors, regions, themes)."""

from __future__ import annotations

from pydantic import Field

from graph.records.base import Record


class Group(Record):
    """A group of bodies found by Leiden, and whether it is a silo.

    `inside_share` is the weight of ties that stay inside over that of all ties of its members (each tie once), `excess`
    how far it lies above the mean of the null's groups of like size; `ei_index` is (external − internal) / (external +
    internal), from −1 (all inside) to 1. `stability` is the share of pairs of members that other runs keep together.
    """

    id: str
    size: int
    inside_share: float
    ei_index: float
    p_value: float | None = None
    q_value: float | None = None
    excess: float | None = None
    silo: bool | None = None
    stability: float = 1.0
    things: int = 0
    """How many projects, networks and events two of its bodies or more share; few make a group of one occasion."""
    top_members: tuple[str, ...] = ()
    """Those with most weight inside the group first."""
    label: str = ""
    """What sets it apart: the Finnish one of `labels`, or countries where its projects have no words."""
    labels: dict[str, str] = Field(default_factory=dict)
    """The label by language."""
    regions: tuple[str, ...] = ()
    """Where it works more than others do."""
    members: tuple[str, ...] = ()


class GivenGroup(Record):
    """The bodies of one value of an attribute: how much they keep to themselves beside shuffled labels.

    `p_value` is how often a shuffle gives so low an E-I index or a lower one, `q_value` that corrected over the groups
    of the attribute.
    """

    value: str
    bodies: int
    ei_index: float | None = None
    expected: float | None = None
    p_value: float | None = None
    q_value: float | None = None


class MixingTable(Record):
    """Weight of ties between the values of an attribute: observed, and over what strength alone would give.

    Rows and columns are `values`, the strongest ones; a tie inside counts twice, so that rows add up to strength.
    `ratio` is None where nothing is expected.
    """

    values: tuple[str, ...] = ()
    observed: tuple[tuple[float, ...], ...] = ()
    ratio: tuple[tuple[float | None, ...], ...] = ()


class EiBy(Record):
    """The E-I index of ties between the values of one attribute; `values` maps a value to that of its bodies.

    `expected` is its mean over shuffled labels; `p_value` is how often labels shuffled among all bodies give so low an
    index or a lower one, `p_like_degree` the same with labels shuffled among bodies of about as many ties.
    """

    attribute: str
    ei_index: float | None
    known: int
    """How many bodies have a value."""
    values: dict[str, float] = Field(default_factory=dict)
    expected: float | None = None
    p_value: float | None = None
    p_like_degree: float | None = None
    permutations: int = 0
    assortativity: float | None = None
    crossing: float | None = None
    """The share of the weight of ties that crosses values."""
    groups: tuple[GivenGroup, ...] = ()
    mixing: MixingTable = MixingTable()


class NullModel(Record):
    """What groups were compared with: which null, how many redraws, its mean inside share and modularity."""

    name: str
    redraws: int
    mean_inside_share: float | None = None
    mean_modularity: float | None = None
    sentence: str = ""


class Scanned(Record):
    """What the search finds at one resolution: how many groups of two bodies or more, their modularity, and how far the
    partition agrees with the one at resolution 1 (adjusted Rand index).
    """

    resolution: float
    groups: int
    modularity: float | None
    agreement: float


class Silos(Record):
    """The groups of the network of bodies, and how much they keep to themselves."""

    modularity: float | None
    actors: int
    ties: int
    runs: int = 0
    """How many runs of the search were compared for stability."""
    null_model: NullModel
    groups: tuple[Group, ...] = ()
    by: tuple[EiBy, ...] = ()
    scan: tuple[Scanned, ...] = ()
    between: tuple[tuple[int, int, float], ...] = ()
    """Weight of ties between the largest groups, as places i < j in `groups`."""
