#!/bin/sh
# Finds a Chromium for the browser tests: the system's, else Debian's package when we are root, else Playwright's own.
# usage: chromium.sh PYTHON
set -eu
python=$1

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "Installing Playwright's Chromium for the browser tests …"
exec "$python" -m playwright install chromium
