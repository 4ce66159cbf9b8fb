#!/bin/sh
# What building needs beside Node: binutils take the debugger's names out of the Node that is shipped.
set -eu
apt-get update
apt-get install --yes --no-install-recommends binutils ca-certificates
rm -rf /var/lib/apt/lists/*
