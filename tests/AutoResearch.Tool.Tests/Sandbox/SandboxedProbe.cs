using System.Diagnostics;
using System.Runtime.InteropServices;
using AutoResearch.Training;

namespace AutoResearch.Tests.Sandboxes;

/// <summary>Runs the probe the way a training program is run, inside the real sandbox or, for comparison, outside.</summary>
public sealed class SandboxedProbe : IDisposable
{
    private const string Program = "SandboxProbe";

    // nobody's, as the kernel calls it.
    private const string Nobody = "65534";

    private string[] somebodyElse = [];
    private readonly string root = Directory.CreateTempSubdirectory("autoresearch-walls-").FullName;

    public SandboxedProbe()
    {
        var finding = Sandbox.Find();
        Assert.SkipWhen(finding.Sandbox is null, Installable.Sandbox(finding.Problem, finding.Remedy));
        foreach (var folder in (string[])[Output, Scratch])
            Directory.CreateDirectory(folder);
        foreach (var extension in (string[])["dll", "runtimeconfig.json"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, $"{Program}.{extension}"), Path.Combine(Output, $"{Program}.{extension}"));
        File.WriteAllText(InSlot("validation.txt"), "what the model is scored on");
    }

    /// <summary>The folder of the program, inside that of its sources.</summary>
    public string Output => InSlot("bin");

    public string Scratch => Path.Combine(root, "scratch");

    internal TrainingFiles Files => new(Host, Path.Combine(Output, Program + ".dll"), Scratch, null);

    private static string Host { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public string InSlot(string name) => Path.Combine(root, "slot", name);

    /// <summary>Has everything started by another user than root, as a person's tool is; skips the test where that cannot be.</summary>
    public void BecomeSomebodyElse()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
            return;
        var setpriv = ProcessGroup.FindUtility("setpriv");
        Assert.SkipWhen(setpriv is null, Installable.Reason("setpriv, of util-linux, is not here to give up root's rights with"));
        string[] change = [setpriv!, "--reuid", Nobody, "--regid", Nobody, "--clear-groups"];
        foreach (var folder in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Prepend(root))
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        File.WriteAllText(Files.SavedWeights, "");
        File.SetUnixFileMode(Files.SavedWeights, (UnixFileMode)0b110_110_110);
        string[] trial =
        [
            Sandbox.Find().Sandbox!.Program,
            .. Sandbox.Namespaces,
            "--ro-bind",
            "/",
            "/",
            "--proc",
            "/proc",
            "--",
            Host,
            "--list-runtimes",
        ];
        var (code, output) = Run([.. change, .. trial], _ => { });
        Assert.SkipUnless(code == 0, $"a user without rights may make no sandbox on this machine, or has no dotnet ({output})");
        somebodyElse = change;
    }

    /// <summary>The act inside the sandbox, as a training process is started.</summary>
    public string Inside(params string[] act) => Run(act).Output;

    /// <summary>The same without the filter of system calls, to see the walls behind it.</summary>
    public string InsideWithoutFilter(params string[] act) => Run(act, filtered: false).Output;

    /// <summary>The same act by a process of the same user that no wall surrounds.</summary>
    public string Outside(params string[] act) => Run([.. Files.Command, .. act], _ => { }).Output;

    internal (int ExitCode, string Output) Run(string[] act, bool filtered = true, ResourceLimits? limits = null)
    {
        using var filter = filtered ? SystemCallFilter.Open() : null;
        var command = Sandbox.Find().Sandbox!.Command(Files, filter?.Handle, [.. Files.Command, .. act]);
        // The filter's other end stays open until the process has been started.
        var limited = (limits ?? ResourceLimits.For(Scratch)).Wrap(command);
        return Run([.. somebodyElse, .. limited], start => CandidateEnvironment.Apply(start.Environment, Scratch), filter);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private (int ExitCode, string Output) Run(IReadOnlyList<string> command, Action<ProcessStartInfo> prepare, IDisposable? filter = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = Scratch,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        prepare(start);
        using var process = ProcessStarter.Start(start);
        filter?.Dispose();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "the probe did not end");
        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(' ', command)}\n[{process.ExitCode}] {output}{errors.Result}");
        return (process.ExitCode, output.TrimEnd('\n'));
    }
}
