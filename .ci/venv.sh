#!/bin/sh
# Makes the virtual environment. usage: venv.sh PYTHON FOLDER
# A fresh Debian or Ubuntu has Python without the package python3-venv: it is installed when we may, named when not.
set -eu
python=$1
folder=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Tiếng Luật needs Python 3.11 or later; $("$python" --version 2>&1) was found. Try: make PYTHON=python3.11 …" >&2
    exit 1
fi
if "$python" -m venv "$folder" 2>/dev/null; then
    exit 0
fi
rm -rf "$folder"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing the package python3-venv …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    exec "$python" -m venv "$folder"
fi
echo "The virtual environment could not be made. Install it once with: sudo apt install python3-venv" >&2
exit 1
