namespace AutoResearch.Tests.Analyzers;

/// <summary>What honest projects contain is not reported, and what is reported says what, where and what to do instead.</summary>
public class BoundaryTests
{
    private static string ReadFile(string path) => File.ReadAllText(Path.Combine(Candidate.RepositoryRoot, path));

    [Fact]
    public async Task The_template_is_not_reported() =>
        Assert.Empty(await Candidate.Check(ReadFile("template/content/autoresearch/Train.cs")));

    [Fact]
    public async Task A_project_that_is_no_language_model_is_not_reported() =>
        Assert.Empty(
            await Candidate.Check(
                ReadFile("tests/AutoResearch.TestSupport/Points/Train.cs"),
                ReadFile("tests/AutoResearch.TestSupport/Points/Prepare.cs")
            )
        );

    [Fact]
    public async Task A_denied_call_is_one_error_at_its_name()
    {
        var diagnostic = Assert.Single(
            await Candidate.Check(Candidate.Train("""static string Read() => System.IO.File.ReadAllText("text").Trim();"""))
        );

        Assert.Equal("System.IO.File is outside what Train.cs may use; the training data is run.Data", diagnostic.GetMessage());
        Assert.Equal(
            "File",
            diagnostic
                .Location.SourceTree!.ToString()
                .Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)
        );
        Assert.Equal(("AR0004", Microsoft.CodeAnalysis.DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
    }
}
