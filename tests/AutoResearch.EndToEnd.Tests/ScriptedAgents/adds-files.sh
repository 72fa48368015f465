#!/usr/bin/env bash
# Puts further files beside Train.cs.
. "$(dirname "$0")/lib.sh"
turn_knob
mkdir -p helpers
echo 'public static class Helper;' > helpers/Helper.cs
echo '<Project />' > Directory.Build.props
