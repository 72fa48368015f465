#!/usr/bin/env bash
# Turns the knob up by less.
set -euo pipefail
sed 's/LearningRate = 1;/LearningRate = 4;/' Train.cs > "${TMPDIR:?}/Train.cs"
cat "$TMPDIR/Train.cs" > Train.cs
echo 'Turn the rate up by less' > HYPOTHESIS.txt
