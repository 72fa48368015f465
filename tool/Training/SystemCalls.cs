using System.Runtime.InteropServices;

namespace AutoResearch.Training;

/// <summary>The numbers that one processor architecture gives to the system calls that the sandbox looks at.</summary>
/// <param name="AuditArchitecture">linux/audit.h: which architecture a call came through.</param>
/// <param name="CloneCall">Makes threads and processes.</param>
/// <param name="Clone3Call">The same with its flags in memory, where a filter cannot read them.</param>
/// <param name="SocketCall">Its first argument is the address family.</param>
/// <param name="Foreign">From this number on the calls are of another binary interface; 0 where there is none.</param>
/// <param name="Denied">What training has no use for.</param>
internal sealed record SystemCalls(
    uint AuditArchitecture,
    uint CloneCall,
    uint Clone3Call,
    uint SocketCall,
    uint Foreign,
    IReadOnlyDictionary<string, uint> Denied
)
{
    // Newer calls have the same number on every architecture.
    private static readonly Dictionary<string, uint> Common = new()
    {
        ["io_uring_setup"] = 425,
        ["io_uring_enter"] = 426,
        ["io_uring_register"] = 427,
        ["open_tree"] = 428,
        ["move_mount"] = 429,
        ["fsopen"] = 430,
        ["fsconfig"] = 431,
        ["fsmount"] = 432,
        ["fspick"] = 433,
        ["pidfd_getfd"] = 438,
        ["mount_setattr"] = 442,
    };

    // arch/x86/entry/syscalls/syscall_64.tbl
    private static readonly SystemCalls X64 = new(
        AuditArchitecture: 0xC000003E,
        CloneCall: 56,
        Clone3Call: 435,
        SocketCall: 41,
        Foreign: 0x40000000,
        new Dictionary<string, uint>(Common)
        {
            ["fork"] = 57,
            ["vfork"] = 58,
            ["ptrace"] = 101,
            ["process_vm_readv"] = 310,
            ["process_vm_writev"] = 311,
            ["perf_event_open"] = 298,
            ["bpf"] = 321,
            ["userfaultfd"] = 323,
            ["mount"] = 165,
            ["umount2"] = 166,
            ["pivot_root"] = 155,
            ["chroot"] = 161,
            ["unshare"] = 272,
            ["setns"] = 308,
            ["open_by_handle_at"] = 304,
            ["add_key"] = 248,
            ["request_key"] = 249,
            ["keyctl"] = 250,
            ["init_module"] = 175,
            ["finit_module"] = 313,
            ["delete_module"] = 176,
            ["kexec_load"] = 246,
            ["kexec_file_load"] = 320,
        }
    );

    // include/uapi/asm-generic/unistd.h; it has neither fork nor vfork.
    private static readonly SystemCalls Arm64 = new(
        AuditArchitecture: 0xC00000B7,
        CloneCall: 220,
        Clone3Call: 435,
        SocketCall: 198,
        Foreign: 0,
        new Dictionary<string, uint>(Common)
        {
            ["ptrace"] = 117,
            ["process_vm_readv"] = 270,
            ["process_vm_writev"] = 271,
            ["perf_event_open"] = 241,
            ["bpf"] = 280,
            ["userfaultfd"] = 282,
            ["mount"] = 40,
            ["umount2"] = 39,
            ["pivot_root"] = 41,
            ["chroot"] = 51,
            ["unshare"] = 97,
            ["setns"] = 268,
            ["open_by_handle_at"] = 265,
            ["add_key"] = 217,
            ["request_key"] = 218,
            ["keyctl"] = 219,
            ["init_module"] = 105,
            ["finit_module"] = 273,
            ["delete_module"] = 106,
            ["kexec_load"] = 104,
            ["kexec_file_load"] = 294,
        }
    );

    /// <summary>Null for an architecture whose numbers are not known here.</summary>
    public static SystemCalls? Of(Architecture architecture) =>
        architecture switch
        {
            Architecture.X64 => X64,
            Architecture.Arm64 => Arm64,
            _ => null,
        };
}
