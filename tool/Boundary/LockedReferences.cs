using System.Reflection;
using System.Reflection.Metadata;

namespace AutoResearch.Boundary;

/// <summary>
/// The other direction: locked code must not refer to the candidate's, except in the two methods that call Train.cs. Where it
/// does, the candidate has declared a name that the locked file uses for something else.
/// </summary>
internal sealed class LockedReferences(CompiledAssembly assembly, ViolationList findings, DeclaredTypes locked) : ReferenceWalker(assembly)
{
    private static readonly string[] Calls = ["Build", "Train"];

    protected override bool Skips(MethodDefinitionHandle handle, MethodDefinition definition) => MayCall(definition);

    // A delegate or local that the compiler keeps for the two methods is in a nested type, where nothing tells whose it is.
    protected override bool SkipsFields() => IsHidden(Metadata.GetTypeDefinition(Position.Type));

    protected override void OnType(EntityHandle reference)
    {
        if (IsCandidates(reference))
            Report(reference, Assembly.NameOf(reference).FullName);
    }

    protected override void OnMember(EntityHandle owner, string name)
    {
        if (IsCandidates(owner))
            Report(owner, name == ".ctor" ? Assembly.NameOf(owner).FullName : $"{Assembly.NameOf(owner).FullName}.{name}");
    }

    private bool IsCandidates(EntityHandle type) =>
        type.Kind == HandleKind.TypeDefinition && !type.IsNil && Assembly.OriginOf((TypeDefinitionHandle)type) == CodeOrigin.Candidate;

    private void Report(EntityHandle declaring, string symbol)
    {
        var position = ((TypeDefinitionHandle)declaring, default(MethodDefinitionHandle), 0);
        var user = Assembly.Metadata.GetTypeDefinition(Assembly.Outermost(Position.Type));
        if (Assembly.MetadataName(user) == "<Module>")
        {
            findings.Construct(position, $"a module initialiser ({symbol})", "call the code from Build or Fit");
            return;
        }

        var file = locked.Place(Assembly.MetadataName(user))?.Path ?? "a locked file";
        findings.Hijack(position, symbol, file);
    }

    // The overrides of Experiment's Build and Train, and what the compiler moves out of them: lambdas, local functions, iterators.
    private bool MayCall(MethodDefinition method)
    {
        var type = method.GetDeclaringType();
        if (Assembly.IsExperiment(type))
        {
            var name = Metadata.GetString(method.Name);
            return (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual
                    && Calls.Contains(name)
                || IsPart(name);
        }

        for (; !type.IsNil; type = Metadata.GetTypeDefinition(type).GetDeclaringType())
        {
            var definition = Metadata.GetTypeDefinition(type);
            if (!IsHidden(definition))
                return false;
            if (Assembly.IsExperiment(definition.GetDeclaringType()))
                return IsPart(Metadata.GetString(method.Name)) || IsPart(Metadata.GetString(definition.Name));
        }

        return false;
    }

    private bool IsHidden(TypeDefinition type) => !type.GetDeclaringType().IsNil && Metadata.GetString(type.Name).StartsWith('<');

    private static bool IsPart(string name) => Calls.Any(call => name.StartsWith($"<{call}>", StringComparison.Ordinal));
}
