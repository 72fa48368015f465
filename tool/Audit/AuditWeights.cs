using System.Globalization;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Audit;

/// <summary>Whether the weights of a kept experiment are here and are the ones that were scored.</summary>
internal sealed class AuditWeights(ResearchWorkspace workspace)
{
    /// <summary>What is wrong with them; null when they can be scored.</summary>
    public Finding? Check(ExperimentRecord record)
    {
        var file = WeightsFiles.Of(workspace, record.Number);
        if (record.Weights is not { } expected)
            return Wrong(
                record,
                "autoresearch/log:results.tsv",
                $"it is {record.Status.Name()}, and the ledger has no hash of its weights"
            );
        if (!File.Exists(file))
            return Wrong(record, file, "its weights are missing, so that its score cannot be reproduced");
        var actual = WeightsFiles.Hash(file);
        return actual == expected
            ? null
            : Wrong(
                record,
                file,
                $"its weights are not the ones that were scored: their SHA-256 is {Short(actual)}, and the ledger says {Short(expected)}"
            );
    }

    private static Finding Wrong(ExperimentRecord record, string where, string problem) =>
        new(
            Codes.WeightsMissing,
            record.Number,
            where,
            problem,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Copy weights/{record.Number:0000}.dat there from the machine that measured it, "
                    + $"or from a backup of its cache. Without "
                    + $"them the score can only be measured anew, by an experiment with the same change: git show "
                    + $"{Short(record.Commit)}."
            )
        );

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
