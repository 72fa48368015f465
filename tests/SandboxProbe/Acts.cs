using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace AutoResearch.SandboxProbe;

/// <summary>What code that broke out of its language would try.</summary>
internal static partial class Acts
{
    private const int Megabyte = 1 << 20;

    public static string Do(string act, string[] arguments) =>
        act switch
        {
            "read" => $"{File.ReadAllBytes(arguments[0]).Length} bytes",
            "list" => string.Join(' ', Directory.GetFileSystemEntries(arguments[0]).Select(Path.GetFileName)),
            "write" => Write(arguments[0]),
            "fill" => Fill(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture)),
            "lengthen" => Lengthen(arguments[0], long.Parse(arguments[1], CultureInfo.InvariantCulture)),
            "allocate" => Allocate(int.Parse(arguments[0], CultureInfo.InvariantCulture)),
            "environment" => string.Join(
                ' ',
                Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => variable.Key)
            ),
            "variable" => Environment.GetEnvironmentVariable(arguments[0]) ?? "",
            "connect" => Connect(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture)),
            "connect-abstract" => ConnectAbstract(arguments[0]),
            "start" => Start(arguments[0]),
            "thread" => Thread(),
            "call" => Call([.. arguments.Select(argument => nint.Parse(argument, CultureInfo.InvariantCulture))]),
            "signal" => Call(
                kill(int.Parse(arguments[0], CultureInfo.InvariantCulture), int.Parse(arguments[1], CultureInfo.InvariantCulture))
            ),
            "exit" => Exit(int.Parse(arguments[0], CultureInfo.InvariantCulture)),
            "abort" => Abort(),
            "die" => Call(kill(Environment.ProcessId, int.Parse(arguments[0], CultureInfo.InvariantCulture))),
            _ => throw new ArgumentException($"unknown act {act}"),
        };

    private static string Write(string path)
    {
        File.WriteAllText(path, "written");
        return path;
    }

    private static string Fill(string folder, int megabytes)
    {
        var block = new byte[Megabyte];
        for (var i = 0; i < megabytes; i++)
            File.WriteAllBytes(Path.Combine(folder, $"{i}.bin"), block);
        return $"{megabytes} MB";
    }

    // Takes no room on the disk: all but the end is a hole.
    private static string Lengthen(string path, long length)
    {
        using var file = File.OpenWrite(path);
        file.Position = length - 1;
        file.WriteByte(1);
        file.Flush(flushToDisk: true);
        return $"{length} bytes";
    }

    private static string Allocate(int megabytes)
    {
        var held = new byte[megabytes / 16][];
        try
        {
            for (var i = 0; i < held.Length; i++)
                held[i] = new byte[16 * Megabyte];
            return $"{held.Length * 16} MB";
        }
        catch (OutOfMemoryException)
        {
            // Given back, so that there is room for saying so.
            Array.Clear(held);
            GC.Collect();
            throw;
        }
    }

    private static string Connect(string host, int port)
    {
        using var client = new TcpClient();
        client.Connect(host, port);
        return $"{host}:{port}";
    }

    private static string ConnectAbstract(string name)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint("\0" + name));
        return name;
    }

    private static string Start(string program)
    {
        using var process = Process.Start(program);
        process.WaitForExit();
        return $"exit code {process.ExitCode}";
    }

    private static string Exit(int code)
    {
        Environment.Exit(code);
        return "";
    }

    private static string Abort()
    {
        Environment.FailFast("as asked");
        return "";
    }

    private static string Thread()
    {
        var ran = "did not run";
        var thread = new Thread(() => ran = "ran");
        thread.Start();
        thread.Join();
        return ran;
    }

    private static string Call(nint[] number) =>
        Call(syscall(number[0], At(number, 1), At(number, 2), At(number, 3), At(number, 4), At(number, 5)));

    private static string Call(nint result) =>
        result >= 0 ? $"{result}" : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"error {Marshal.GetLastPInvokeError()}");

    private static nint At(nint[] arguments, int index) => index < arguments.Length ? arguments[index] : 0;

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint first, nint second, nint third, nint fourth, nint fifth);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);
}
