namespace AutoResearch.Proposers.Models;

/// <summary>Reads a whole file from a fenced block, for the model that repeats the file instead of naming what changes.</summary>
internal static class WholeFileAnswer
{
    // A block with a smaller share of the file's lines is only a part of the file: taking it as the whole would delete the rest.
    private const double LeastOfFile = 0.5;

    /// <summary>The edits; none where no block holds a whole file.</summary>
    /// <exception cref="AnswerException">A block is cut off, or it cannot be told which one is meant.</exception>
    public static IReadOnlyList<Edit> Read(IReadOnlyList<string> lines, IReadOnlyDictionary<string, string> contents, EditableFiles files)
    {
        var edits = new List<Edit>();
        foreach (var block in Fences.Read(lines).Where(block => block.Lines.Count > 1))
        {
            var named = block.Information.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
            var file = (named is null ? null : files.Named(named))
                ?? files.Named(block.Label)
                ?? (contents.Count == 1 ? files.Only() : null);
            if (file is null || block.Lines.Count < LeastOfFile * new LineText(contents[file]).Lines.Count)
                continue;
            if (!block.Closed)
                throw new AnswerException($"The answer ends in the middle of {file}. Answer with edits instead of the whole file.");
            if (edits.Exists(edit => edit.File == file))
                throw new AnswerException($"The answer holds {file} twice. Answer with edits instead of the whole file.");
            edits.Add(new Edit(file, Search: null, block.Lines));
        }

        return edits;
    }
}
