"""The pages for people: they work without JavaScript, but for the picture of the network."""

from api.pages import check, docs, entity, finding, findings, network, search, silos

ROUTERS = (
    findings.router,
    finding.router,
    check.router,
    entity.router,
    silos.router,
    network.router,
    search.router,
    docs.router,
)
