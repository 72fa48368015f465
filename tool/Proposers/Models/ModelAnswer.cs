using AutoResearch.Research;

namespace AutoResearch.Proposers.Models;

/// <summary>A model's answer, understood and applied.</summary>
/// <param name="Hypothesis">One line, cleaned; the model's own words all the same.</param>
/// <param name="Files">The whole new text of each file that changes.</param>
internal sealed record ModelAnswer(string Hypothesis, IReadOnlyDictionary<string, string> Files)
{
    private const int LongestHypothesis = 300;

    /// <summary>Reads an answer: blocks of SEARCH and REPLACE, or edits in JSON, or a whole file in a fenced block.</summary>
    /// <param name="files">The files that may be changed, as they are: text by path. No other is ever in the result.</param>
    /// <exception cref="AnswerException">It cannot be used; the message tells the model why.</exception>
    public static ModelAnswer Parse(string text, IReadOnlyDictionary<string, string> files)
    {
        var answer = WithoutThoughts(text);
        if (string.IsNullOrWhiteSpace(answer))
            throw new AnswerException("The answer is empty.");
        var editable = new EditableFiles(files.Keys);
        var lines = LineText.Split(answer);
        string? hypothesis = null;
        var edits = BlockAnswer.Read(lines, editable);
        if (edits.Count == 0 && JsonAnswer.Read(answer, editable) is { } json)
            (hypothesis, edits) = json;
        if (edits.Count == 0)
            edits = WholeFileAnswer.Read(lines, files, editable);
        if (edits.Count == 0)
            throw new AnswerException("There is no edit in it. " + AnswerForm.Instructions(files.Keys));
        return new ModelAnswer(Hypothesized(hypothesis ?? Stated(lines)), EditApplication.Apply(files, edits));
    }

    // Some servers leave a model's thoughts in its answer, edits that it thought better of included.
    private static string WithoutThoughts(string text)
    {
        foreach (var name in (string[])["think", "thinking"])
        {
            var end = text.LastIndexOf($"</{name}>", StringComparison.OrdinalIgnoreCase);
            if (end >= 0)
                text = text[(end + name.Length + 3)..];
            else if (text.TrimStart().StartsWith($"<{name}>", StringComparison.OrdinalIgnoreCase))
                return "";
        }

        return text;
    }

    private static string Hypothesized(string? line)
    {
        var clean = UntrustedText
            .Clean(line ?? "", LongestHypothesis)
            .Replace('\n', ' ')
            .Replace('\t', ' ')
            .Trim()
            .Trim('*', '_', '`')
            .Trim();
        return clean.Length > 0
            ? clean
            : throw new AnswerException(
                $"It does not say why. Begin with one line '{AnswerForm.HypothesisWord} what you change "
                    + $"and why it should improve the metric'."
            );
    }

    // The line that is asked for, or else the first that is neither a name, a mark nor code.
    private static string? Stated(IReadOnlyList<string> lines)
    {
        foreach (var (line, index) in lines.Select((line, index) => (line, index)))
        {
            var plain = line.TrimStart(' ', '#', '*', '-', '>', '_');
            if (!plain.StartsWith(AnswerForm.HypothesisWord[..^1], StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = plain[(AnswerForm.HypothesisWord.Length - 1)..].TrimStart(':', '*', '_', ' ');
            // Where the word is a heading by itself, the hypothesis is on the next line that is not empty.
            return rest.Length > 0 ? rest : lines.Skip(index + 1).FirstOrDefault(next => !string.IsNullOrWhiteSpace(next));
        }

        return lines
            .TakeWhile(line => BlockAnswer.Mark(line) == '\0' && !Fences.IsFence(line))
            .Select(line => line.Trim().TrimStart('#', '*', ' '))
            .FirstOrDefault(line => line.Contains(' '));
    }
}
