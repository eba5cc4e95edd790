#!/bin/sh
# Makes the virtual environment that the Makefile works in: scripts/setup.sh core|dev
# PYTHON is the interpreter to build it with, VENV where it goes.
# What the machine lacks is found out first and answered with one sentence.
set -eu

wanted=${1:?core or dev}
PYTHON=${PYTHON:-python3}
VENV=${VENV:-.venv}
engine_flags="-DPyEval_CallObject=PyObject_CallObject" # CPython 3.13 took the old name away

fail() {
    echo "cat2 cannot be set up: $*" >&2
    exit 1
}

require_python() {
    command -v "$PYTHON" >/dev/null 2>&1 && "$PYTHON" -c "" 2>/dev/null ||
        fail "there is no $PYTHON here; install Python 3.11 or newer (Debian: apt-get install python3 python3-venv python3-dev, macOS: brew install python@3.13), or name one with 'make ... PYTHON=python3.13'."
    version=$("$PYTHON" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])')
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$PYTHON is Python $version and 3.11 or newer is needed; install one (Debian 12 or later: apt-get install python3 python3-venv python3-dev, macOS: brew install python@3.13) and name it with 'make ... PYTHON=python3.13'."
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python $version lacks its venv module; install it (Debian: apt-get install python3-venv, macOS: brew install python@3.13)."
}

require_compiler() {
    include=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("include"))')
    compiler=${CC:-$("$PYTHON" -c 'import sysconfig; print((sysconfig.get_config_var("CC") or "cc").split()[0])')}
    echo '#include <stdlib.h>' | "$compiler" -fsyntax-only -x c - 2>/dev/null ||
        fail "the rules engine is built from source and there is no working C compiler ($compiler); install one (Debian: apt-get install build-essential, macOS: xcode-select --install)."
    [ -f "$include/Python.h" ] ||
        fail "the rules engine is built from source and Python.h of Python $version is missing; install it (Debian: apt-get install python3-dev, macOS: brew install python@3.13)."
}

make_venv() {
    built_with=$("$VENV/bin/python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null || true)
    [ "$built_with" = "$version" ] && "$VENV/bin/python" -m pip --version >/dev/null 2>&1 && return
    echo "Making $VENV with Python $version"
    "$PYTHON" -m venv --clear "$VENV"
}

# For development each module is compiled when it is first imported: most never are.
install() {
    if [ "$wanted" = dev ]; then set -- --no-compile "$@"; fi
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check "$@"
}

# The pin of one package, in a file of its own.
pinned() {
    sed -n "/^$1==/,/[^\\\\]\$/p" "requirements/$2.txt" >"$VENV/$1.txt"
    echo "$VENV/$1.txt"
}

engine_imports() {
    "$VENV/bin/python" -c 'import durable_rules_engine' 2>/dev/null
}

install_engine() {
    # Apart from the rest and past pip's cache, where a build without the flag may lie.
    echo "Building the rules engine"
    export CPPFLAGS="${CPPFLAGS:-} $engine_flags"
    install --require-hashes --no-deps --no-build-isolation \
        --no-cache-dir --force-reinstall --no-binary durable-rules -r "$(pinned durable-rules core)" ||
        fail "the rules engine did not build (see above)."
    engine_imports ||
        fail "the rules engine was built and cannot be imported; rebuild it with: CPPFLAGS=\"$engine_flags\" $VENV/bin/python -m pip install --no-cache-dir --force-reinstall --no-deps --no-binary durable-rules durable-rules==2.0.28"
}

require_python
make_venv
engine_imports || require_compiler
# First, since older ones, as a Python brings them, take three times as long to choose among the files of an index.
install --require-hashes -r "$(pinned pip build)"
install --require-hashes -r requirements/build.txt
engine_imports || install_engine
echo "Installing what requirements/$wanted.txt pins"
install --require-hashes -r "requirements/$wanted.txt"
install --no-deps --no-build-isolation --editable .
