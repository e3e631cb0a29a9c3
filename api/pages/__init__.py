"""The pages for people: they work without JavaScript, but for the picture of the network."""

from api.pages import (
    bridges,
    changes,
    check,
    docs,
    entity,
    finding,
    findings,
    follow_up,
    invite,
    links,
    network,
    same,
    search,
    silos,
)

ROUTERS = (
    findings.router,
    finding.router,
    check.router,
    entity.router,
    silos.router,
    bridges.router,
    links.router,
    invite.router,
    changes.router,
    follow_up.router,
    network.router,
    search.router,
    same.router,
    docs.router,
)
