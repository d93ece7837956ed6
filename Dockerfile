# syntax=docker/dockerfile:1
# Sammen in a container. Everything it writes lies in /data. The demo town is off.
#
#   docker build -t sammen .
#   docker run -p 127.0.0.1:8000:8000 -v sammen:/data -e SAMMEN_BASE_URL=https://sammen.example.dk sammen

FROM python:3.13-slim-bookworm AS build
ENV UV_PROJECT_ENVIRONMENT=/srv/sammen/.venv \
    UV_PYTHON_DOWNLOADS=never \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy
WORKDIR /srv/sammen
RUN python -m pip install --no-cache-dir uv==0.13.9
# The packages change seldom, the code often: two layers.
COPY pyproject.toml uv.lock README.md ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-install-project
COPY app ./app
COPY locales ./locales
COPY migrations ./migrations
COPY static ./static
COPY templates ./templates
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev \
 && .venv/bin/pybabel --quiet compile --directory locales

FROM python:3.13-slim-bookworm
RUN groupadd --system --gid 10001 sammen \
 && useradd --system --uid 10001 --gid sammen --home-dir /data --shell /usr/sbin/nologin sammen \
 && install --directory --owner sammen --group sammen --mode 0700 /data
COPY --from=build /srv/sammen /srv/sammen
COPY LICENSE /srv/sammen/
ENV PATH=/srv/sammen/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SAMMEN_DATA=/data
WORKDIR /srv/sammen
USER sammen
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", 8000)}/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["sammen", "serve", "--host", "0.0.0.0"]
