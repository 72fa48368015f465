using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace AutoResearch.TestSupport.GitHub;

/// <summary>GitHub's own description of its API, as its package @octokit/openapi has it: fetched once through npm and kept in a folder
/// for caches.</summary>
internal static class GitHubDescription
{
    private const string Version = "23.0.2";
    private const string File = "package/generated/api.github.com.json";

    private static readonly Lazy<(JsonDocument? Document, string? Problem)> Loaded = new(Load);

    /// <summary>The document. Skips the test where there is no npm, or it does not reach its registry.</summary>
    public static JsonElement Require()
    {
        if (Loaded.Value.Document is not { } document)
        {
            Assert.Skip(Loaded.Value.Problem!);
            return default;
        }

        return document.RootElement;
    }

    private static (JsonDocument? Document, string? Problem) Load()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"autoresearch-tests-{Environment.UserName}-openapi-{Version}");
        var file = Path.Combine(folder, "api.github.com.json");
        if (!System.IO.File.Exists(file) && Fetch(folder, file) is { } problem)
            return (null, problem);
        return (JsonDocument.Parse(System.IO.File.ReadAllBytes(file)), null);
    }

    private static string? Fetch(string folder, string file)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            var start = new ProcessStartInfo("npm", ["pack", "--silent", $"@octokit/openapi@{Version}"])
            {
                WorkingDirectory = own,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                return $"npm does not fetch GitHub's description of its API: {errors.Result.Trim()}";
            using var packed = new GZipStream(
                System.IO.File.OpenRead(Directory.GetFiles(own, "*.tgz").Single()),
                CompressionMode.Decompress
            );
            using var tar = new TarReader(packed);
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.Name != File)
                    continue;
                var written = Path.Combine(own, "description");
                entry.ExtractToFile(written, overwrite: true);
                System.IO.File.Move(written, file, overwrite: true);
                return null;
            }

            return $"the package has no {File}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return Installable.Reason("there is no npm to fetch GitHub's description of its API with");
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }
}
