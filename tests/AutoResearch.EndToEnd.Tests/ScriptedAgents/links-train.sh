#!/usr/bin/env bash
# Puts a link to a file of the user's in the place of Train.cs. Takes: that file.
rm -f Train.cs
ln -s "$1" Train.cs
