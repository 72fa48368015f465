using AutoResearch.Research.Memory;
using AutoResearch.Tests.Agents;
using CsCheck;

namespace AutoResearch.Tests.Memory;

public class PublicSurfaceTests
{
    [Fact]
    public void It_names_what_Prepare_offers()
    {
        var surface = PublicSurface.Of(Asked.Prepare);
        Assert.Contains(surface, line => line.StartsWith("public sealed class PointRun", StringComparison.Ordinal));
        Assert.Contains(surface, line => line.StartsWith("    public Tensor Points", StringComparison.Ordinal));
        Assert.DoesNotContain(surface, line => line.Contains("File.") || line.Contains("private"));
    }

    [Fact]
    public void Members_have_their_comment_and_no_body() =>
        Assert.Equal(
            [
                "public static class Tool  // Does things.",
                "    public const int Two = 2",
                "    public static int Twice(int x)  // Twice as much.",
                "    public int Half",
                "public enum Kind",
                "    One",
                "    Other",
            ],
            PublicSurface.Of(
                """
                // A file.

                /// <summary>
                /// Does things.
                /// </summary>
                public static class Tool
                {
                    public const int Two = 2;

                    /// <summary>Twice as much.</summary>
                    /// <param name="x">It.</param>
                    public static int Twice(int x)
                    {
                        return 2 * x;
                    }

                    public int Half { get; } = 1;

                    private int hidden;
                }

                internal class Other { public int X; }

                public enum Kind { One, Other }
                """
            )
        );

    [Fact]
    public void Whatever_the_text_is_each_line_is_one() =>
        Gen.String.Sample(text => Assert.All(PublicSurface.Of(text), line => Assert.DoesNotContain('\n', line)));
}
