#!/bin/sh
# The standalone image keeps its database, files and secrets here, as a user PostgreSQL takes: any but root, with a name.
set -eu
groupadd --gid 10001 mechanicbuddy
useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin mechanicbuddy
mkdir /data
chown 10001:10001 /data
rm -f /tmp/data.sh
