using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using CsCheck;

namespace AutoResearch.Tests.Programs;

/// <summary>Texts of program.md as people, and worse, may write them.</summary>
internal static class DrawnProgram
{
    private static readonly string[] Pieces =
    [
        "# Research",
        "## Baseline",
        "## Baseline",
        "### Baseline (mine)",
        "Baseline\n===",
        "## Goal",
        "  ## Ideas",
        "Ideas\n---",
        "## Mine",
        "#### Deeper",
        "####### no heading",
        "- Metric: val_bpb",
        "- Training budget: 60 seconds",
        "- Device: cpu",
        "Runs: 2",
        "* **Limit:** parameters 10 M",
        "- Sandbox: auto",
        "- Device: cuda",
        "- Early stoping: on",
        "- Model: six blocks",
        "- **Optimizer:** AdamW",
        "- Metric: old 1.5",
        "* Experiment: 0003",
        "Change: words",
        "1. Budget: 5 steps",
        "  - Parameters: 7",
        "- Noise:",
        "-\tDevice: x",
        "Some words",
        "and more: of them",
        "  indented",
        "    code",
        "- item",
        "  - below",
        "> quoted",
        "> - Metric: x",
        "```",
        "~~~",
        "<!--",
        "-->",
        "<div>",
        "---",
        "***",
        "===",
        "|a|b|",
        "[x]: y",
        "\\",
        "\t",
        "   ",
        "",
        "",
        "",
        "",
    ];

    // A piece may hold a line end of its own.
    public static readonly Gen<string> Text =
        from lines in Gen.OneOf(Either(Pieces), Either(Pieces), Either(Pieces), Gen.String[0, 12]).Array[0, 30]
        from ends in Either("\n", "\n", "\r\n", "\r\n", "\r").Array[lines.Length + 1]
        from mixed in Gen.Bool
        from marked in Gen.Bool
        from last in Gen.Bool
        select (marked ? "\uFEFF" : "")
            + string.Concat(
                lines.Select(
                    (line, i) =>
                        line.Replace("\n", mixed ? ends[i] : ends[0])
                        + (
                            i < lines.Length - 1 || last
                                ? mixed
                                    ? ends[i]
                                    : ends[0]
                                : ""
                        )
                )
            );

    /// <summary>One that has its settings, and a section to be written.</summary>
    public static readonly Gen<string> Valid =
        from before in Text
        from after in Text
        from end in Either("\n", "\r\n")
        select (before.StartsWith('\uFEFF') ? "\uFEFF" : "")
            + $"- Metric: val_bpb{end}- Training budget: 60 seconds{end}{end}{before.TrimStart('\uFEFF')}{end}{end}## "
            + $"Baseline{end}{after.TrimStart('\uFEFF')}";

    public static readonly Gen<BaselineFacts> Facts =
        from description in Gen.OneOf(
            Gen.String,
            Either("\n\n## Goal\n", "\n- Training budget: 1 hour\n", "```\n", "<!--", "-->", "\\", "`", "*_[](", "\r\n\r\nx: y")
        )
        from metric in Gen.Double
        from noise in Gen.Double.Nullable()
        from number in Gen.Int[1, 10_000]
        from device in Gen.String
        select BaselineFacts.Of(
            Records.One(number, description: description, metric: metric) with
            {
                Noise = noise,
                Conditions = new Conditions("0123456789ab", "60 seconds", device),
            }
        );

    private static Gen<string> Either(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
