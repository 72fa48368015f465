using AutoResearch.Proposers.Models;
using CsCheck;

namespace AutoResearch.Tests.Models;

public class EditLaws
{
    // Lines of every kind, few enough that repetitions are common.
    private static readonly Gen<string> Line = Gen.OneOf(
            Gen.OneOf(
                "",
                "    ",
                "x = 1;",
                "    x = 1;",
                "x = 1; ",
                "{",
                "}",
                "```",
                "Train.cs",
                "Prepare.cs",
                "Hypothesis: no",
                "// <<<<<<< here"
            ),
            Gen.String[Gen.Char[' ', '~'], 0, 12]
        )
        .Where(line => BlockAnswer.Mark(line) == '\0');

    private static readonly Gen<string[]> Lines = Line.Array[0, 12];

    private static readonly Gen<string> End = Gen.OneOf("\n", "\r\n");

    // Any text, hostile ones and mixed line ends included.
    private static readonly Gen<string> Text =
        from mark in Gen.OneOf("", "\uFEFF")
        from lines in Gen.Select(Line, End).Array[0, 12]
        from last in Line
        select mark + string.Concat(lines.Select(line => line.Item1 + line.Item2)) + last;

    /// <summary>The edit that turns one text into the other gives the other, and not a byte elsewhere changes.</summary>
    [Fact]
    public void An_edit_replaces_its_lines_and_nothing_else() =>
        (
            from before in Lines
            from search in Line.Array[1, 4]
            from replace in Lines
            from after in Lines
            from end in End
            select (before, search, replace, after, end)
        ).Sample(
            part =>
            {
                var (before, search, replace, after, end) = part;
                string[] old = [.. before, .. search, .. after];
                var text = Joined(old, end);
                var files = new Dictionary<string, string> { ["Train.cs"] = text, ["Other.cs"] = text };
                var expected = Joined([.. before, .. replace, .. after], end);
                var answer =
                    $"Hypothesis: it helps\nTrain.cs\n<<<<<<< SEARCH\n{Joined(search, "\n")}=======\n{Joined(replace, "\n")}>>>>>>> "
                    + $"REPLACE\n";
                var places = Enumerable
                    .Range(0, old.Length - search.Length + 1)
                    .Count(start => old.Skip(start).Take(search.Length).SequenceEqual(search));
                if (places > 1 || search.All(string.IsNullOrWhiteSpace) || expected == text)
                {
                    Assert.Throws<AnswerException>(() => ModelAnswer.Parse(answer, files));
                    return;
                }

                var changed = Assert.Single(ModelAnswer.Parse(answer, files).Files);
                Assert.Equal(("Train.cs", expected), (changed.Key, changed.Value));
            },
            iter: 3000
        );

    [Fact]
    public void A_whole_file_takes_the_place_of_any_text() =>
        Gen.Select(Text, Lines)
            .Sample(
                (old, lines) =>
                {
                    var text = new LineText(old);
                    text.Replace(0, text.Lines.Count, lines);
                    Assert.Equal(lines, new LineText(text.ToString()).Lines.Concat(Enumerable.Repeat("", lines.Length)).Take(lines.Length));
                },
                iter: 1000
            );

    [Fact]
    public void A_text_that_nothing_is_done_to_stays_as_it_was() =>
        Text.Sample(text => Assert.Equal(text, new LineText(text).ToString()), iter: 1000);

    /// <summary>Whatever an answer says, it is refused with a reason or changes editable files alone.</summary>
    [Fact]
    public void No_answer_reaches_another_file() =>
        (
            from pieces in Gen.OneOf(
                Line,
                Gen.OneOf(
                    "<<<<<<< SEARCH",
                    "=======",
                    ">>>>>>> REPLACE",
                    "```csharp",
                    "<think>",
                    "</think>",
                    "../Train.cs",
                    "{\"edits\":[{\"file\":\"Prepare.cs\",\"search\":\"x\",\"replace\":\"y\"}]}"
                )
            ).Array[0, 20]
            from text in Text
            select (Joined(pieces, "\n"), text)
        ).Sample(
            (answer, text) =>
            {
                var files = new Dictionary<string, string> { ["Train.cs"] = text };
                try
                {
                    var parsed = ModelAnswer.Parse(answer, files);
                    Assert.Equal(["Train.cs"], parsed.Files.Keys);
                    Assert.NotEqual(text, parsed.Files["Train.cs"]);
                    Assert.DoesNotContain('\n', parsed.Hypothesis);
                }
                catch (AnswerException refused)
                {
                    Assert.NotEmpty(refused.Message);
                }
            },
            iter: 3000
        );

    private static string Joined(IEnumerable<string> lines, string end) => string.Concat(lines.Select(line => line + end));
}
