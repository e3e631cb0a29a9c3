"""Pictures: the network that people see, computed and laid out on our side.

Here live the choice of what a picture shows, its positions, colours, shapes and legend, and the page that draws it with
pyvis and the vis-network that pyvis bundles. Nothing here reads a store, answers a request or fetches anything from the
web: `visualize` imports `graph` only, and takes a snapshot.
"""

from visualize.group_map import called, group_map
from visualize.network import NetworkPage, communities, network_page, standalone_html
from visualize.picture import Picture, picture

__all__ = [
    "NetworkPage",
    "Picture",
    "called",
    "communities",
    "group_map",
    "network_page",
    "picture",
    "standalone_html",
]
