using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using AutoResearch.Training;

namespace AutoResearch.Tests.Sandboxes;

/// <summary>
/// Each wall of the sandbox, with the real bubblewrap: what a process outside can do, the same process inside cannot. The
/// comparison shows that it is the wall, and nothing else, that stops it.
/// </summary>
public sealed class WallTests : IDisposable
{
    private readonly SandboxedProbe probe = new();

    public void Dispose() => probe.Dispose();

    [Fact]
    public void The_home_is_not_there() => IsStopped("list", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    [Fact]
    public void The_repository_is_not_there() => IsStopped("read", Path.Combine(RepositoryRoot(), "AutoResearch.sln"));

    [Fact]
    public void What_a_model_is_scored_on_is_not_there() => IsStopped("read", probe.InSlot("validation.txt"));

    [Fact]
    public void The_accounts_of_the_machine_are_not_there() => IsStopped("read", "/etc/passwd");

    [Fact]
    public void The_program_is_read_only()
    {
        IsDone(probe.Inside("read", Path.Combine(probe.Output, "SandboxProbe.dll")));
        IsStopped("write", Path.Combine(probe.Output, "corpus.txt"));
    }

    [Theory]
    [InlineData("/file")]
    [InlineData("/dev/file")]
    [InlineData("/dev/shm/file")]
    [InlineData("/etc/ld.so.preload")]
    [InlineData("/usr/lib/file")]
    [InlineData("/proc/sys/kernel/hostname")]
    [InlineData("/proc/sysrq-trigger")]
    [InlineData("/proc/irq/default_smp_affinity")]
    public void The_system_is_read_only(string file) => IsRefused(probe.Inside("write", file));

    // Those of them that this kernel has: any of them may be left out of one.
    public static TheoryData<string> Secrets =>
        [.. ((string[])["/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/sched_debug"]).Where(File.Exists)];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void What_only_the_kernel_s_keeper_should_read_is_hidden(string file) => IsRefused(probe.Inside("read", file));

    [Fact]
    public void The_firmware_is_hidden()
    {
        Assert.SkipUnless(Directory.Exists("/sys/firmware"), "this kernel has no /sys/firmware");
        Assert.Equal("done:", probe.Inside("list", "/sys/firmware").TrimEnd());
        IsRefused(probe.Inside("write", "/sys/firmware/file"));
    }

    // The tool runs as root in containers, and as a person elsewhere: the walls are the same.
    [Fact]
    public void They_stand_for_a_user_without_rights_just_so()
    {
        probe.BecomeSomebodyElse();
        foreach (var file in (string[])["/file", "/dev/file", "/etc/ld.so.preload", "/usr/lib/file"])
            IsRefused(probe.Inside("write", file));
        foreach (var file in (string[])["/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/irq/default_smp_affinity"])
            IsRefused(probe.Inside("write", file));
        foreach (var file in (string[])["/etc/passwd", probe.InSlot("validation.txt"), "/proc/keys", "/proc/timer_list"])
            IsRefused(probe.Inside("read", file));
        IsRefused(probe.Inside("list", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)));
        IsRefused(probe.Inside("start", "/bin/true"));
        IsDone(probe.Inside("write", "/proc/self/comm"));
        IsDone(probe.Inside("write", Path.Combine(probe.Scratch, "note.txt")));
        IsDone(probe.Inside("write", probe.Files.SavedWeights));
        Assert.Equal("written", File.ReadAllText(probe.Files.SavedWeights));
    }

    // CUDA does not start without.
    [Fact]
    public void A_process_may_write_to_its_own_entries() => IsDone(probe.Inside("write", "/proc/self/comm"));

    [Fact]
    public void The_scratch_folder_can_be_written_and_only_the_weights_stay()
    {
        IsDone(probe.Inside("write", Path.Combine(probe.Scratch, "note.txt")));
        IsDone(probe.Inside("write", probe.Files.SavedWeights));

        Assert.Equal([probe.Files.SavedWeights], Directory.GetFileSystemEntries(probe.Scratch));
        Assert.Equal("written", File.ReadAllText(probe.Files.SavedWeights));
    }

    [Fact]
    public void The_scratch_folder_has_a_limit()
    {
        var folder = Directory.CreateTempSubdirectory("autoresearch-fill-").FullName;
        IsDone(probe.Outside("fill", folder, "300"));
        Directory.Delete(folder, recursive: true);
        IsDone(probe.Inside("fill", probe.Scratch, "200"));
        IsRefused(probe.Inside("fill", probe.Scratch, "300"));
        IsRefused(probe.Inside("fill", "/tmp", "300"));
    }

    [Fact]
    public void The_weights_have_a_limit()
    {
        const long limit = 4L << 30;
        var limits = new ResourceLimits(8L << 30, limit);
        IsDone(probe.Run(["lengthen", probe.Files.SavedWeights, Text(limit)], limits: limits).Output);
        var (exitCode, output) = probe.Run(["lengthen", probe.Files.SavedWeights, Text(limit + 1)], limits: limits);
        Assert.True(exitCode != 0 || output.StartsWith("refused: ", StringComparison.Ordinal), output);
        Assert.InRange(new FileInfo(probe.Files.SavedWeights).Length, 0, limit);
    }

