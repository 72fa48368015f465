using AutoResearch.Processes;
using AutoResearch.Tests.Papers;

namespace AutoResearch.Tests.House;

/// <summary>Code is laid out by CSharpier, and by nobody's taste.</summary>
public class LayoutTests
{
    [Fact]
    public void Code_is_laid_out_by_CSharpier()
    {
        var restored = Dotnet("tool", "restore");
        Assert.True(restored.ExitCode == 0, restored.Output + restored.Errors);
        var check = Dotnet("csharpier", "check", ".");
        Assert.True(check.ExitCode == 0, $"'dotnet csharpier format .' mends this:\n{check.Output}{check.Errors}");
    }

    private static CommandOutcome Dotnet(params string[] arguments) =>
        new UserCommand("dotnet", arguments) { Folder = PagesTests.Root }.Run(TestContext.Current.CancellationToken);
}
