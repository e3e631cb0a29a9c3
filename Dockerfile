FROM python:3.13.11-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src

# The libraries first: they change less often than the program.
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/solmu \
    && /opt/solmu/bin/pip install --require-hashes --only-binary :all: -r requirements.lock \
    && python -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes --only-binary :all: -r requirements-build.lock

COPY pyproject.toml README.md LICENSE NOTICE ./
COPY graph graph
COPY ingest ingest
COPY visualize visualize
COPY api api
COPY solmu solmu
RUN /opt/build/bin/hatchling build --target wheel \
    && /opt/solmu/bin/pip install --no-deps --no-index dist/*.whl \
    && /opt/solmu/bin/pip uninstall --yes pip


FROM python:3.13.11-slim-bookworm

RUN useradd --system --uid 10001 --user-group --create-home --home-dir /var/lib/solmu solmu
COPY --from=build /opt/solmu /opt/solmu

ENV PATH=/opt/solmu/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SOLMU_STORE=sqlite:////var/lib/solmu/solmu.db

USER 10001:10001
WORKDIR /var/lib/solmu
VOLUME /var/lib/solmu
EXPOSE 8000

HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["solmu", "serve", "--host", "0.0.0.0", "--port", "8000"]
