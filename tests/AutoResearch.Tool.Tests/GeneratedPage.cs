using System.Reflection;

namespace AutoResearch.Tests;

/// <summary>A page beside its test that shows what the code does. <c>AUTORESEARCH_WRITE=1</c> writes it anew.</summary>
internal static class GeneratedPage
{
    /// <summary>The page is what the code makes of it now.</summary>
    /// <param name="path">In the project's folder.</param>
    public static void Check(string path, string text)
    {
        var root = typeof(GeneratedPage)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot")
            .Value!;
        var file = Path.Combine(root, "tests", "AutoResearch.Tool.Tests", path);
        if (Environment.GetEnvironmentVariable("AUTORESEARCH_WRITE") is "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text);
    }
}
