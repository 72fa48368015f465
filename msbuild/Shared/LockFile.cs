using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Text;

namespace AutoResearch;

/// <summary>
/// <c>autoresearch.lock</c>: the SHA-256 of every file that an experiment may not change, in the format of
/// <c>sha256sum</c>, so that <c>sha256sum -c autoresearch.lock</c> checks it with nothing of ours.
/// One line a file: 64 lower-case hexadecimal digits, two spaces, the path relative to the project with '/'.
/// </summary>
internal sealed class LockFile
{
    public const string FileName = "autoresearch.lock";

    private LockFile(IReadOnlyDictionary<string, string> hashes) => Hashes = hashes;

    /// <summary>Lower-case hexadecimal SHA-256 by relative path.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; }

    public static LockFile Create(IEnumerable<KeyValuePair<string, string>> hashes) =>
        new(hashes.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal));

    /// <summary>Reads the text of a lock. On failure <paramref name="problem"/> names the line and what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LockFile? lockFile, [NotNullWhen(false)] out string? problem)
    {
        lockFile = null;
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text.Length == 0)
        {
            problem = "it is empty";
            return false;
        }

        // A file cut off in the middle of a line would otherwise look like a shorter path.
        if (!text.EndsWith("\n", StringComparison.Ordinal))
        {
            problem = "its last line is cut off";
            return false;
        }

        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length == 0)
                continue;
            if (line.Length < 67 || line[64] != ' ' || line[65] != ' ' || !line.Take(64).All(IsLowerHex))
            {
                problem = $"line {number} is not a SHA-256 followed by two spaces and a path";
                return false;
            }

            var path = line.Substring(66);
            if (hashes.ContainsKey(path))
            {
                problem = $"line {number} names {path} a second time";
                return false;
            }

            hashes.Add(path, line.Substring(0, 64));
        }

        lockFile = new LockFile(hashes);
        problem = null;
        return true;
    }

    /// <summary>The text of the lock: sorted by path, so that equal contents are equal bytes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var entry in Hashes.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.Append(entry.Value).Append("  ").Append(entry.Key).Append('\n');
        return text.ToString();
    }

    private static bool IsLowerHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f');
}
