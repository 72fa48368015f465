using System.Security.Cryptography;
using Microsoft.Build.Framework;

namespace AutoResearch.Tasks;

/// <summary>
/// Compares every file in <c>autoresearch.lock</c> with its hash: AR0001 for each that differs or is gone, AR0002 when the
/// lock itself is missing or damaged. Raw bytes are hashed, so that <c>sha256sum -c autoresearch.lock</c> says the same.
/// </summary>
public sealed class VerifyLock : Microsoft.Build.Utilities.Task
{
    /// <summary>Full path of the folder that the paths in the lock are relative to.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var path = Path.Combine(ProjectFolder, LockFile.FileName);
        try
        {
            if (!File.Exists(path))
                Report(Codes.LockUnreadable, path, LockMessages.NoLock());
            else if (LockFile.TryParse(File.ReadAllText(path), out var lockFile, out var problem))
                Verify(lockFile);
            else
                Report(Codes.LockUnreadable, path, LockMessages.Unreadable(problem));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Report(Codes.LockUnreadable, path, LockMessages.Unreadable(exception.Message));
        }

        return !Log.HasLoggedErrors;
    }

    private void Verify(LockFile lockFile)
    {
        foreach (var (relative, locked) in lockFile.Hashes.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var file = Path.Combine(ProjectFolder, relative);
            if (!File.Exists(file))
                Report(Codes.LockedFileChanged, file, LockMessages.Missing(relative));
            else if (!string.Equals(Hash(file), locked, StringComparison.Ordinal))
                Report(Codes.LockedFileChanged, file, LockMessages.Changed(relative));
        }
    }

    private static string? Hash(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read cannot be vouched for.
            return null;
        }
    }

    private void Report(string code, string file, string message) => Log.LogError(null, code, null, file, 0, 0, 0, 0, "{0}", message);
}
