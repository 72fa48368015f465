using Cocona.Application;

namespace AutoResearch.Commands;

/// <summary>The tool as a person types it: help would otherwise show the name of the program's file.</summary>
internal sealed class ToolName : ICoconaApplicationMetadataProvider
{
    private readonly CoconaApplicationMetadataProvider ofAssembly = new();

    public string GetExecutableName() => "dotnet autoresearch";

    public string GetProductName() => ofAssembly.GetProductName();

    public string GetVersion() => ofAssembly.GetVersion();

    public string GetDescription() => ofAssembly.GetDescription();
}
