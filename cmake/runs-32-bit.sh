#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Succeeds when this kernel runs 32-bit programs. Some are built without that, or have it switched off.

# The C library's loader is a 32-bit program that every system has on which others could run.
exec /lib/ld-linux.so.2 --version >/dev/null 2>&1
