# Shared by the scripted agents: sourced, not run.

# Multiplies the first knob of Train.cs by a factor below one that differs with each experiment so far.
turn_knob() {
    local rows
    rows=$(($(wc -l < results.tsv) - 1))
    awk -v rows="$rows" '
        !done && /\[Knob\(.*const double/ && match($0, /= *[0-9.]+;/) {
            value = substr($0, RSTART + 1, RLENGTH - 2) + 0
            printf "%s= %.9g;%s\n", substr($0, 1, RSTART - 1), value * (1 - 1 / (rows + 1)), substr($0, RSTART + RLENGTH)
            done = 1
            next
        }
        { print }' Train.cs > "${TMPDIR:?}/Train.cs"
    cat "$TMPDIR/Train.cs" > Train.cs
}
