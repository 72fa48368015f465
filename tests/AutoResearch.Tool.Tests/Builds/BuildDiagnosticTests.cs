using AutoResearch.Builds;

namespace AutoResearch.Tests.Builds;

public class BuildDiagnosticTests
{
    [Theory]
    [InlineData("CS0029", "Train.cs", 3, false)]
    [InlineData("AR0003", "Train.cs", 3, false)]
    [InlineData("AR0001", "Prepare.cs", 0, false)]
    [InlineData("AR0004", "", 0, false)]
    [InlineData("AR0009", "Train.cs", 3, false)]
    [InlineData("MSB6006", "Microsoft.CSharp.Core.targets", 84, false)]
    [InlineData("NU1301", "MyResearch.csproj", 0, true)]
    [InlineData("NETSDK1064", "Microsoft.PackageDependencyResolution.targets", 266, true)]
    [InlineData("MSB3021", "Microsoft.Common.CurrentVersion.targets", 5270, true)]
    [InlineData("CS0006", "CSC", 0, true)]
    [InlineData("CS2012", "CSC", 0, true)]
    [InlineData("AR0006", "MyResearch.csproj", 0, true)]
    public void An_error_is_the_candidate_s_or_the_machine_s(string code, string file, int line, bool ofMachine) =>
        Assert.Equal(ofMachine, new BuildDiagnostic(code, file, line, 1, "").IsOfMachine);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    // A stack that overflows in what it was given: the runtime aborts.
    [InlineData(134, false)]
    [InlineData(-6, false)]
    [InlineData(-1073741571, false)]
    [InlineData(137, true)]
    [InlineData(139, true)]
    [InlineData(143, true)]
    [InlineData(-9, true)]
    [InlineData(-11, true)]
    public void A_compiler_that_was_killed_is_no_fault_of_the_candidate(int exitCode, bool ofMachine)
    {
        var died = new BuildDiagnostic("MSB6006", "Microsoft.CSharp.Core.targets", 84, 5, $"\"csc2.dll\" exited with code {exitCode}.");
        Assert.Equal(ofMachine, died.IsOfMachine);
    }
}
