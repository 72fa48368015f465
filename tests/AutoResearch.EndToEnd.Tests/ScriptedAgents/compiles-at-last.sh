#!/usr/bin/env bash
# Writes code that does not compile, twice; told of it, it writes code that does.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cat > "$TMPDIR/briefing"
if grep -q '^#error second' Train.cs; then
    grep -q 'Not taken just now' "$TMPDIR/briefing"
    sed -i '/^#error/d' Train.cs
    turn_knob
elif grep -q '^#error first' Train.cs; then
    grep -q 'Not taken just now' "$TMPDIR/briefing"
    sed -i 's/^#error first.*/#error second attempt/' Train.cs
else
    sed -i '1i #error first attempt' Train.cs
fi
echo 'Turn a knob, and compile' > HYPOTHESIS.txt
