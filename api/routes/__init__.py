"""The routes for tools, one file for what each answers."""

from api.routes import brokers, entities, health, neighbourhood, overlaps, search, silos

ROUTERS = (
    health.router, entities.router, search.router, neighbourhood.router, overlaps.router, silos.router, brokers.router,
)  # fmt: skip
