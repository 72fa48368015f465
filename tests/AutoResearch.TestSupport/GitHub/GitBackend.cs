using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AutoResearch.TestSupport.GitHub;

/// <summary>A real git server: git's own http-backend, called as a web server calls it (CGI).</summary>
/// <param name="root">Where the bare repositories are.</param>
internal sealed class GitBackend(string root)
{
    /// <summary>Runs git in a bare repository and returns what it printed.</summary>
    public string Git(string repository, params string[] arguments)
    {
        using var process = Process.Start(Start(["-C", Path.Combine(root, repository), .. arguments]))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors}");
    }

    public string Create(string repository)
    {
        Directory.CreateDirectory(Path.Combine(root, repository));
        Git(repository, "init", "--quiet", "--bare", "--initial-branch", "main");
        return Path.Combine(root, repository);
    }

    /// <summary>Answers one request of a git client.</summary>
    public async Task Answer(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var start = Start(["http-backend"]);
        foreach (
            var (name, value) in (ReadOnlySpan<(string, string)>)
                [
                    ("GIT_PROJECT_ROOT", root),
                    ("GIT_HTTP_EXPORT_ALL", "1"),
                    ("REMOTE_USER", "ada"),
                    ("REMOTE_ADDR", "127.0.0.1"),
                    ("REQUEST_METHOD", context.Request.Method),
                    ("PATH_INFO", context.Request.Path.Value!),
                    ("QUERY_STRING", context.Request.QueryString.Value!.TrimStart('?')),
                    ("CONTENT_TYPE", context.Request.ContentType ?? ""),
                    ("CONTENT_LENGTH", $"{body.Length}"),
                    ("HTTP_CONTENT_ENCODING", context.Request.Headers.ContentEncoding.ToString()),
                    ("GIT_PROTOCOL", context.Request.Headers["Git-Protocol"].ToString()),
                ]
        )
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        await process.StandardInput.BaseStream.WriteAsync(body.ToArray());
        process.StandardInput.Close();
        using var answer = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(answer);
        await Send(context.Response, answer.ToArray());
    }

    private static async Task Send(HttpResponse response, byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"))
        {
            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            if (name == "Status")
                response.StatusCode = int.Parse(value[..3]);
            else
                response.Headers[name] = value;
        }

        await response.Body.WriteAsync(answer.AsMemory(end + 4));
    }

    // As a server's own account would run it: of the user's settings it knows nothing.
    private static ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        return start;
    }
}
