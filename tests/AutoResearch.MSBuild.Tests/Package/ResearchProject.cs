using System.Diagnostics;
using System.Security.Cryptography;

namespace AutoResearch.Tests.Package;

/// <summary>A research project on disk that references the packed package.</summary>
internal sealed class ResearchProject(string folder)
{
    public string Folder => folder;

    public string Output => Path.Combine(folder, "bin", "Release", "net10.0");

    /// <summary>Where native libraries lie in the output.</summary>
    public string Native => Path.Combine(Output, "runtimes", "linux-x64", "native");

    public string FullPath(string relative) => Path.Combine(folder, relative);

    /// <summary>Locks what is in the folder now.</summary>
    public void Lock() =>
        File.WriteAllText(
            FullPath("autoresearch.lock"),
            string.Concat(
                new[] { "Prepare.cs", "corpus/training.txt", "corpus/validation.txt", "corpus/test.txt" }
                    .Where(path => File.Exists(FullPath(path)))
                    .Select(path => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(FullPath(path))))}  {path}\n")
            )
        );

    public void Append(string relative, string text) => File.AppendAllText(FullPath(relative), text);

    public CommandResult Build(params string[] arguments) => Dotnet(["build", "-c", "Release", "--nologo", .. arguments]);

    public CommandResult Train() => Dotnet(Path.Combine(Output, "Summation.dll"), "--budget", "200 steps", "--device", "cpu");

    /// <summary>Runs <c>dotnet</c> in the project as a user's shell would.</summary>
    public CommandResult Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What a build that started this test has set is not what a user's shell has set.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment.Remove("AUTORESEARCH_LIBTORCH");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return new RunningCommand(start).Wait();
    }
}
