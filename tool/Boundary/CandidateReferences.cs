using System.Reflection;
using System.Reflection.Metadata;
using AutoResearch.Language;

namespace AutoResearch.Boundary;

/// <summary>What the candidate's code calls and mentions: the allow-list decides for other assemblies, a few rules for locked
/// types.</summary>
internal sealed class CandidateReferences : ReferenceWalker
{
    // No member can have this name, so its verdict is the one of the type or the namespace.
    private const string AnyMember = "<any>";

    private readonly AllowList allowed;
    private readonly ViolationList findings;
    private readonly CandidateShape shape;
    private readonly CandidateInstructions instructions;
    private readonly ForeignWrites writes;

    public CandidateReferences(CompiledAssembly assembly, AllowList allowed, ViolationList findings)
        : base(assembly)
    {
        this.allowed = allowed;
        this.findings = findings;
        shape = new CandidateShape(assembly, allowed, findings);
        instructions = new CandidateInstructions(assembly);
        writes = new ForeignWrites(assembly);
    }

    protected override bool Skips(MethodDefinitionHandle handle, MethodDefinition definition) =>
        // Besides Invoke, the compiler gives a delegate members that mention native integers and IAsyncResult. They have no body.
        (definition.ImplAttributes & MethodImplAttributes.Runtime) != 0
        && Assembly.IsDelegate(Metadata.GetTypeDefinition(definition.GetDeclaringType()))
        && Metadata.GetString(definition.Name) != "Invoke";

    protected override void OnType(EntityHandle reference)
    {
        var name = Assembly.NameOf(reference);
        if (reference.Kind == HandleKind.TypeDefinition)
        {
            if (!IsOpen((TypeDefinitionHandle)reference))
                findings.Symbol(Position, name.FullName, "");
            return;
        }

        // The roots that the compiler derives types from are open as bases only. What may be a base may also be named.
        if (
            allowed.Type(name.Namespace, name.Name, compiled: true) is { Allowed: false } verdict
            && !allowed.MayDerive(name.Namespace, name.Name)
        )
            findings.Symbol(Position, name.FullName, verdict.Advice);
    }

    protected override void OnMember(EntityHandle owner, string name)
    {
        if (owner.Kind == HandleKind.TypeDefinition)
            OnOwnMember((TypeDefinitionHandle)owner, name);
        else if (
            owner.Kind == HandleKind.TypeReference
            && !IsNew(Assembly.NameOf(owner), name)
            && Denial(Assembly.NameOf(owner), name) is { } denial
        )
            findings.Symbol(Position, denial.Symbol, denial.Advice);
    }

    protected override void OnUnsafeType(string what)
    {
        if (what is SignatureTypes.NativeInteger or SignatureTypes.UnsignedNativeInteger)
            findings.Symbol(Position, what, "use long");
        else
            findings.Construct(Position, what, "use arrays, spans and tensors");
    }

    protected override void OnReference(MemberReference member)
    {
        if (instructions.ReadsConstantData || instructions.MakesDelegate)
            return;
        // A native handle as a number, or memory as a pointer: closed, whatever the member's name.
        var refused = false;
        var signature = new SignatureTypes(Metadata, static _ => { }, _ => refused = true);
        if (member.GetKind() == MemberReferenceKind.Method)
            member.DecodeMethodSignature(signature, null);
        else
            member.DecodeFieldSignature(signature, null);
        var owner = Assembly.Generic(member.Parent);
        if (refused && owner.Kind == HandleKind.TypeReference)
            findings.Symbol(
                Position,
                Describe(Assembly.NameOf(owner), Metadata.GetString(member.Name)),
                "use the overloads without pointers and native integers"
            );
    }

    protected override void OnShape(TypeDefinition definition) => shape.Check(Position.Type, definition);

    protected override void OnField(FieldDefinition field) => shape.Check(Position, field);

    protected override void OnMethod(MethodDefinition definition, MethodBodyBlock? body)
    {
        shape.Check(Position, definition);
        instructions.Begin();
        writes.Begin();
    }

    protected override void OnInstruction(InstructionReader instruction)
    {
        if (instructions.Refusal(instruction) is { } what)
            findings.Construct(Position, what, "use arrays, spans and tensors, and call methods by their names");
        if (writes.Target(instruction) is { } target)
            findings.Write(Position, target);
    }

    private void OnOwnMember(TypeDefinitionHandle owner, string name)
    {
        if (!IsOpen(owner))
            findings.Symbol(Position, Describe(Assembly.NameOf(owner), name), "");
        else if (Assembly.OriginOf(owner) == CodeOrigin.Locked && name.Contains('<') && name != "<Clone>$")
            findings.Construct(Position, $"what the compiler hides in {Assembly.NameOf(owner).FullName}", "use its public members");
    }

    /// <summary>True for every type of the project except the research problem itself and the entry point.</summary>
    private bool IsOpen(TypeDefinitionHandle type) =>
        Assembly.OriginOf(type) switch
        {
            CodeOrigin.EntryPoint => false,
            CodeOrigin.Locked => !Assembly.IsExperiment(type) && !Assembly.IsExperiment(Assembly.Outermost(type)),
            _ => true,
        };

    // new T() compiles to CreateInstance<T>(), which takes no type names; T itself is checked where it is named.
    private bool IsNew(TypeName type, string name) =>
        instructions.CallsGeneric && name == "CreateInstance" && type == new TypeName("System", "Activator");

    // get_X may be an accessor of a property X, or a method with that name: TorchSharp has some. In an open type, the member is allowed
    // unless a line of the list closes either name; in any other type, a line has to open one of them.
    private (string Symbol, string Advice)? Denial(TypeName type, string name)
    {
        var method = allowed.Member(type.Namespace, type.Name, name, compiled: true);
        if (Property(name) is not { } property)
            return method.Allowed ? null : (Describe(type, name), method.Advice);
        var accessor = allowed.Member(type.Namespace, type.Name, property, compiled: true);
        var isOpen = allowed.Member(type.Namespace, type.Name, AnyMember, compiled: true).Allowed;
        if (isOpen ? method.Allowed && accessor.Allowed : method.Allowed || accessor.Allowed)
            return null;
        return accessor.Allowed ? ($"{type.FullName}.{name}", method.Advice) : (Describe(type, name), accessor.Advice);
    }

    private static string Describe(TypeName type, string name) =>
        name == ".ctor" ? type.FullName : $"{type.FullName}.{Property(name) ?? name}";

    internal static string? Property(string accessor) =>
        accessor.StartsWith("get_", StringComparison.Ordinal)
        || accessor.StartsWith("set_", StringComparison.Ordinal)
        || accessor.StartsWith("add_", StringComparison.Ordinal)
            ? accessor[4..]
        : accessor.StartsWith("remove_", StringComparison.Ordinal) ? accessor[7..]
        : null;
}
