using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Analyzers;

/// <summary>The lock of the project that is compiled: <c>autoresearch.lock</c> in its folder, an additional file.</summary>
internal sealed class ProjectLock
{
    private static readonly StringComparison PathComparison =
        Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string folder;
    private readonly IReadOnlyDictionary<string, string> hashes;

    private ProjectLock(string folder, IReadOnlyDictionary<string, string> hashes)
    {
        this.folder = folder;
        this.hashes = hashes;
    }

    /// <summary>The lock among the additional files, or null: the MSBuild task reports one that is missing.</summary>
    public static AdditionalText? Find(AnalyzerOptions options) =>
        options.AdditionalFiles.FirstOrDefault(file =>
            string.Equals(Path.GetFileName(file.Path), LockFile.FileName, StringComparison.Ordinal)
        );

    /// <summary>The lock of the project, or null where it is missing or cannot be read, which others report.</summary>
    public static ProjectLock? Of(AnalyzerOptions options, CancellationToken cancellation) =>
        Find(options) is { } file && TryRead(file, cancellation, out var projectLock, out _) ? projectLock : null;

    public static bool TryRead(
        AdditionalText file,
        CancellationToken cancellation,
        [NotNullWhen(true)] out ProjectLock? projectLock,
        [NotNullWhen(false)] out string? problem
    )
    {
        projectLock = null;
        problem = "it cannot be opened";
        if (file.GetText(cancellation) is not { } text || !LockFile.TryParse(text.ToString(), out var lockFile, out problem))
            return false;
        // Paths in the lock are relative to its own folder, which is the project's.
        projectLock = new ProjectLock(Normalize(Path.GetDirectoryName(file.Path) ?? "") + "/", lockFile.Hashes);
        problem = null;
        return true;
    }

    /// <summary>The path in the lock, if this file is locked and its bytes are not those that were locked.</summary>
    public string? ChangedPath(string path, SourceText text)
    {
        return
            Relative(path) is { } relative
            && hashes.TryGetValue(relative, out var locked)
            && !string.Equals(locked, Hash(text), StringComparison.Ordinal)
            ? relative
            : null;
    }

    /// <summary>Whether an experiment may change this file: it is in the project's folder, is not locked, and is no build output.</summary>
    public bool IsEditable(string path) =>
        Relative(path) is { } relative
        && !hashes.ContainsKey(relative)
        && !relative.StartsWith("obj/", PathComparison)
        && !relative.StartsWith("bin/", PathComparison);

    public bool IsLocked(string path) => Relative(path) is { } relative && hashes.ContainsKey(relative);

    private string? Relative(string path)
    {
        var normalized = Normalize(path);
        return normalized.StartsWith(folder, PathComparison) ? normalized.Substring(folder.Length) : null;
    }

    // The checksum is of the raw bytes, byte order mark and line endings included. A compilation that uses another
    // algorithm makes us encode the text again, in its own encoding.
    private static string Hash(SourceText text)
    {
        var sha256 =
            text.ChecksumAlgorithm == SourceHashAlgorithm.Sha256
                ? text
                : SourceText.From(text.ToString(), text.Encoding, SourceHashAlgorithm.Sha256);
        return string.Concat(sha256.GetChecksum().Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string Normalize(string path) => path.Replace('\\', '/');
}
