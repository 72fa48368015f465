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

    public Command Build(params string[] arguments) => Command.Dotnet(folder, ["build", "-c", "Release", "--nologo", .. arguments]);

    public Command Train() => Command.Dotnet(folder, Path.Combine(Output, "Summation.dll"), "--budget", "200 steps", "--device", "cpu");
}
