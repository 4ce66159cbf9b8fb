#!/bin/sh
# What every image has beside its own folder: certificates, curl for health checks, and the user it runs as.
set -eu
apt-get update
apt-get upgrade --yes
apt-get install --yes --no-install-recommends ca-certificates curl
rm -rf /var/lib/apt/lists/* /var/cache/apt/*
groupadd --gid 10001 mechanicbuddy
useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin mechanicbuddy
rm -f /tmp/base.sh
