#!/bin/sh
# Make .venv/ ready: find a Python that is new enough (or fetch one), install the pinned packages.
# Done once; afterwards this takes a blink. With arguments: then run `.venv/bin/python ARGUMENTS`.
# Nothing outside .venv/ and var/ is touched.
set -eu
cd "$(dirname "$0")/../.."

REQUIREMENTS=r2p_site/stack/requirements-dev.txt
WANTED='3.13 3.12 3.14 3.15'
FETCHED=3.13
# Trust whom this machine trusts, as pip does.
export UV_SYSTEM_CERTS=true

say() { printf '%s\n' "$*" >&2; }

# Prints the interpreter's own path if it runs, is new enough and can make environments.
# A pyenv shim that only says "command not found" fails here, whatever it is called.
suitable() {
    "$1" -I -c '
import sys, ssl, venv
if not (3, 12) <= sys.version_info[:2] <= (3, 15): sys.exit(1)
print(sys.executable)' 2>/dev/null </dev/null
}

# Every place where an interpreter of the given version usually lies.
places() {
    printf '%s\n' "python$1"
    for place in \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1"*/bin/"python$1" \
        "$HOME"/.pyenv/versions/"$1"*/bin/"python$1" \
        /root/.pyenv/versions/"$1"*/bin/"python$1" \
        /home/*/.pyenv/versions/"$1"*/bin/"python$1" \
        var/python/*-"$1"*/bin/"python$1" \
        "${XDG_DATA_HOME:-$HOME/.local/share}"/uv/python/*-"$1"*/bin/"python$1" \
        "$HOME"/.local/bin/"python$1" \
        /opt/*/bin/"python$1" \
        /opt/python/*/bin/"python$1" \
        /usr/local/bin/"python$1" \
        /usr/local/*/bin/"python$1" \
        /usr/bin/"python$1"
    do
        [ -x "$place" ] && printf '%s\n' "$place"
    done
    printf '%s\n' python3
}

find_python() {
    for version in $WANTED; do
        for candidate in $(places "$version"); do
            found=$(suitable "$candidate") || continue
            case $("$found" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])') in
                "$version") printf '%s\n' "$found"; return ;;
            esac
        done
    done
    return 1
}

# uv installs in seconds what pip needs a minute for, and can fetch an interpreter.
# Its version and hashes are those of the requirements file.
find_uv() {
    for candidate in uv var/uv/bin/uv; do
        "$candidate" --version >/dev/null 2>&1 && { command -v "$candidate"; return; }
    done
    mkdir -p var
    sed -n '/^uv==/,/[^\\]$/p' "$REQUIREMENTS" > var/uv.txt
    for candidate in "$@" python3 python /usr/bin/python3; do
        "$candidate" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
            --target var/uv.new -r var/uv.txt >/dev/null 2>&1 </dev/null || continue
        rm -rf var/uv && mv var/uv.new var/uv
        command -v var/uv/bin/uv
        return
    done
    return 1
}

# An interpreter that is there and does not run (copied without its library, say) is worth a word.
name_the_broken() {
    for version in $WANTED; do
        for candidate in $(places "$version"); do
            case $candidate in
                /*) problem=$("$candidate" -I -c '' 2>&1 </dev/null) ||
                    say "Found, but it does not run: $problem" ;;
            esac
        done
    done
}

fetch_python() {
    name_the_broken
    say "No Python from 3.12 to 3.15 was found. Fetching Python $FETCHED ..."
    if uv=$(find_uv); then
        UV_PYTHON_INSTALL_DIR=var/python "$uv" python install --no-bin "$FETCHED" >&2 || true
        for candidate in var/python/*-"$FETCHED"*/bin/"python$FETCHED"; do
            suitable "$candidate" && return
        done
    fi
    say ""
    say "This project needs Python 3.12 or newer (best: $FETCHED), and none could be fetched."
    say "Install one, for instance:   apt-get install python3.13 python3.13-venv   (Debian 13)"
    say "                       or:   pyenv install $FETCHED"
    say "                       or:   uv python install $FETCHED"
    say "and run the command again. If it lies in an unusual place: PYTHON=/path/to/python make ..."
    exit 1
}

install_with_pip() {
    rm -rf .venv
    "$1" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$REQUIREMENTS"
}

install_with_uv() {
    # Kept and brought up to date only if it was finished once, at this path, and still runs.
    if ! is_ours || ! suitable .venv/bin/python >/dev/null; then
        rm -rf .venv
        "$uv" venv --quiet --python "$1" .venv || return
    fi
    rm -f .venv/installed
    VIRTUAL_ENV=.venv "$uv" pip sync --quiet --require-hashes "$REQUIREMENTS"
}

install() {
    if [ -n "${PYTHON:-}" ]; then
        python=$(suitable "$PYTHON") || {
            say "PYTHON is set to $PYTHON, which is not a Python from 3.12 to 3.15 that runs here."
            exit 1
        }
    else
        python=$(find_python) || python=$(fetch_python)
    fi
    say "Installing into .venv with $python ..."
    if ! { uv=$(find_uv "$python") && install_with_uv "$python"; }; then
        say "Installing with pip, which takes a minute or two ..."
        install_with_pip "$python"
    fi
    printf '%s\n' "$PWD" "$checksum" > .venv/installed
}

checksum=$(cksum < "$REQUIREMENTS")
is_ours() {
    [ -r .venv/installed ] && [ "$(sed -n 1p .venv/installed)" = "$PWD" ]
}
is_ready() {
    is_ours && [ "$(sed -n 2p .venv/installed)" = "$checksum" ] && .venv/bin/python -I -c '' 2>/dev/null
}

if ! is_ready; then
    mkdir -p var
    # Two commands started at once in a fresh clone: the second waits for the first.
    if command -v flock >/dev/null; then
        exec 9> var/bootstrap.lock
        flock 9
    fi
    is_ready || install
    exec 9>&-
fi
[ $# -eq 0 ] || exec .venv/bin/python "$@"
