using AutoResearch.Proposers.Models;

namespace AutoResearch.Tests.Models;

public class ModelAnswerTests
{
    private const string Train = """
        public static class Training
        {
            private const int Layers = 4;
            private const double Rate = 0.004;

            public static void Train()
            {
                Step();
                Step();
            }
        }

        """;

    private static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string> { ["Train.cs"] = Train };

    private static readonly IReadOnlyDictionary<string, string> Two = new Dictionary<string, string>
    {
        ["Train.cs"] = Train,
        ["src/Model.cs"] = "class Model;\n",
    };

    [Fact]
    public void The_form_that_is_asked_for()
    {
        var answer = Parse(
            """
            Hypothesis: a deeper model learns more

            Train.cs
            <<<<<<< SEARCH
                private const int Layers = 4;
            =======
                private const int Layers = 6;
            >>>>>>> REPLACE
            """
        );
        Assert.Equal("a deeper model learns more", answer.Hypothesis);
        Assert.Equal(Train.Replace("Layers = 4", "Layers = 6"), Assert.Single(answer.Files).Value);
    }

    [Fact]
    public void Its_own_example_is_understood()
    {
        var example = AnswerForm.Instructions(["Train.cs"]);
        Assert.Equal(
            "what you change and why it should improve the metric, on one line",
            ModelAnswer
                .Parse(
                    example,
                    new Dictionary<string, string> { ["Train.cs"] = "lines of the file exactly as they are, indentation included" }
                )
                .Hypothesis
        );
    }

    [Theory]
    [InlineData("Train.cs\n{0}")]
    [InlineData("`Train.cs`:\n{0}")]
    [InlineData("### Train.cs\n\n{0}")]
    [InlineData("**File: ./Train.cs**\n{0}")]
    [InlineData("```csharp\n{0}\n```")]
    [InlineData("```csharp Train.cs\n{0}\n```")]
    [InlineData("Train.cs\n```csharp\n{0}\n```")]
    [InlineData("```\nTrain.cs\n{0}\n```\nThat should help.")]
    [InlineData("I looked at\nPrepare.cs\nand will change this:\n{0}")]
    [InlineData("{0}")]
    public void Blocks_as_models_decorate_them(string around)
    {
        var block = "<<<<<<< SEARCH\n    private const int Layers = 4;\n=======\n    private const int Layers = 6;\n>>>>>>> REPLACE";
        var answer = Parse("**Hypothesis:** deeper\n" + around.Replace("{0}", block));
        Assert.Equal(("deeper", Train.Replace("Layers = 4", "Layers = 6")), (answer.Hypothesis, answer.Files["Train.cs"]));
    }

    [Theory]
    [InlineData("Hypothesis: more layers", "more layers")]
    [InlineData("**Hypothesis**: more layers", "more layers")]
    [InlineData("## Hypothesis\n\nmore layers", "more layers")]
    [InlineData("> hypothesis: more layers", "more layers")]
    [InlineData("More layers learn more.", "More layers learn more.")]
    [InlineData("Hypothesis: more\u001b[31m lay\u202eers", "more[31m layers")]
    public void The_hypothesis_is_one_clean_line(string said, string hypothesis) =>
        Assert.Equal(hypothesis, Parse(said + "\n\n" + Block("Layers = 4;", "Layers = 6;")).Hypothesis);

    [Fact]
    public void A_hypothesis_has_an_end() =>
        Assert.InRange(Parse($"Hypothesis: {new string('x', 10_000)}\n" + Block("Layers = 4;", "Layers = 6;")).Hypothesis.Length, 100, 301);

    [Fact]
    public void Thoughts_are_no_part_of_it()
    {
        var thought = "<think>\nHypothesis: no\n" + Block("Layers = 4;", "Layers = 99;") + "\n</think>\n";
        Assert.Contains("Layers = 6;", Parse(thought + "Hypothesis: yes\n" + Block("Layers = 4;", "Layers = 6;")).Files["Train.cs"]);
        Assert.Equal("The answer is empty.", Problem("<think>\nLet me see"));
    }

    [Fact]
    public void Edits_are_applied_in_order()
    {
        var answer = Parse(
            "Hypothesis: twice\n"
                + Block("    private const int Layers = 4;", "    private const int Layers = 5;\n    private const int Heads = 2;")
                + "\n"
                + Block("    private const int Heads = 2;", "    private const int Heads = 4;")
        );
        Assert.Equal(Train.Replace("Layers = 4;", "Layers = 5;\n    private const int Heads = 4;"), answer.Files["Train.cs"]);
    }

