using System.Text;
using AutoResearch.Experiment;
using AutoResearch.Research;
using AutoResearch.Research.Program;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Writes a change into the working tree for a step that takes it from there. The caller holds the experiment lock.</summary>
internal static class Editing
{
    /// <summary>Writes the change, then steps. If no experiment comes of it, the file is put back as it was.</summary>
    /// <exception cref="ResearchException">The file may not be edited, or edits that no experiment holds would be lost.</exception>
    public static Concluded With(ResearchWorkspace workspace, SourceChange change, Func<Concluded> step)
    {
        var program = workspace.Program;
        var name = change.File ?? program.Editable[0];
        if (!program.Editable.Contains(name, StringComparer.Ordinal))
            throw new ResearchException(
                Codes.OutOfScope,
                $"{name} is not editable: an experiment may change only {string.Join(", ", program.Editable)}."
            );
        var path = Path.Combine(workspace.Folder, name);
        var before = File.Exists(path) ? File.ReadAllBytes(path) : null;
        var after = Encoding.UTF8.GetBytes(
            change.Text is { } text
                ? Whole(workspace, name, text)
                : TextEdit.Apply(before is null ? "" : File.ReadAllText(path), change.Edits, name)
        );
        Write(workspace, path, after);
        try
        {
            return step();
        }
        catch
        {
            // Unless somebody wrote something else there meanwhile.
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(after))
                Write(workspace, path, before);
            throw;
        }
    }

    private static string Whole(ResearchWorkspace workspace, string name, string text) =>
        Restoring.Unsaved(workspace, [name]).Count == 0
            ? text
            : throw new ResearchException(
                Codes.UnsavedEdits,
                $"{name} has edits in the working tree that no experiment holds, and a whole new text would overwrite them. Step without "
                    + $"one to try them first, or drop them (git restore {name})."
            );

    // In one move: a kill leaves the old text or the new one.
    private static void Write(ResearchWorkspace workspace, string path, byte[]? content)
    {
        if (content is null)
        {
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(workspace.StateFolder);
        var written = Path.Combine(workspace.StateFolder, "edited");
        File.WriteAllBytes(written, content);
        File.Move(written, path, overwrite: true);
    }
}
