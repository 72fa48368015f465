using System.Runtime.InteropServices;
using System.Text;

namespace AutoResearch.WarmTool;

/// <summary>Points this process's standard streams, and so those of every child, at files.</summary>
internal static partial class StandardStreams
{
    /// <summary>Standard input is empty; what is printed from here on replaces what the files hold.</summary>
    public static void Redirect(string output, string error)
    {
        Replace(0, "/dev/null", FileMode.Open, FileAccess.Read);
        Replace(1, output, FileMode.Create, FileAccess.Write);
        Replace(2, error, FileMode.Create, FileAccess.Write);
        Console.SetIn(new StreamReader(Console.OpenStandardInput()));
        Console.SetOut(Writer(Console.OpenStandardOutput()));
        Console.SetError(Writer(Console.OpenStandardError()));
    }

    private static void Replace(int descriptor, string path, FileMode mode, FileAccess access)
    {
        using var file = File.OpenHandle(path, mode, access, FileShare.ReadWrite);
        if (dup2((int)file.DangerousGetHandle(), descriptor) < 0)
            throw new IOException($"dup2 failed with {Marshal.GetLastPInvokeError()}");
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup2(int from, int to);
}
