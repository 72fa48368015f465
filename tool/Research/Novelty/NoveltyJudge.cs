using System.Globalization;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Novelty;

/// <summary>
/// Whether a proposal is worth an experiment. It is not if its normal form is that of the research branch, of a proposal that was just
/// refused, or of an experiment that was judged or failed against the same incumbent; nor if <see cref="NearCopyRule"/> finds that it is a
/// near copy of the research branch or of such an experiment. Code that was tried against another incumbent is worth an experiment, and the
/// earlier one is shown.
/// </summary>
internal static class NoveltyJudge
{
    // However many experiments an incumbent has seen, only the code of this many of the latest is read.
    private const int MostRead = 32;

    public static NoveltyVerdict Judge(NoveltyQuestion question)
    {
        var files = Whole(question);
        var candidate = NormalForm.Of(files);
        var current = NormalForm.Of(question.Current);
        var incumbent = question.Incumbent;
        if (candidate.Code == current.Code)
            return new NoveltyVerdict.Duplicate(
                candidate.Code,
                incumbent.Number,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It changes nothing: apart from comments, formatting and names, the code is "
                        + $"that of the research branch (experiment "
                        + $"{incumbent.Number:0000})."
                ),
                []
            );
        if (question.Refused.TryGetValue(candidate.Code, out var problem))
            return new NoveltyVerdict.Duplicate(candidate.Code, null, $"The same code was just refused: {problem}", []);
        var knobs = Knobs(question.Current, files);
        var neighbours = FindNeighbours(question, files, candidate.Code, knobs);
        if (TriedBefore.OnSameBaseline(question.Records, incumbent, candidate.Code) is { } tried)
            return new NoveltyVerdict.Duplicate(
                candidate.Code,
                tried.Number,
                $"It was tried already, against this very incumbent: it is experiment {Named(tried)}. Propose something else.",
                neighbours
            );
        return (NoveltyVerdict?)NearCopy(question, new Candidate(files, candidate, current, knobs), neighbours)
            ?? new NoveltyVerdict.Novel(candidate.Code, neighbours);
    }

    private static NoveltyVerdict.NearCopy? NearCopy(NoveltyQuestion question, Candidate candidate, IReadOnlyList<Neighbour> neighbours)
    {
        var findings = Findings.Of(question.Records, question.Direction);
        var steps = candidate
            .Files.Values.SelectMany(file => KnobReader.Read(file))
            .Where(knob => knob.Step > 0)
            .GroupBy(knob => knob.Name)
            .ToDictionary(group => group.Key, group => group.First().Step);
        var rule = new NearCopyRule(steps, findings.Knobs.ToDictionary(knob => knob.Name), findings.Noise ?? question.Incumbent.Noise);
        if (!rule.Applies)
            return null;
        if (NearCopyRule.Between(candidate.Current, candidate.Form) is { Count: > 0 } moved && !moved.Any(rule.Matters))
            return Verdict(question.Incumbent, moved, "the research branch itself, experiment");
        foreach (
            var earlier in TriedBefore
                .Since(question.Records, question.Incumbent)
                .Where(earlier => !TurnedOtherwise(earlier))
                .OrderByDescending(earlier => earlier.Number)
                .Take(MostRead)
        )
        {
            if (Differences(earlier) is { Count: > 0 } numbers && !numbers.Any(rule.Matters))
                return Verdict(earlier, numbers, "experiment");
        }

        return null;

        // The knobs in its row are mostly enough to tell it apart.
        bool TurnedOtherwise(ExperimentRecord earlier) => Turned(earlier, candidate.Knobs).Any(rule.Matters);

        IReadOnlyList<MovedNumber>? Differences(ExperimentRecord earlier)
        {
            if (question.FilesOf(earlier.Commit) is { } code)
                return NearCopyRule.Between(NormalForm.Of(code), candidate.Form);
            var isOfKnobs =
                earlier.Knobs.Count > 0
                && earlier.CodeTokens == question.Incumbent.CodeTokens
                && candidate.Form.Skeleton == candidate.Current.Skeleton;
            return isOfKnobs ? [.. Turned(earlier, candidate.Knobs)] : null;
        }

        NoveltyVerdict.NearCopy Verdict(ExperimentRecord near, IReadOnlyList<MovedNumber> numbers, string what) =>
            new(
                candidate.Form.Code,
                near.Number,
                $"It is nearly {what} {Named(near)}: "
                    + $"{string.Join("; ", numbers.OrderBy(number => number.IsOfAttribute).Take(3).Select(rule.Explain))}. Change that "
                    + $"by more, or something else.",
                neighbours
            );
    }

    // Both started from the same code, so their knobs differ exactly where their turns do.
    private static IEnumerable<MovedNumber> Turned(ExperimentRecord earlier, IReadOnlyList<KnobChange> knobs)
    {
        foreach (var name in earlier.Knobs.Concat(knobs).Select(knob => knob.Name).Distinct(StringComparer.Ordinal))
        {
            var (before, now) = (earlier.Knobs.FirstOrDefault(knob => knob.Name == name), knobs.FirstOrDefault(knob => knob.Name == name));
            var (from, to) = (before?.To ?? now!.From, now?.To ?? before!.From);
            if (from != to)
                // Between two names there is no distance, which no difference is too small for.
                yield return new MovedNumber(name, from.Number ?? double.NaN, to.Number ?? double.NaN, IsOfAttribute: false);
        }
    }

    private static IReadOnlyList<Neighbour> FindNeighbours(
        NoveltyQuestion question,
        IReadOnlyDictionary<string, string> files,
        string code,
        IReadOnlyList<KnobChange> knobs
    )
    {
        var comparable = question
            .Records.Where(record =>
                !record.IsBaseline && record.Status != ExperimentStatus.Interrupted && record.Conditions == question.Incumbent.Conditions
            )
            .ToList();
        var same = comparable
            .Where(record => record.Code == code)
            .Select(record => new Neighbour(record, "the same code, against another incumbent or this one"));
        var byKnobs = Neighbours.ByKnobs(knobs, comparable);
        var byCode =
            knobs.Count > 0
                ? []
                : Neighbours.ByCode(
                    TokenChange.Between(question.Current, files),
                    comparable.Where(record => record.Knobs.Count == 0),
                    question.FilesOf
                );
        return [.. same.Reverse().Concat(byKnobs).Concat(byCode).DistinctBy(neighbour => neighbour.Record.Number).Take(Neighbours.Most)];
    }

    private static Dictionary<string, string> Whole(NoveltyQuestion question)
    {
        var files = question.Current.ToDictionary(StringComparer.Ordinal);
        foreach (var (path, text) in question.Files)
            files[path] = text;
        return files;
    }

    private static IReadOnlyList<KnobChange> Knobs(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        [.. after.Where(file => before.ContainsKey(file.Key)).SelectMany(file => KnobChange.Between(before[file.Key], file.Value))];

    private static string Named(ExperimentRecord record) =>
        FormattableString.Invariant($"{record.Number:0000} {UntrustedText.Quote(record.Description, 120)} ({Neighbour.Outcome(record)})");

    private sealed record Candidate(
        IReadOnlyDictionary<string, string> Files,
        NormalProgram Form,
        NormalProgram Current,
        IReadOnlyList<KnobChange> Knobs
    );
}
