#!/usr/bin/env bash
# Prints 70 megabytes, on both of its outputs, and does its work all the same.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
head -c 50000000 /dev/zero | tr '\0' 'x' &
head -c 20000000 /dev/zero | tr '\0' 'y' | fold -w 100 >&2
wait
turn_knob
echo
echo 'Hypothesis: quieter is better'
