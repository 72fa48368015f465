using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch.Research.Program;

/// <summary>A proposer and its share of all proposals: <c>Proposers: search 50 %, claude 50 %</c>.</summary>
/// <param name="Name">As it is written. Whether there is such a proposer is not known here.</param>
/// <param name="Share">More than 0, at most 1; those of one line add up to 1.</param>
internal sealed partial record ProposerShare(string Name, double Share)
{
    private const string Example = "Write 'search 50 %, claude 50 %', or only the names for equal shares";

    // A third is written as 33 %, and three of them are 99.
    private const double Tolerance = 1.01;

    /// <exception cref="ResearchException">It cannot be understood; the message names the line.</exception>
    public static IReadOnlyList<ProposerShare> Parse(Setting setting)
    {
        var entries = setting.Value.Split([',', ';'], StringSplitOptions.TrimEntries).Select(part => Entry(setting, part)).ToList();
        if (entries.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw setting.Invalid($"'{twice.Key}' stands there twice. Name each proposer once");
        var stated = entries.Count(entry => entry.Percent is not null);
        if (stated == 0)
            return [.. entries.Select(entry => new ProposerShare(entry.Name, 1.0 / entries.Count))];
        if (entries.FirstOrDefault(entry => entry.Percent is null) is { Name: { } without })
            throw setting.Invalid($"'{without}' has no share, and others have one. {Example}");
        var sum = entries.Sum(entry => entry.Percent!.Value);
        if (Math.Abs(sum - 100) > Tolerance)
            throw setting.Invalid(FormattableString.Invariant($"the shares add up to {sum:0.##} %, and not to 100 %. {Example}"));
        return [.. entries.Select(entry => new ProposerShare(entry.Name, entry.Percent!.Value / sum))];
    }

    private static (string Name, double? Percent) Entry(Setting setting, string part)
    {
        var match = Form().Match(part.Replace("`", ""));
        if (!match.Success)
            throw setting.Invalid($"'{UntrustedText.Clean(part, 80)}' is no proposer. {Example}");
        var name = match.Groups["name"].Value;
        if (match.Groups["share"] is not { Success: true } share)
            return (name, null);
        var percent = double.Parse(share.ValueSpan, CultureInfo.InvariantCulture);
        return percent is > 0 and <= 100
            ? (name, percent)
            : throw setting.Invalid(
                $"{name} has {share.Value} %. A share is more than 0 and at most 100 %; leave out who is not to propose"
            );
    }

    // 'search', 'search 50 %', 'search: 50%' and '50 % search'.
    [GeneratedRegex(
        @"^(?:(?<share>\d{1,6}(?:\.\d{1,6})?)\s*%\s*)?(?<name>[^\s%=:](?:[^\s%=]*[^\s%=:])?(?:\s+[^\s%=\d][^\s%=]*)*)(?:\s*[:=]?\s*(?<=["
            + @"\s:=])(?<share>\d{1,6}(?:\.\d{1,6})?)\s*%?)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
