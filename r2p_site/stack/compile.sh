#!/bin/sh
# Write the requirement files anew from pyproject.toml, with the hashes of every file of each version.
# Versions already written are kept unless pyproject.toml asks otherwise; `--upgrade` takes newer ones.
set -eu
cd "$(dirname "$0")/../.."

DEVELOPMENT=r2p_site/stack/requirements-dev.txt

compile() {
    .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.12 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-config "$@"
}

compile --output-file requirements.txt "$@"
compile --group dev --constraint requirements.txt --output-file "$DEVELOPMENT" "$@"
