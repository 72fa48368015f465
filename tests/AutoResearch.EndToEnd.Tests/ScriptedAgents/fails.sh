#!/usr/bin/env bash
# Ends with an error before it did anything. Takes: what it says, and the code it ends with.
echo "$1" >&2
exit "$2"
