#!/usr/bin/env bash
# Leaves two processes behind: one that holds its output open, one in a session of its own. Takes: for how many seconds they sleep, by which they are known.
. "$(dirname "$0")/lib.sh"
turn_knob
sleep "$1" &
setsid sleep "$1" < /dev/null > /dev/null 2>&1 &
