using AutoResearch.Research;

namespace AutoResearch.Proposers.Models;

/// <summary>Finds the file that an answer means among those that may be changed.</summary>
internal sealed class EditableFiles(IEnumerable<string> paths)
{
    private readonly string[] paths = [.. paths];

    /// <summary>For messages.</summary>
    public string All => string.Join(", ", paths);

    /// <summary>The file that a line of an answer names, however it is decorated.</summary>
    /// <returns>Null where the line names no file.</returns>
    /// <exception cref="AnswerException">It names one that may not be changed.</exception>
    public string? Named(string line)
    {
        var name = Bare(line);
        if (name.Length == 0)
            return null;
        if (Match(name) is { } path)
            return path;
        // Only a line of one word with a file ending counts as a file's name: prose is ignored.
        return LooksLikeFile(name)
            ? throw new AnswerException($"{UntrustedText.Quote(name, 100)} may not be changed. Only these may: {All}.")
            : null;
    }

    /// <summary>The file that is meant where none is named.</summary>
    /// <exception cref="AnswerException">There are several.</exception>
    public string Only() =>
        paths is [var only]
            ? only
            : throw new AnswerException(
                $"An edit does not say which file it is for. Put the file's name on a line of its own before the edit: one of {All}."
            );

    private string? Match(string name)
    {
        var path = name.Replace('\\', '/');
        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        return Array.Find(paths, known => known == path)
            ?? Array.Find(paths, known => string.Equals(known, path, StringComparison.OrdinalIgnoreCase));
    }

    private static string Bare(string line)
    {
        var name = line.Trim().Trim('#', '*', '`', ':', ' ', '"', '\'', '[', ']');
        foreach (var word in (string[])["File:", "Path:", "Filename:"])
            name = name.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? name[word.Length..].Trim().Trim('*', '`', ' ') : name;
        return name;
    }

    private static bool LooksLikeFile(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0
            && name.Length - dot is > 1 and <= 9
            && name.Length <= 200
            && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '/' or '\\' or '_' or '-')
            && name[(dot + 1)..].All(char.IsAsciiLetterOrDigit);
    }
}
