#!/usr/bin/env bash
# Leaves the knob as it is and goes further in each step.
set -euo pipefail
sed 's/sub_(LearningRate \*/sub_(3 * LearningRate */' Train.cs > "${TMPDIR:?}/Train.cs"
cat "$TMPDIR/Train.cs" > Train.cs
echo 'Go further in each step' > HYPOTHESIS.txt
