# One image for web, worker, scheduler and migrations; docker-compose.yml gives each its command.

FROM python:3.13-slim AS packages
COPY requirements.txt /requirements.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /requirements.txt


FROM python:3.13-slim

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=r2p_site.settings.prod

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin app
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .

# The names are there for the settings to load; nothing is connected to and nothing of them is kept.
RUN SECRET_KEY=build SEALING_PUBLIC_KEY=build BLIND_INDEX_KEY=build \
    DATABASE_URL=postgres://build/build REDIS_URL=redis://build/0 \
    BASE_URL=https://build.test ALLOWED_HOSTS=build.test MAIL_DOMAIN=build.test \
    python manage.py collectstatic --no-input

# A volume that is mounted here belongs to whom this belongs to.
RUN mkdir --mode=700 /evidence /erasures && chown app: /evidence /erasures

USER app
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "r2p_site.probe"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "r2p_site.wsgi:application"]
