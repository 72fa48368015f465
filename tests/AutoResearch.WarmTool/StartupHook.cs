using AutoResearch.WarmTool;

/// <summary>What .NET calls in a process that was started with DOTNET_STARTUP_HOOKS, before Main: a class of this name, in no
/// namespace (docs/design/features/host-startup-hook.md of dotnet/runtime).</summary>
internal static class StartupHook
{
    public static void Initialize() => WarmProcess.Serve();
}
