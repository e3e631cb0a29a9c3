"""What a second process does to a store: load some batches, or undo one, until it is done or killed."""

from __future__ import annotations

from multiprocessing.connection import Connection

from graph.records import Claim
from graph.store import Store, batches, open_store, undoing
from tests.stores.factories import SOURCES, actor, project, tie


def batches_to_load() -> list[list[Claim]]:
    """Three imports that add, change and repeat claims of several sources."""
    first = [c for n in range(12) for c in (project(f"S{n}"), actor(str(n)), tie(str(n), f"S{n % 4}"))]
    second = [c for n in range(6, 18) for c in (project(f"S{n}", name_fi="Uusi nimi"), tie(str(n), f"S{n}"))]
    third = [
        c for n in range(12) for c in (actor(str(n), "authority", name_fi="Oikea nimi"), tie(str(n), "S0"))
    ]
    return [first, second, third]


def load(store: Store, claims: list[Claim]) -> None:
    """Load one batch as an import does, part by part."""
    with store.open_batch("import", sources=SOURCES) as batch:
        for start in range(0, len(claims), 12):
            batch.write(claims[start : start + 12])


def load_all(store: Store) -> None:
    """Load all batches."""
    for claims in batches_to_load():
        load(store, claims)


def undo_second(store: Store) -> None:
    """Undo the second batch."""
    store.undo(2)


def run(address: str, job: str, chunk: int, telling: Connection) -> None:
    """Do a job in small chunks; say when it begins and when it is done."""
    batches.CHUNK = undoing.CHUNK = chunk
    with open_store(address) as store:
        telling.send("begins")
        {"load_all": load_all, "undo_second": undo_second}[job](store)
        telling.send("done")


def read(address: str, telling: Connection) -> None:
    """Read all ties again and again until told to stop; send how many there were each time."""
    with open_store(address) as store:
        telling.send("begins")
        while not telling.poll():
            telling.send(sum(1 for _ in store.rows("tie", 7)))


def write(address: str, name: str, wait: float, telling: Connection) -> None:
    """Load one actor; send what came of it."""
    with open_store(address) as store:
        telling.send("begins")
        try:
            with store.open_batch("import", sources=SOURCES, wait=wait) as batch:
                batch.write([actor(name)])
            telling.send("done")
        except Exception as refusal:
            telling.send(f"{type(refusal).__name__}: {refusal}")
