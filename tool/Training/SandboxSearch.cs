using System.ComponentModel;
using System.Runtime.InteropServices;
using AutoResearch.Processes;

namespace AutoResearch.Training;

/// <summary>Whether this machine can put a process into a sandbox.</summary>
/// <param name="Sandbox">Null where it cannot.</param>
/// <param name="Problem">Why it cannot, as the rest of a sentence; empty where it can.</param>
/// <param name="Remedy">What a person does about it, as a sentence; empty where it can.</param>
internal sealed record SandboxFinding(Sandbox? Sandbox, string Problem, string Remedy);

/// <summary>Looks for bubblewrap and tries it: where it is installed, the kernel or a container may still forbid what it does.</summary>
internal static class SandboxSearch
{
    private const string Install = "Install it (Debian, Ubuntu: apt install bubblewrap; Fedora, RHEL: dnf install bubblewrap).";

    // A namespace of each kind, and the three mounts that a container is likeliest to forbid.
    private static readonly string[] Trial =
    [
        .. Sandbox.Namespaces,
        "--ro-bind",
        "/",
        "/",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--remount-ro",
        "/dev",
        "--tmpfs",
        "/tmp",
        "--",
    ];

    /// <summary>Looks along a search path; costs some ten milliseconds.</summary>
    public static SandboxFinding Run(string? path)
    {
        if (!OperatingSystem.IsLinux())
            return new SandboxFinding(
                null,
                $"bubblewrap does not exist for {RuntimeInformation.OSDescription}",
                "Train on Linux for one: natively, in WSL 2 or in a virtual machine."
            );
        var program = (path ?? "")
            .Split(Path.PathSeparator)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, "bwrap"))
            .FirstOrDefault(File.Exists);
        if (program is null)
            return new SandboxFinding(null, "bubblewrap is not installed", Install);
        try
        {
            // Runs 'bwrap --version' inside a sandbox: bwrap is the one program that certainly exists.
            var tried = new UserCommand(program, [.. Trial, program, "--version"]).Run();
            return tried.ExitCode == 0
                ? new SandboxFinding(new Sandbox(program, VersionIn(tried.Output)), "", "")
                : new SandboxFinding(
                    null,
                    $"bubblewrap is installed but not allowed to make one ({FirstLine(tried.Errors)})",
                    Remedy(ReadSetting)
                );
        }
        catch (Win32Exception exception)
        {
            return new SandboxFinding(null, $"{program} does not start ({(exception.InnerException ?? exception).Message})", Install);
        }
    }

    /// <summary>What a person has to change so that bubblewrap may make namespaces, as a sentence.</summary>
    /// <param name="setting">Reads a kernel setting by its path below /proc/sys; null where it does not exist.</param>
    public static string Remedy(Func<string, string?> setting) =>
        setting("user/max_user_namespaces") == "0" ? "Allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000"
        : setting("kernel/unprivileged_userns_clone") == "0" ? "Allow user namespaces: sudo sysctl -w kernel.unprivileged_userns_clone=1"
        : setting("kernel/apparmor_restrict_unprivileged_userns") == "1"
            ? "AppArmor restricts user namespaces: give bwrap a profile with the rule 'userns,' in /etc/apparmor.d, or allow them to all: "
                + "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
        : "In a container, allow it user namespaces and a /proc of its own (docker run --security-opt "
            + "seccomp=unconfined --security-opt apparmor=unconfined "
            + "--security-opt systempaths=unconfined); elsewhere, run the same command with 'bwrap "
            + "--unshare-all --ro-bind / / true' to see what is missing.";

    // "bubblewrap 0.8.0"
    private static Version VersionIn(string output) =>
        Version.TryParse(output.Trim().Split(' ')[^1], out var version) ? version : new Version(0, 0);

    private static string FirstLine(string text) => text.Trim().Split('\n')[0] is { Length: > 0 } line ? line : "it said nothing";

    private static string? ReadSetting(string name)
    {
        var file = Path.Combine("/proc/sys", name);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
