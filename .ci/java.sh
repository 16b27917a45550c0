#!/bin/sh
# Finds a Java for the Nu HTML checker: the system's, else Debian's package when we are root. Without one its tests are
# left out and say so; html-validate looks at every page in any case.
set -eu

command -v java >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing a Java for the HTML checker …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null 2>&1 && exit 0
fi
echo "There is no Java: the Nu HTML checker is left out."
