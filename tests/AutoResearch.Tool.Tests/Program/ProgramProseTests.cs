using AutoResearch.Research.Program;

namespace AutoResearch.Tests.Programs;

public class ProgramProseTests
{
    private const string Settings = "- Metric: val_bpb\n- Training budget: 60 seconds\n\n";

    [Fact]
    public void Every_section_is_found_whatever_stands_between()
    {
        var prose = Read(
            """
            # Research program

            Read this.

            ## Baseline

            - Model: six blocks
            - **Optimizer:** AdamW
            - Metric: val_bpb 1.9132
            - Experiment: 0017

            ## Goal

            As low as it goes.

            ## What may change

            `Train.cs`.

            ## Constraints
            - no GPU

            ## Current focus
            The optimizer.

            ## My notes

            Private.

            ## Ideas

            - one
              1. two

            ### Later

            Three.

            ## Not worth trying

            Luck.
            """
        );

        Assert.Equal(
            new ProgramBaseline(
                "six blocks",
                "AdamW",
                "val_bpb 1.9132",
                17,
                "- Model: six blocks\n- **Optimizer:** AdamW\n- Metric: val_bpb 1.9132\n- Experiment: 0017"
            ),
            prose.Baseline
        );
        Assert.Equal("As low as it goes.", prose.Goal);
        Assert.Equal("`Train.cs`.", prose.Scope);
        Assert.Equal("- no GPU", prose.Constraints);
        Assert.Equal("The optimizer.", prose.Focus);
        Assert.Equal("- one\n  1. two\n\n### Later\n\nThree.", prose.Ideas);
        Assert.Equal("Luck.", prose.NotWorthTrying);
        Assert.Equal(
            [
                new ProseSection("", Settings.Trim()),
                new ProseSection("Research program", "Read this."),
                new ProseSection("My notes", "Private."),
            ],
            prose.Others
        );
    }

    [Theory]
    [InlineData("## GOAL", (int)SectionKind.Goal)]
    [InlineData("###### Objectives ##", (int)SectionKind.Goal)]
    [InlineData("Goal\n====", (int)SectionKind.Goal)]
    [InlineData("# 1. Goal:", (int)SectionKind.Goal)]
    [InlineData("## **What may be changed**", (int)SectionKind.Scope)]
    [InlineData("## Scope", (int)SectionKind.Scope)]
    [InlineData("## Rules", (int)SectionKind.Constraints)]
    [InlineData("## Focus", (int)SectionKind.Focus)]
    [InlineData("## 🎯 Current focus: the optimizer", (int)SectionKind.Focus)]
    [InlineData("## Ideas – for the nights", (int)SectionKind.Ideas)]
    [InlineData("## What to try", (int)SectionKind.Ideas)]
    [InlineData("## What not to try", (int)SectionKind.NotWorthTrying)]
    [InlineData("## Don't try", (int)SectionKind.NotWorthTrying)]
    [InlineData("## Don’t try!", (int)SectionKind.NotWorthTrying)]
    [InlineData("## Out of scope", (int)SectionKind.NotWorthTrying)]
    [InlineData("## Baseline (written by the tool)", (int)SectionKind.Baseline)]
    [InlineData("   ## The baseline", (int)SectionKind.Baseline)]
    public void A_heading_is_known_by_its_words(string heading, int kind)
    {
        var section = Assert.Single(ProgramDocument.Parse($"{heading}\nText.\n").Sections);
        Assert.Equal((SectionKind)kind, section.Kind);
    }

    [Theory]
    [InlineData("## Goals of earlier work")]
    [InlineData("## Baselines of others")]
    [InlineData("##")]
    [InlineData("## 42")]
    [InlineData("## (Goal)x")]
    public void Any_other_heading_is_the_human_s_own(string heading) =>
        Assert.Null(Assert.Single(ProgramDocument.Parse($"{heading}\nText.\n").Sections).Kind);

    [Theory]
    [InlineData("```\n## Goal\n```\n")]
    [InlineData("<!--\n## Goal\n-->\n")]
    [InlineData("    ## Goal\n")]
    [InlineData("> ## Goal\n")]
    [InlineData("- ## Goal\n")]
    [InlineData("#Goal\n")]
    public void What_is_no_heading_of_the_document_opens_no_section(string text) => Assert.Null(Read(text).Goal);

    [Fact]
    public void What_is_missing_or_empty_is_null()
    {
        var prose = Read("## Goal\n\n## Ideas\n  \n");
        Assert.Null(prose.Goal);
        Assert.Null(prose.Ideas);
        Assert.Null(prose.Focus);
        Assert.Null(prose.Baseline);
    }

    [Fact]
    public void A_section_that_stands_there_twice_is_put_together() =>
        Assert.Equal("one\n\ntwo", Read("## Ideas\none\n## Goal\ng\n## Ideas\ntwo\n").Ideas);

    [Fact]
    public void A_known_section_below_another_is_its_own()
    {
        var prose = Read("# Goal\nHigh.\n### Ideas\none\n### More\ntwo\n");
        Assert.Equal("High.", prose.Goal);
        Assert.Equal("one", prose.Ideas);
        Assert.Equal(new ProseSection("More", "two"), prose.Others[^1]);
    }

    [Fact]
    public void Before_anything_was_measured_the_baseline_says_so_with_nothing()
    {
        var baseline = Read("## Baseline\n- Model: not described yet\n- Metric: not measured\n").Baseline!;
        Assert.Null(baseline.Model);
        Assert.Null(baseline.Metric);
        Assert.Null(baseline.Experiment);
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_make_no_difference()
    {
        const string text = "# T\n\nMore.\n\n## Goal\n\none\ntwo\n\n## Baseline\n- Model: m\n";
        var prose = Read(text);
        foreach (var end in (string[])["\r\n", "\r"])
        {
            var other = Read("\uFEFF" + text.Replace("\n", end));
            Assert.Equal(prose.Goal, other.Goal);
            Assert.Equal(prose.Baseline, other.Baseline);
            Assert.Equal(prose.Others, other.Others);
        }
    }

    private static ProgramProse Read(string text) =>
        ResearchProgram
            .Parse(
                (text.StartsWith('\uFEFF') ? "\uFEFF" : "")
                    + Settings.ReplaceLineEndings(
                        text.Contains('\r')
                            ? text.Contains("\r\n")
                                ? "\r\n"
                                : "\r"
                            : "\n"
                    )
                    + text.TrimStart('\uFEFF')
            )
            .Prose;
}
