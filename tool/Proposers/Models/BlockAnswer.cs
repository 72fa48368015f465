namespace AutoResearch.Proposers.Models;

/// <summary>
/// Reads edits from blocks of SEARCH and REPLACE, which models write more reliably than anything that has to be escaped.
/// Fences around them, and names before or on a fence, are understood.
/// </summary>
internal static class BlockAnswer
{
    private const string Form =
        "An edit is '<<<<<<< SEARCH', the lines of the file, '=======', the new lines, '>>>>>>> REPLACE', each mark on a line of its own.";

    private enum Part
    {
        Outside,
        Search,
        Replace,
    }

    /// <summary>The edits; none where the text has no such block.</summary>
    /// <exception cref="AnswerException">A block is not complete, or is for a file that may not be changed.</exception>
    public static IReadOnlyList<Edit> Read(IReadOnlyList<string> lines, EditableFiles files)
    {
        var edits = new List<Edit>();
        var part = Part.Outside;
        string? file = null;
        var label = "";
        List<string> search = [],
            replace = [];
        foreach (var line in lines)
        {
            var mark = Mark(line);
            switch (part, mark)
            {
                case (Part.Outside, '<'):
                    // Only the line just before: prose further up may name any file.
                    file = files.Named(label) ?? file;
                    (part, label, search, replace) = (Part.Search, "", [], []);
                    break;
                case (Part.Outside, _):
                    label = Label(line) ?? label;
                    break;
                case (Part.Search, '='):
                    part = Part.Replace;
                    break;
                case (Part.Replace, '>'):
                    edits.Add(new Edit(file ?? files.Only(), search, replace));
                    part = Part.Outside;
                    break;
                case (_, '\0'):
                    (part == Part.Search ? search : replace).Add(line);
                    break;
                default:
                    throw new AnswerException($"Edit {edits.Count + 1} has its marks in the wrong order. {Form}");
            }
        }

        return part == Part.Outside ? edits : throw new AnswerException($"The answer ends in the middle of edit {edits.Count + 1}. {Form}");
    }

    /// <summary>Which mark a line is: its first character, or 0 for none.</summary>
    public static char Mark(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.IsEmpty || text[0] is not ('<' or '=' or '>'))
            return '\0';
        var rest = text.TrimStart(text[0]);
        if (text.Length - rest.Length is < 5 or > 9)
            return '\0';
        return (text[0], Word(rest)) switch
        {
            ('<', "SEARCH") or ('>', "REPLACE") => text[0],
            ('=', "") => '=',
            _ => '\0',
        };
    }

    private static string? Label(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return null;
        if (!Fences.IsFence(line))
            return line;
        // A fence names a language, a file, or both.
        var word = Fences.Information(line).Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return word?.Contains('.') == true ? word : null;
    }

    private static string Word(ReadOnlySpan<char> rest)
    {
        rest = rest.Trim();
        var end = rest.IndexOf(' ');
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
