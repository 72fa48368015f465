using System.Runtime.InteropServices;

namespace AutoResearch.Builds;

/// <summary>
/// Sends what native code prints on standard output to standard error while it is in scope. hostfxr lists the installed SDKs
/// there when none fits, and standard output belongs to the verb's answer.
/// </summary>
internal sealed partial class NativeOutput : IDisposable
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    private readonly int saved = -1;

    public NativeOutput()
    {
        if (OperatingSystem.IsWindows())
            return;
        saved = dup(StandardOutput);
        _ = dup2(StandardError, StandardOutput);
    }

    public void Dispose()
    {
        if (saved < 0)
            return;
        // Flush C's own buffer before the descriptor is restored.
        _ = fflush(0);
        _ = dup2(saved, StandardOutput);
        _ = close(saved);
    }

    [LibraryImport("libc")]
    private static partial int dup(int descriptor);

    [LibraryImport("libc")]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc")]
    private static partial int fflush(nint stream);
}
