#!/usr/bin/env bash
# Edits Train.cs and then waits for ever, as do its children.
echo '// half an idea' >> Train.cs
sleep 86400 &
sleep 86400
