#!/usr/bin/env bash
# Reads its briefing, turns a knob and says why.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
grep -q 'HYPOTHESIS.txt'
turn_knob
echo 'Turn the first knob down: less of it should help' > HYPOTHESIS.txt
echo 'Done.'
