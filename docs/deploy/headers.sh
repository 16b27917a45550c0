#!/bin/sh
# Writes what nginx and Caddy read of a built site besides its files: the policy of its pages, and where ended addresses
# lead. To be run after every build, before the server is told to reload.
# usage: headers.sh OUTPUT TARGET
set -eu
output=$1
target=$2

# the first is that of the pages, the second that of embedded ones, if the site has any
policy=$(sed -n 's/^  Content-Security-Policy: //p' "$output/_headers" | sed -n 1p)
embedded=$(sed -n 's/^  Content-Security-Policy: //p' "$output/_headers" | sed -n 2p)
embedded=${embedded:-$policy}
printf 'default "%s";\n~^/embed/ "%s";\n' "$policy" "$embedded" >"$target/policy.map"
printf '@framed path /embed/*\nheader @framed Content-Security-Policy "%s"\n' "$embedded" >"$target/policy.caddy"
printf '@own not path /embed/*\nheader @own Content-Security-Policy "%s"\n' "$policy" >>"$target/policy.caddy"

awk '$3 ~ /^410/ { print $1, "gone;" } $3 ~ /^301/ { print $1, $2 ";" }' "$output/_redirects" >"$target/ended.map"
# Caddy imports no empty file
awk 'BEGIN { print "# moved and removed pages" } $3 ~ /^410/ { print "error " $1 " 410" } $3 ~ /^301/ { print "redir " $1, $2, "301" }' \
    "$output/_redirects" >"$target/ended.caddy"
