#!/bin/sh
# Writes what nginx and Caddy read of a built site besides its files: the policy of its pages, and where ended addresses
# lead. To be run after every build, before the server is told to reload.
# usage: headers.sh OUTPUT TARGET
set -eu
output=$1
target=$2

policy=$(sed -n 's/^  Content-Security-Policy: //p' "$output/_headers")
printf 'add_header Content-Security-Policy "%s" always;\n' "$policy" >"$target/policy.conf"
printf 'header Content-Security-Policy "%s"\n' "$policy" >"$target/policy.caddy"

awk '$3 ~ /^410/ { print $1, "gone;" } $3 ~ /^301/ { print $1, $2 ";" }' "$output/_redirects" >"$target/ended.map"
awk '$3 ~ /^410/ { print "error " $1 " 410" } $3 ~ /^301/ { print "redir " $1, $2, "301" }' \
    "$output/_redirects" >"$target/ended.caddy"
