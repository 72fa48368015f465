using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AutoResearch.TestSupport.GitHub;

/// <summary>A request that came to the API.</summary>
internal sealed record ApiRequest(string Method, string Path, string Query, string Body)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>
/// Plays GitHub on loopback: the API below /api/v3, as on an enterprise's server, and git beside it. Every request to the API is
/// checked against GitHub's own description; <see cref="Violations"/> has what does not fit it. It can be told to fail.
/// </summary>
internal sealed class FakeGitHub : IAsyncDisposable
{
    public const string Owner = "ada";
    public const string Name = "research";
    public const string Token = "ghp_secretSecretSecret0123456789";

    private const string Prefix = "/api/v3";
    private readonly string root = Directory.CreateTempSubdirectory("autoresearch-github-").FullName;
    private readonly DescribedApi described = new(GitHubDescription.Require());
    private readonly WebApplication application;
    private readonly Lock gate = new();
    private readonly List<ApiRequest> requests = [];
    private readonly List<string> violations = [];
    private readonly List<Fault> faults = [];

    private FakeGitHub()
    {
        Git = new GitBackend(root);
        Folder = Git.Create($"{Owner}/{Name}.git");
        Pulls = new PullsModel(
            described,
            branch => Tip(branch),
            (@base, head) => Git.Git($"{Owner}/{Name}.git", "rev-list", "--count", $"{@base}..{head}") != "0"
        );
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Limits.MaxRequestBodySize = null).UseUrls("http://127.0.0.1:0");
        application = builder.Build();
        application.Run(AnswerOrTell);
    }

    public GitBackend Git { get; }

    /// <summary>The bare repository.</summary>
    public string Folder { get; }

    public PullsModel Pulls { get; }

    /// <summary>Where it listens, without a '/' at the end.</summary>
    public string Address => application.Urls.Single();

    public string Api => Address + Prefix;

    /// <summary>The address of the repository, as a remote has it.</summary>
    public string Remote => $"{Address}/{Owner}/{Name}.git";

    public IReadOnlyList<ApiRequest> Requests
    {
        get
        {
            lock (gate)
                return [.. requests];
        }
    }

    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (gate)
                return [.. violations];
        }
    }

    public static FakeGitHub Start()
    {
        var server = new FakeGitHub();
        server.application.StartAsync().GetAwaiter().GetResult();
        return server;
    }

    /// <summary>The commit of a branch; null where there is none.</summary>
    public string? Tip(string branch) =>
        Git.Git($"{Owner}/{Name}.git", "for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}") is { Length: > 0 } commit
            ? commit
            : null;

    /// <summary>The next requests that fit do not get what they ask for.</summary>
    public Fault Fail(string method, string pathPart, Func<HttpContext, Task> how, int times = int.MaxValue, bool afterwards = false)
    {
        var fault = new Fault(method, pathPart, how, afterwards) { Left = times };
        lock (gate)
            faults.Add(fault);
        return fault;
    }

    /// <summary>They are answered with this.</summary>
    public Fault Fail(
        string method,
        string pathPart,
        int status,
        JsonNode body,
        int times = int.MaxValue,
        params (string Name, string Value)[] headers
    ) =>
        Fail(
            method,
            pathPart,
            async context =>
            {
                context.Response.StatusCode = status;
                foreach (var (name, value) in headers)
                    context.Response.Headers[name] = value;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(body.ToJsonString());
            },
            times
        );

    /// <summary>All is well again.</summary>
    public void Mend()
    {
        lock (gate)
            faults.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100)))
            await application.StopAsync(soon.Token);
        await application.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    // A slip of this server's own is not taken for one that a test asked for.
    private async Task AnswerOrTell(HttpContext context)
    {
        try
        {
            await Answer(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            lock (gate)
                violations.Add(exception.ToString());
            throw;
        }
    }

    private async Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var isApi = path.StartsWith(Prefix, StringComparison.Ordinal);
        var body = "";
        if (isApi)
        {
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            Note(context, path[Prefix.Length..], body);
        }

        var fault = Taken(context.Request.Method, path + context.Request.QueryString);
        if (fault is { Afterwards: false })
        {
            await fault.How(context);
            return;
        }

        if (!isApi)
        {
            await AnswerGit(context);
            return;
        }

        var (status, document) = IsAuthorized(context)
            ? Pulls.Answer(context.Request.Method, path[Prefix.Length..], context.Request.Query["head"].ToString(), body)
            : (401, Message("Bad credentials"));
        if (fault is not null)
        {
            await fault.How(context);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.Headers["X-RateLimit-Remaining"] = "4999";
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(document.ToJsonString());
    }

    private async Task AnswerGit(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0 || Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..])) != $"x-access-token:{Token}")
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            return;
        }

        await Git.Answer(context);
    }

    private void Note(HttpContext context, string path, string body)
    {
        var query = context.Request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value!)));
        var problems = described.Problems(context.Request.Method, path, query, context.Request.ContentType, body);
        lock (gate)
        {
            requests.Add(new ApiRequest(context.Request.Method, path, context.Request.QueryString.Value!, body));
            violations.AddRange(problems);
        }
    }

    private Fault? Taken(string method, string path)
    {
        lock (gate)
        {
            var fault = faults.Find(fault =>
                fault.Left > 0 && fault.Method == method && path.Contains(fault.PathPart, StringComparison.Ordinal)
            );
            if (fault is not null)
                fault.Left--;
            return fault;
        }
    }

    private static bool IsAuthorized(HttpContext context) => context.Request.Headers.Authorization.ToString().Split(' ') is [_, Token];

    private static JsonObject Message(string text) => new() { ["message"] = text, ["documentation_url"] = "https://docs.github.com/rest" };
}
