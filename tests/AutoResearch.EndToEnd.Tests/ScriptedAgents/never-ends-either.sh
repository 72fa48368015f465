#!/usr/bin/env bash
# Makes another training that does not end.
set -euo pipefail
sed -e 's/LearningRate = 1;/LearningRate = 3;/' -e 's/while (!run.IsOver)/while (true) run.Points.sum().Dispose();\n        &/' Train.cs \
    > "${TMPDIR:?}/Train.cs"
cat "$TMPDIR/Train.cs" > Train.cs
echo 'Take all the time' > HYPOTHESIS.txt
