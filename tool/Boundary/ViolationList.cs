using System.Reflection.Metadata;
using AutoResearch.Language;

namespace AutoResearch.Boundary;

/// <summary>Collects what was found, each once, with its place in the source as far as that is known.</summary>
internal sealed class ViolationList(CompiledAssembly assembly, SourceLines lines, DeclaredTypes editable, string editableFile)
{
    private readonly List<Violation> violations = [];

    /// <summary>In the order of the source.</summary>
    public IReadOnlyList<Violation> Sorted =>
        [
            .. violations
                .OrderBy(violation => violation.File, StringComparer.Ordinal)
                .ThenBy(violation => violation.Line)
                .ThenBy(violation => violation.Column),
        ];

    /// <summary>A finding whose place is known.</summary>
    public void Add(Violation violation)
    {
        // The syntax and the compiled result often tell the same thing of the same line; once is enough.
        if (
            !violations.Any(known =>
                known.Code == violation.Code
                && known.File == violation.File
                && known.Line == violation.Line
                && known.Message == violation.Message
            )
        )
            violations.Add(violation);
    }

    /// <summary>A construct that an editable file may not contain.</summary>
    /// <param name="advice">What to do instead.</param>
    public void Construct(
        (TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) position,
        string construct,
        string advice
    ) => Add(Codes.Construct, position, BoundaryMessages.Construct(construct, editableFile, advice));

    /// <summary>A base class or an interface that is not meant to be one here.</summary>
    public void Derive((TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) position, string type) =>
        Add(Codes.Symbol, position, BoundaryMessages.Derive(type, editableFile));

    /// <summary>An override of what is not the candidate's.</summary>
    public void Override((TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) position, string member) =>
        Add(Codes.Symbol, position, BoundaryMessages.Override(member, editableFile));

    /// <summary>A symbol that an editable file may not use.</summary>
    /// <param name="advice">What to do instead; may be empty.</param>
    public void Symbol((TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) position, string symbol, string advice) =>
        Add(Codes.Symbol, position, BoundaryMessages.Symbol(symbol, editableFile, advice));

    /// <summary>A static field or property of somebody else's that is changed.</summary>
    public void Write((TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) position, string member) =>
        Add(Codes.Symbol, position, BoundaryMessages.Write(member, editableFile));

    /// <summary>Locked code in which a name refers to a declaration of the candidate.</summary>
    public void Hijack(
        (TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) declaration,
        string symbol,
        string lockedFile
    ) => Add(Codes.Construct, declaration, BoundaryMessages.Hijack(symbol, editableFile, lockedFile));

    private void Add(string code, (TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) position, string message)
    {
        var (file, line, column) = position.Method.IsNil ? ("", 0, 0) : lines.Find(position.Method, position.Offset);
        if (line == 0)
            (file, line, column) = Declaration(position.Type);
        Add(new Violation(code, file, line, column, message));
    }

    private (string File, int Line, int Column) Declaration(TypeDefinitionHandle type)
    {
        if (type.IsNil)
            return (editableFile, 0, 0);
        var name = assembly.MetadataName(assembly.Metadata.GetTypeDefinition(assembly.Outermost(type)));
        return editable.Place(name) is { } place
            ? (place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1)
            : (editableFile, 0, 0);
    }
}
