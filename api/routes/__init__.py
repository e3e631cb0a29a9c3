"""The routes for tools, one file for what each answers."""

from api.routes import acts, bodies, entities, health, may_be, neighbourhood, overlaps, search

ROUTERS = (
    health.router, entities.router, search.router, neighbourhood.router, overlaps.router, bodies.router,
    acts.router, may_be.router,
)  # fmt: skip
