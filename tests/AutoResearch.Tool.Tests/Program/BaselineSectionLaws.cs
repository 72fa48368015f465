using System.Text;
using AutoResearch.Research;
using AutoResearch.Research.Program;
using CsCheck;

namespace AutoResearch.Tests.Programs;

/// <summary>What holds for every text of program.md and everything that can have been measured.</summary>
public class BaselineSectionLaws
{
    private const int Draws = 1000;

    private static readonly Gen<(string Text, BaselineFacts Facts)> Any = Gen.Select(
        Gen.OneOf(DrawnProgram.Text, DrawnProgram.Valid),
        DrawnProgram.Facts
    );

    [Fact]
    public void Every_byte_outside_the_section_stays() =>
        Any.Sample(
            drawn =>
            {
                var (text, facts) = drawn;
                var written = BaselineSection.Rewrite(text, facts);
                var document = ProgramDocument.Parse(text);
                if (document.Baseline is not { } section)
                {
                    Assert.Equal(text, written);
                    return;
                }

                var mark = text.Length - document.Text.Length;
                Assert.StartsWith(text[..(mark + section.Body)], written, StringComparison.Ordinal);
                Assert.EndsWith(document.Text[section.OwnEnd..], written, StringComparison.Ordinal);
                Assert.True(written.Length >= mark + section.Body + document.Text.Length - section.OwnEnd);
            },
            iter: Draws
        );

    [Fact]
    public void Writing_twice_is_writing_once() =>
        Any.Sample(
            drawn =>
            {
                var once = BaselineSection.Rewrite(drawn.Text, drawn.Facts);
                Assert.Equal(once, BaselineSection.Rewrite(once, drawn.Facts));
            },
            iter: Draws
        );

    [Fact]
    public void The_last_one_wins() =>
        Gen.Select(Any, DrawnProgram.Facts)
            .Sample(
                (drawn, later) =>
                    Assert.Equal(
                        BaselineSection.Rewrite(drawn.Text, later),
                        BaselineSection.Rewrite(BaselineSection.Rewrite(drawn.Text, drawn.Facts), later)
                    ),
                iter: Draws
            );

    [Fact]
    public void The_program_says_the_same_afterwards() =>
        Any.Sample(drawn => Assert.Equal(Says(drawn.Text), Says(BaselineSection.Rewrite(drawn.Text, drawn.Facts))), iter: Draws);

    [Fact]
    public void The_line_ends_of_Windows_are_kept_and_change_nothing() =>
        Any.Sample(
            drawn =>
            {
                // With one line end at least: where there is none, there is none to keep.
                var text = drawn.Text.Replace("\r\n", "\n").Replace('\r', '\n') + "\n";
                Assert.Equal(
                    BaselineSection.Rewrite(text, drawn.Facts).Replace("\n", "\r\n"),
                    BaselineSection.Rewrite(text.Replace("\n", "\r\n"), drawn.Facts)
                );
            },
            iter: Draws
        );

    [Fact]
    public void The_human_s_words_in_the_section_stay() =>
        Any.Sample(
            drawn =>
            {
                var written = BaselineSection.Rewrite(drawn.Text, drawn.Facts);
                foreach (var word in (string[])["Some words", "six blocks", "AdamW", "    code", "- item", "> quoted"])
                    Assert.Equal(Count(drawn.Text, word), Count(written, word));
            },
            iter: Draws
        );

    [Fact]
    public void It_is_written_wherever_it_can_be()
    {
        var written = 0;
        var all = 0;
        Gen.Select(DrawnProgram.Valid, DrawnProgram.Facts)
            .Sample(
                (text, facts) =>
                {
                    if (ProgramDocument.Parse(text).Baseline is null)
                        return;
                    all++;
                    if (BaselineSection.Rewrite(text, facts) != text)
                        written++;
                },
                iter: Draws,
                threads: 1
            );
        Assert.True(written > 0.9 * all, $"{written} of {all}");
    }

    // Everything that is read, but the baseline: an error is the same without its lines.
    private static string Says(string text)
    {
        try
        {
            var program = ResearchProgram.Parse(text);
            var prose = program.Prose;
            var said = new StringBuilder().AppendJoin(
                '|',
                program.Metric,
                program.Budget,
                program.Device,
                string.Join(' ', program.Editable),
                program.Sandbox,
                program.Keep
            );
            said.AppendJoin('|', program.Limits)
                .AppendJoin('|', program.Proposers)
                .AppendJoin('|', program.Attempts, program.ProposalTime, program.EarlyStopping, program.RepeatSlowed);
            return said.AppendJoin(
                    '|',
                    prose.Goal,
                    prose.Scope,
                    prose.Constraints,
                    prose.Focus,
                    prose.Ideas,
                    prose.NotWorthTrying,
                    string.Join('|', prose.Others)
                )
                .ToString();
        }
        catch (ResearchException exception)
        {
            return exception.Code + string.Concat(exception.Message.Where(c => !char.IsDigit(c)));
        }
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
