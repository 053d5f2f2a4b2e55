# Web and worker are the same image with another command; see docker-compose.yml.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements-production.lock /
RUN /venv/bin/pip install --require-hashes -r /requirements-production.lock

FROM python:3.11-slim-bookworm
# Pango sets the text of the PDFs.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /glapp glapp \
    && install -d -o glapp /files
COPY --from=build /venv /venv
COPY . /glapp
WORKDIR /glapp
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp FILES_DIR=/files
RUN for catalogue in locale/*/LC_MESSAGES/*.po; do \
        pybabel --quiet compile -i "$catalogue" -o "${catalogue%.po}.mo"; \
    done \
    && python manage.py collectstatic --noinput --verbosity 0
USER glapp
VOLUME /files
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--no-control-socket", "--bind", "0.0.0.0:8000", "--workers", "2", "--access-logfile", "-"]
