using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using AutoResearch.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoResearch.Boundary;

/// <summary>
/// The language boundary, checked on what the compiler made: metadata and instructions say what the candidate refers to,
/// whether an analyzer ran or not. Nothing is loaded, and no symbol is resolved.
/// </summary>
internal static class CompiledCheck
{
    // What the SDK defines for a Release build, for an assembly whose PDB does not tell.
    private static readonly string[] UsualSymbols = ["TRACE", "RELEASE", "NET", "NETCOREAPP"];

    /// <summary>What breaks the boundary, in the order of the source; empty for an honest candidate.</summary>
    /// <param name="assembly">The built assembly; has to be seekable.</param>
    /// <param name="pdb">The portable PDB beside it; null where it is embedded or missing.</param>
    /// <param name="locked">All other C# files of the project.</param>
    /// <param name="editable">What the candidate may have written.</param>
    /// <param name="withSource">Also apply the rules that the syntax alone decides; without them the compiled result has to speak for
    /// itself.</param>
    /// <exception cref="BadImageFormatException">This is no assembly.</exception>
    public static IReadOnlyList<Violation> Find(
        Stream assembly,
        Stream? pdb,
        IReadOnlyList<SourceFile> locked,
        IReadOnlyList<SourceFile> editable,
        AllowList allowed,
        bool withSource = true
    )
    {
        using var image = new PEReader(assembly, PEStreamOptions.LeaveOpen | PEStreamOptions.PrefetchEntireImage);
        using var lines = new SourceLines(image, pdb, [.. editable, .. locked]);
        var options = CSharpParseOptions
            .Default.WithLanguageVersion(LanguageVersion.Preview)
            .WithPreprocessorSymbols(lines.Defines() ?? UsualSymbols);
        var lockedTrees = Parse(locked, options);
        var editableTrees = Parse(editable, options);
        var lockedTypes = new DeclaredTypes(lockedTrees);
        var editableTypes = new DeclaredTypes(editableTrees);
        var compiled = new CompiledAssembly(image, lockedTypes, editableTypes);
        var findings = new ViolationList(compiled, lines, editableTypes, editable.Count == 1 ? editable[0].Path : "an editable file");

        foreach (var tree in withSource ? editableTrees : [])
        {
            foreach (var violation in SourceRules.Check(tree, lockedTrees))
            {
                var start = violation.Location.GetLineSpan().StartLinePosition;
                findings.Add(new Violation(Codes.Construct, tree.FilePath, start.Line + 1, start.Character + 1, violation.Message));
            }
        }

        new AssemblyRules(compiled, findings, lockedTypes).Check();
        var candidates = new CandidateReferences(compiled, allowed, findings);
        var others = new LockedReferences(compiled, findings, lockedTypes);
        foreach (var handle in compiled.Metadata.TypeDefinitions)
        {
            switch (compiled.OriginOf(handle))
            {
                case CodeOrigin.Candidate or CodeOrigin.Embedded:
                    candidates.Walk(handle);
                    break;
                case CodeOrigin.Locked or CodeOrigin.EntryPoint:
                    others.Walk(handle);
                    break;
                // Initialisers of the module run before Main, and are called from here.
                case CodeOrigin.Compiler when compiled.MetadataName(compiled.Metadata.GetTypeDefinition(handle)) == "<Module>":
                    others.Walk(handle);
                    break;
            }
        }

        return findings.Sorted;
    }

    private static SyntaxTree[] Parse(IReadOnlyList<SourceFile> files, CSharpParseOptions options) =>
        [.. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path))];
}
