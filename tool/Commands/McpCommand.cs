using System.Reflection;
using AutoResearch.Experiment;
using AutoResearch.Mcp;
using AutoResearch.Research;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class McpCommand
{
    [Command("mcp", Description = "Serve the verbs to an agent as tools of the Model Context Protocol, over standard input and output.")]
    public int Mcp(
        [Option(Description = "The project's folder; by default the one it is started in.")] string? project,
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox
    ) => CommandHost.Run(json: false, host =>
        {
            _ = SandboxPolicy.Parse(sandbox, host.Observer);
            var folder = Path.GetFullPath(project ?? Directory.GetCurrentDirectory());
            if (!Directory.Exists(folder))
                throw new ResearchException(Codes.Usage, $"--project takes a folder, and there is none at {folder}.");
            if (!Console.IsInputRedirected)
                host.Observer.Notice(
                    "Waiting for messages on standard input. An agent's client starts this command by itself; Ctrl-C ends it."
                );
            var version = typeof(McpCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            ResearchServer.Run(folder, sandbox, version, host.Cancellation).GetAwaiter().GetResult();
            return CommandHost.Done;
        });
}
