# One process, one folder. Debian, because the chart renderer has no musl wheels.
FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 TAKEHOLD_HOME=/data
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN pip install --require-hashes -r requirements.lock
COPY takehold ./takehold
COPY manage.py ./
RUN pip install --no-deps --no-build-isolation . \
 && useradd --system --create-home --uid 10001 takehold && mkdir /data && chown takehold /data
USER takehold
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=60s CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz')"
CMD ["takehold", "serve", "--host", "0.0.0.0", "--port", "8000"]
