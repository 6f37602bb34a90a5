# `make help` lists the commands. Each one works from a fresh clone: what is missing is fetched first.
.PHONY: help run test journey bench faults lint types check ready

# What Python compiles is kept, and kept out of the source.
export PYTHONDONTWRITEBYTECODE =
export PYTHONPYCACHEPREFIX = $(CURDIR)/var/cache/python
export HYPOTHESIS_STORAGE_DIRECTORY = $(CURDIR)/var/cache/hypothesis

help:
	@echo 'make run      start everything: site, worker, scheduler, PostgreSQL, Valkey, mail page'
	@echo 'make test     lint, types, layers and every test, on real services and in a real browser'
	@echo 'make journey  walk through the main job in a real browser, printing each step'
	@echo 'make bench    measure, each figure beside its floor; ONLY=name for some'
	@echo 'make faults   kill, stop and drop what sends mail, and count what was lost; ONLY=name for some'
	@echo 'make check    lint, types, system checks, migrations'
	@echo 'make lint     ruff, djlint, layers'
	@echo 'make types    mypy'

run:
	@exec sh r2p_site/stack/bootstrap.sh -m r2p_site.stack run

test: check
	@exec $(SERVICES) --browser -- .venv/bin/python -m pytest -n 2 --dist worksteal -o cache_dir=var/cache/pytest

journey: ready
	@exec $(SERVICES) --browser --durable --site --directory var/journey -- \
		.venv/bin/python -m tests.journey

bench: ready
	@exec .venv/bin/python -m bench

# WITHOUT=defence takes one away, to see that a fault notices (docs/faults.md).
faults: ready
	@exec .venv/bin/python -m tests.faults $(ONLY) $(if $(WITHOUT),--without $(WITHOUT))

check: lint types
	@exec $(SERVICES) -- sh -c '.venv/bin/python manage.py check && \
		.venv/bin/python manage.py makemigrations --check --dry-run'

lint: ready
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/djlint --lint --quiet templates
	@.venv/bin/lint-imports --cache-dir var/cache/imports

# mypy reads the settings, which name a database and a broker; it connects to neither.
types: ready
	@DATABASE_URL=postgres://localhost/none REDIS_URL=redis://localhost/0 .venv/bin/mypy

ready:
	@sh r2p_site/stack/bootstrap.sh

SERVICES = .venv/bin/python -m r2p_site.stack exec
