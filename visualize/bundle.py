"""The files a picture needs in the browser: vis-network as pyvis bundles it, and our own few."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from graph.errors import SolmuError

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


@lru_cache(maxsize=1)
def vis_network() -> bytes:
    """Return the text of vis-network (Apache-2.0 or MIT) out of the installed pyvis; nothing is fetched.

    It is found without importing pyvis, which would bring IPython along.
    """
    import importlib.util

    spec = importlib.util.find_spec("pyvis")
    folder = spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else ""
    try:
        with open(f"{folder}/{VIS}", "rb") as file:
            return file.read()
    except OSError:
        raise SolmuError(
            "The installed pyvis holds no vis-network 9.1.2; install pyvis 0.3.2 again."
        ) from None


@lru_cache(maxsize=8)
def own(name: str) -> bytes:
    """Return a file of `visualize/static`, such as `network.js`."""
    return resources.files("visualize").joinpath("static", name).read_bytes()
