# One image for web, workers and beat: docker-compose.yml says which one it is.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    SALESGYM_HASHED_STATIC=1 SALESGYM_DATA=/data
RUN useradd --system --uid 10001 --no-create-home salesgym && install -d -o salesgym -g salesgym /data
WORKDIR /app
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: -r requirements/run.txt
COPY manage.py ./
COPY salesgym salesgym
COPY plans plans
COPY coaching coaching
COPY templates templates
COPY static static
# Hashed names need the files once. The key lives for this one command.
RUN SALESGYM_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    python manage.py collectstatic --noinput
USER salesgym
EXPOSE 8000
CMD ["gunicorn", "salesgym.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--no-control-socket", "--access-logfile", "-"]
