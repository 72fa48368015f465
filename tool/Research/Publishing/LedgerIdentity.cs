using System.Security.Cryptography;
using System.Text;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Publishing;

/// <summary>Tells apart ledgers whose experiments have the same numbers: two people may do research on one repository.</summary>
internal static class LedgerIdentity
{
    /// <summary>Twelve hexadecimal digits that never change: a hash of the first experiment.</summary>
    public static string Of(IReadOnlyList<ExperimentRecord> records)
    {
        // Only what every version of the table has.
        var first = records[0];
        return Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes($"{first.Commit} {first.Time.UtcDateTime:yyyyMMddHHmmss} {string.Join(',', first.Seeds)}")
            )
        )[..12];
    }
}
