#!/usr/bin/env bash
# Turns the knob up.
set -euo pipefail
sed 's/LearningRate = 1;/LearningRate = 10;/' Train.cs > "${TMPDIR:?}/Train.cs"
cat "$TMPDIR/Train.cs" > Train.cs
echo 'Turn the rate up' > HYPOTHESIS.txt
