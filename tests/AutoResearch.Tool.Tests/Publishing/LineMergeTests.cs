using AutoResearch.Research.Publishing;
using CsCheck;

namespace AutoResearch.Tests.Publishing;

/// <summary>Merging by lines.</summary>
public sealed class LineMergeTests
{
    [Fact]
    public void Neighbouring_lines_merge() =>
        Assert.Equal(
            "1\nB\nC\n4\n",
            LineMerge.Merge("1\n2\n3\n4\n", "1\nB\n3\n4\n", [new Hunk(1, 1, 1, 1)], "1\n2\nC\n4\n", [new Hunk(2, 1, 2, 1)])
        );

    [Fact]
    public void The_same_line_does_not() =>
        Assert.Null(LineMerge.Merge("1\n", "2\n", [new Hunk(0, 1, 0, 1)], "3\n", [new Hunk(0, 1, 0, 1)]));

    [Fact]
    public void Two_insertions_at_one_place_do_not() =>
        Assert.Null(LineMerge.Merge("1\n", "0\n1\n", [new Hunk(0, 0, 0, 1)], "x\n1\n", [new Hunk(0, 0, 0, 1)]));

    [Fact]
    public void A_last_line_without_an_end_gets_one_when_it_is_not_the_last_any_more() =>
        Assert.Equal("A\n2\n3", LineMerge.Merge("1\n2", "A\n2", [new Hunk(0, 1, 0, 1)], "1\n2\n3", [new Hunk(2, 0, 2, 1)]));

    [Fact]
    public void Headers_are_read() =>
        Assert.Equal(
            [new Hunk(0, 1, 0, 1), new Hunk(5, 0, 5, 2), new Hunk(8, 3, 10, 0)],
            LineMerge.Hunks(
                "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@ class\n-a\n+@@ -9 +9 @@\n@@ -5,0 +6,2 @@\n+a\n+b\n@@ -9,3 +10,0 @@\n"
                    + "-a\n-b\n-c\n"
            )
        );

    // Each line is replaced, dropped or left by at most one of the two: then the merge is what both did.
    [Fact]
    public void What_only_one_changed_is_as_that_one_has_it() =>
        Gen.Int[0, 4]
            .Array[0, 12]
            .Sample(plan =>
            {
                List<string> ancestor = [],
                    our = [],
                    their = [],
                    both = [];
                List<Hunk> ours = [],
                    theirs = [];
                foreach (var (what, i) in plan.Select((what, i) => (what, i)))
                {
                    var line = $"{i}\n";
                    ancestor.Add(line);
                    Apply(our, ours, what is 1 or 2 ? what : 0, line, i);
                    Apply(their, theirs, what is 3 or 4 ? what - 2 : 0, line, i);
                    Apply(both, [], what is 3 or 4 ? what - 2 : what, line, i);
                }

                Assert.Equal(
                    string.Concat(both),
                    LineMerge.Merge(string.Concat(ancestor), string.Concat(our), ours, string.Concat(their), theirs)
                );
            });

    private static void Apply(List<string> lines, List<Hunk> hunks, int what, string line, int index)
    {
        if (what == 0)
        {
            lines.Add(line);
            return;
        }

        hunks.Add(new Hunk(index, 1, lines.Count, what == 1 ? 1 : 0));
        if (what == 1)
            lines.Add("new " + line);
    }
}