    [Fact]
    public void Lines_can_be_taken_away() =>
        Assert.Equal(
            Train.Replace("    private const int Layers = 4;\n", ""),
            Parse("Hypothesis: fewer\n<<<<<<< SEARCH\n    private const int Layers = 4;\n=======\n>>>>>>> REPLACE").Files["Train.cs"]
        );

    [Fact]
    public void Several_files_are_told_apart()
    {
        var answer = ModelAnswer.Parse(
            "Hypothesis: both\nTrain.cs\n"
                + Block("Layers = 4;", "Layers = 6;")
                + "\nsrc\\Model.cs\n"
                + Block("class Model;", "class Model();"),
            Two
        );
        Assert.Equal(["src/Model.cs", "Train.cs"], answer.Files.Keys.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal("class Model();\n", answer.Files["src/Model.cs"]);
        Assert.Contains(
            "which file",
            Assert
                .Throws<AnswerException>(() => ModelAnswer.Parse("Hypothesis: which?\n" + Block("Layers = 4;", "Layers = 6;"), Two))
                .Message
        );
    }

    [Theory]
    [InlineData("Prepare.cs")]
    [InlineData("../Train.cs")]
    [InlineData("/etc/Train.cs")]
    [InlineData("program.md")]
    [InlineData("New.cs")]
    public void No_other_file_can_be_changed(string file)
    {
        Assert.Contains("Only these may: Train.cs.", Problem($"Hypothesis: cheat\n\n{file}\n" + Block("Layers = 4;", "Layers = 6;")));
        Assert.Contains(
            "Only these may: Train.cs.",
            Problem($$"""{"hypothesis":"cheat","edits":[{"file":"{{file}}","search":"Layers = 4;","replace":"Layers = 6;"}]}""")
        );
        Assert.Contains("Only these may: Train.cs.", Problem($"Hypothesis: cheat\n{file}\n```csharp\n{Train}```"));
    }

    [Fact]
    public void Windows_line_ends_are_kept_and_not_asked_for()
    {
        var windows = Train.Replace("\n", "\r\n");
        var answer = ModelAnswer.Parse(
            "Hypothesis: deeper\n<<<<<<< SEARCH\n    private const int Layers = 4;\n    private const double Rate = 0.004;\n=======\n    "
                + "private const int Layers = 6;\n    // one more\n    private const double Rate = 0.004;\n>>>>>>> REPLACE",
            new Dictionary<string, string> { ["Train.cs"] = windows }
        );
        Assert.Equal(windows.Replace("Layers = 4;", "Layers = 6;\r\n    // one more"), answer.Files["Train.cs"]);
        Assert.Equal(
            Train.Replace("Layers = 4", "Layers = 6"),
            Parse(
                "Hypothesis: deeper\r\n<<<<<<< SEARCH\r\n    private const int Layers = 4;\r\n=======\r\n    private const int Layers = "
                    + "6;\r\n>>>>>>> REPLACE\r\n"
            ).Files["Train.cs"]
        );
    }

    [Fact]
    public void Spaces_at_the_end_of_a_line_do_not_matter() =>
        Assert.Contains(
            "Layers = 6;",
            Parse(
                "Hypothesis: deeper\n"
                    + Block(
                        "    private const int Layers = 4;  \n    private const double Rate = 0.004;",
                        "    private const int Layers = 6;"
                    )
            ).Files["Train.cs"]
        );

    [Fact]
    public void Text_that_is_not_there_is_said_with_the_nearest_line()
    {
        var problem = Problem(
            "Hypothesis: slower\n" + Block("    private const double Rate = 0.04;", "    private const double Rate = 0.002;")
        );
        Assert.Contains("line 4 of the file is nearest", problem);
        Assert.Contains("private const double Rate = 0.004;", problem);
        Assert.Contains("nor one like it", Problem("Hypothesis: other\n" + Block("DateTime now = Clock.Read();", "x")));
        Assert.Contains(
            "not in this order",
            Problem("Hypothesis: other\n" + Block("    private const double Rate = 0.004;\n    private const int Layers = 4;", "x"))
        );
    }

    [Fact]
    public void Text_that_is_there_twice_is_said_with_its_lines() =>
        Assert.Contains("2 times, at the lines 8, 9", Problem("Hypothesis: once\n" + Block("        Step();", "        Step(2);")));

    [Fact]
    public void A_part_of_a_line_that_is_there_twice_is_refused_as_well() =>
        Assert.Contains("8, 9", Problem("Hypothesis: once\n" + Block("Step()", "Step(2)")));

    [Fact]
    public void An_edit_that_searches_for_nothing_or_changes_nothing_is_refused()
    {
        Assert.Contains("nothing to search for", Problem("Hypothesis: add\n<<<<<<< SEARCH\n=======\n// new\n>>>>>>> REPLACE"));
        Assert.Contains("nothing to search for", Problem("Hypothesis: add\n" + Block("   ", "// new")));
        Assert.Contains(
            "change nothing",
            Problem("Hypothesis: same\n" + Block("    private const int Layers = 4;", "    private const int Layers = 4;"))
        );
    }

    [Theory]
    [InlineData("<<<<<<< SEARCH\n    private const int Layers = 4;\n=======\n    private const int Lay", "ends in the middle of edit 1")]
    [InlineData("<<<<<<< SEARCH\n    private const int Layers = 4;", "ends in the middle of edit 1")]
    [InlineData("<<<<<<< SEARCH\nx\n>>>>>>> REPLACE", "wrong order")]
    [InlineData("<<<<<<< SEARCH\nx\n<<<<<<< SEARCH\ny\n=======\nz\n>>>>>>> REPLACE", "wrong order")]
    [InlineData("<<<<<<< SEARCH\nx\n=======\ny\n=======\nz\n>>>>>>> REPLACE", "wrong order")]
    public void A_block_that_is_not_whole_is_refused(string block, string problem) =>
        Assert.Contains(problem, Problem("Hypothesis: half\n" + block));

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t\n")]
    public void An_empty_answer_is_refused(string text) => Assert.Equal("The answer is empty.", Problem(text));

    [Theory]
    [InlineData("I cannot help with that.")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData("Hypothesis: deeper\n```diff\n-    private const int Layers = 4;\n+    private const int Layers = 6;\n```")]
    [InlineData("Hypothesis: deeper\n```csharp\nprivate const int Layers = 6;\n```")]
    [InlineData("{\"changes\": []}")]
    public void An_answer_without_an_edit_is_told_the_form(string text) => Assert.Contains("<<<<<<< SEARCH", Problem(text));

    [Fact]
    public void Without_a_hypothesis_it_is_refused() => Assert.Contains("does not say why", Problem(Block("Layers = 4;", "Layers = 6;")));

    [Fact]
    public void Edits_in_json_are_understood()
    {
        const string json =
            """{"hypothesis":"deeper","edits":[{"file":"Train.cs","search":"Layers = 4;","replace":"Layers = 6;"},{"search":"    private const double Rate = 0.004;\n","replace":"    private const double Rate = 0.002;\n"}]}""";
        foreach (var text in (string[])[json, $"```json\n{json}\n```", $"Here it is:\n{json}\nDone."])
            Assert.Equal(
                ("deeper", Train.Replace("Layers = 4", "Layers = 6").Replace("0.004", "0.002")),
                (Parse(text).Hypothesis, Parse(text).Files["Train.cs"])
            );
        Assert.Contains("cannot be read", Problem(json[..^4]));
        Assert.Contains("not a list", Problem("""{"hypothesis":"x","edits":{}}"""));
        Assert.Contains("each a text", Problem("""{"hypothesis":"x","edits":[{"search":3}]}"""));
        Assert.Contains("each a text", Problem("""{"hypothesis":"x","edits":["no"]}"""));
    }

    [Fact]
    public void A_whole_file_in_a_fence_is_understood()
    {
        var whole = Train.Replace("Layers = 4", "Layers = 6");
        Assert.Equal(whole, Parse($"Hypothesis: deeper\n```csharp\n{whole}```\nDone.").Files["Train.cs"]);
        Assert.Equal(whole, ModelAnswer.Parse($"Hypothesis: deeper\nTrain.cs\n```csharp\n{whole}```", Two).Files["Train.cs"]);
        Assert.Contains("ends in the middle of Train.cs", Problem($"Hypothesis: deeper\n```csharp\n{whole}"));
        Assert.Contains("twice", Problem($"Hypothesis: deeper\n```csharp\n{whole}```\nor\n```csharp\n{whole}```"));
    }

    private static ModelAnswer Parse(string text) => ModelAnswer.Parse(text, Files);

    private static string Problem(string text) => Assert.Throws<AnswerException>(() => Parse(text)).Message;

    private static string Block(string search, string replace) => $"<<<<<<< SEARCH\n{search}\n=======\n{replace}\n>>>>>>> REPLACE";
}