    [Fact]
    public void Memory_has_a_limit_that_an_allocation_meets()
    {
        var limits = new ResourceLimits(1L << 30, 4L << 30);
        IsDone(probe.Outside("allocate", "1200"));
        IsDone(probe.Run(["allocate", "400"], limits: limits).Output);
        Assert.StartsWith(
            "refused: OutOfMemoryException",
            probe.Run(["allocate", "1200"], limits: limits).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void There_is_no_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = Text(((IPEndPoint)listener.LocalEndpoint).Port);
        IsDone(probe.Outside("connect", "127.0.0.1", port));
        // Twice: no socket can be made, and if one could, it would reach nobody.
        IsRefused(probe.Inside("connect", "127.0.0.1", port));
        IsRefused(probe.InsideWithoutFilter("connect", "127.0.0.1", port));
    }

    [Fact]
    public void Sockets_without_a_file_belong_to_the_network()
    {
        var name = $"autoresearch-{Guid.NewGuid():N}";
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("\0" + name));
        listener.Listen();
        IsStopped("connect-abstract", name);
    }

    [Fact]
    public void Other_processes_cannot_be_seen()
    {
        var self = Text(Environment.ProcessId);
        Assert.Contains(self, probe.Outside("list", "/proc").Split(' '));
        // Itself, and bubblewrap's own, which waits for it.
        Assert.Equal(["1", "2"], probe.Inside("list", "/proc").Split(' ').Where(name => int.TryParse(name, out _)).Order());
    }

    [Fact]
    public void Other_processes_cannot_be_signalled() => IsStopped("signal", Text(Environment.ProcessId), "0");

    [Fact]
    public void No_program_can_be_started()
    {
        IsStopped("start", "/bin/true");
        IsDone(probe.InsideWithoutFilter("start", "/bin/true"));
    }

    [Fact]
    public void Threads_can_be_started() => Assert.Equal("done: ran", probe.Inside("thread"));

    [Theory]
    // With these arguments each does something, or fails in another way, where it is allowed.
    [InlineData("ptrace", "0")]
    [InlineData("process_vm_readv", "1")]
    [InlineData("unshare", "0")]
    [InlineData("io_uring_setup", "0")]
    [InlineData("userfaultfd", "1")]
    [InlineData("keyctl", "0", "-3", "0")]
    [InlineData("add_key", "0")]
    [InlineData("setns", "-1")]
    [InlineData("open_by_handle_at", "-1")]
    public void A_system_call_that_training_does_not_need_is_refused(string name, params string[] arguments)
    {
        const string notPermitted = "refused: Win32Exception: error 1";
        var number = Text((long)Calls.Denied[name]);
        Assert.NotEqual(notPermitted, probe.Outside(["call", number, .. arguments]));
        Assert.Equal(notPermitted, probe.Inside(["call", number, .. arguments]));
    }

    [Fact]
    public void A_machine_s_sockets_to_its_host_do_not_exist()
    {
        const string noSuchFamily = "refused: Win32Exception: error 97";
        Assert.Equal(noSuchFamily, probe.Inside("call", Text((long)Calls.SocketCall), "40", "1", "0"));
    }

    [Fact]
    public void The_environment_is_a_list()
    {
        var secret = $"AUTORESEARCH_SECRET_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(secret, "token");
        try
        {
            Assert.Contains(secret, probe.Outside("environment"), StringComparison.Ordinal);
            var inside = probe.Inside("environment");
            Assert.DoesNotContain(secret, inside, StringComparison.Ordinal);
            Assert.Contains("DOTNET_EnableDiagnostics", inside, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(secret, null);
        }
    }

    [Theory]
    [InlineData("HOME")]
    [InlineData("TMPDIR")]
    public void Home_and_temporary_files_are_in_the_scratch_folder(string variable) =>
        Assert.Equal($"done: {probe.Scratch}", probe.Inside("variable", variable));

    [Fact]
    public void Only_harmless_devices_and_graphics_processors_are_there()
    {
        string[] harmless =
        [
            "null",
            "zero",
            "full",
            "random",
            "urandom",
            "tty",
            "console",
            "ptmx",
            "pts",
            "shm",
            "fd",
            "core",
            "stdin",
            "stdout",
            "stderr",
        ];
        var devices = probe.Inside("list", "/dev")["done: ".Length..].Split(' ');
        Assert.All(devices.Except(harmless), name => Assert.Matches("^(nvidia.*|dri|kfd|dxg)$", name));
        Assert.Contains("urandom", devices);
    }

    [Theory]
    [InlineData(137, "die", "9")]
    [InlineData(134, "abort")]
    [InlineData(3, "exit", "3")]
    public void How_it_ended_comes_through(int exitCode, params string[] act) => Assert.Equal(exitCode, probe.Run(act).ExitCode);

    private static SystemCalls Calls => SystemCalls.Of(RuntimeInformation.ProcessArchitecture)!;

    private void IsStopped(params string[] act)
    {
        IsDone(probe.Outside(act));
        IsRefused(probe.Inside(act));
    }

    private static void IsDone(string output) => Assert.StartsWith("done: ", output, StringComparison.Ordinal);

    private static void IsRefused(string output) => Assert.StartsWith("refused: ", output, StringComparison.Ordinal);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AutoResearch.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
