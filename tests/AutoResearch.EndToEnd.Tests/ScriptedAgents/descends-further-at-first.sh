#!/usr/bin/env bash
# Leaves the knob as it is and goes further in each step, as long as the knob was not turned.
set -euo pipefail
# Of no use once the rate is another one.
grep -q 'LearningRate = 1;' Train.cs
sed 's/sub_(LearningRate \*/sub_(3 * LearningRate */' Train.cs > "${TMPDIR:?}/Train.cs"
cat "$TMPDIR/Train.cs" > Train.cs
echo 'Go further in each step' > HYPOTHESIS.txt
