using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace AutoResearch.Training;

/// <summary>
/// The seccomp filter of the sandbox on its way to bubblewrap: threads may be made, processes may not; what reaches into
/// other processes, mounts, keys and the kernel is refused.
/// </summary>
internal sealed class SystemCallFilter : IDisposable
{
    // linux/seccomp.h: struct seccomp_data, on a little-endian machine, and what a filter answers.
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint FirstArgumentOffset = 16;
    private const uint Allow = 0x7fff0000;
    private const uint KillProcess = 0x80000000;
    private const uint Error = 0x00050000;

    private const uint NotPermitted = Error | 1;
    private const uint NotImplemented = Error | 38;
    private const uint NoSuchFamily = Error | 97;

    private const uint CloneThread = 0x00010000;
    private const uint UnixFamily = 1;

    private readonly AnonymousPipeServerStream pipe = new(PipeDirection.Out, HandleInheritability.Inheritable);

    private SystemCallFilter(byte[] program)
    {
        // The filter fits into the pipe's buffer, so writing it does not wait for a reader.
        pipe.Write(program);
        Handle = pipe.GetClientHandleAsString();
    }

    /// <summary>The descriptor that a child process reads the filter from.</summary>
    public string Handle { get; }

    public static bool Exists(Architecture architecture) => SystemCalls.Of(architecture) is not null;

    /// <summary>The filter for this machine, or null where there is none.</summary>
    public static SystemCallFilter? Open() =>
        SystemCalls.Of(RuntimeInformation.ProcessArchitecture) is { } calls ? new SystemCallFilter(Assemble(calls)) : null;

    /// <summary>The program that the kernel runs at each system call.</summary>
    public static byte[] Assemble(SystemCalls calls)
    {
        var program = new BpfProgram().Load(ArchitectureOffset).ReturnUnlessEqual(calls.AuditArchitecture, KillProcess).Load(NumberOffset);
        if (calls.Foreign != 0)
            program.ReturnIfAtLeast(calls.Foreign, NotImplemented);
        foreach (var number in calls.Denied.Values)
            program.ReturnIfEqual(number, NotPermitted);
        return program
            // The C library then falls back to clone, whose flags can be looked at.
            .ReturnIfEqual(calls.Clone3Call, NotImplemented)
            .When(calls.CloneCall, then => then.Load(FirstArgumentOffset).ReturnUnlessAnyBit(CloneThread, NotPermitted).ReturnAlways(Allow))
            // A network namespace does not isolate every address family: a virtual machine's sockets (vsock) reach its host.
            .When(calls.SocketCall, then => then.Load(FirstArgumentOffset).ReturnUnlessEqual(UnixFamily, NoSuchFamily).ReturnAlways(Allow))
            .ReturnAlways(Allow)
            .ToArray();
    }

    /// <summary>Closes both ends here. bubblewrap, which has its own by then, reads to the end.</summary>
    public void Dispose()
    {
        pipe.DisposeLocalCopyOfClientHandle();
        pipe.Dispose();
    }
}
