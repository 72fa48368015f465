using System.Reflection;
using System.Reflection.Metadata;
using AutoResearch.Language;

namespace AutoResearch.Boundary;

/// <summary>Checks the candidate's types: what they derive from and override, when their code runs, what they keep between
/// calls.</summary>
internal sealed class CandidateShape(CompiledAssembly assembly, AllowList allowed, ViolationList findings)
{
    private static readonly string[] ReservedNamespaces = ["System", "Microsoft", "TorchSharp", "AutoResearch"];

    private readonly MetadataReader metadata = assembly.Metadata;
    private readonly Overrides overrides = new(assembly, allowed);

    /// <summary>Checks the declaration of a type.</summary>
    public void Check(TypeDefinitionHandle handle, TypeDefinition type)
    {
        var position = (handle, default(MethodDefinitionHandle), 0);
        var name = metadata.GetString(type.Name);
        if (
            type.GetDeclaringType().IsNil
            && assembly.OriginOf(handle) == CodeOrigin.Candidate
            && ReservedNamespaces.Contains(metadata.GetString(type.Namespace).Split('.')[0])
        )
            Refuse(
                position,
                $"a type in the namespace {metadata.GetString(type.Namespace)}",
                "declare it in a namespace of your own or in none"
            );
        if ((type.Attributes & TypeAttributes.LayoutMask) == TypeAttributes.ExplicitLayout)
            Refuse(position, "an explicit layout", "let the runtime lay out the fields");
        if ((type.Attributes & TypeAttributes.Import) != 0)
            Refuse(position, "a COM interface", "write plain C#");
        if (name.StartsWith("<>o__", StringComparison.Ordinal))
            Refuse(position, "dynamic", "write the type");
        CheckBase(position, type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
            CheckBase(position, metadata.GetInterfaceImplementation(implementation).Interface);
        foreach (var implementation in type.GetMethodImplementations())
            CheckExplicit(position, type, metadata.GetMethodImplementation(implementation));
    }

    /// <summary>Checks what a field keeps between calls.</summary>
    public void Check((TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) position, FieldDefinition field)
    {
        if (
            (field.Attributes & FieldAttributes.Static) == 0
            || (field.Attributes & (FieldAttributes.Literal | FieldAttributes.InitOnly)) != 0
        )
            return;
        var type = metadata.GetTypeDefinition(position.Type);
        // The compiler keeps delegates that it made once in nested types that C# cannot name.
        if (!type.GetDeclaringType().IsNil && metadata.GetString(type.Name).StartsWith('<'))
            return;
        var name = metadata.GetString(field.Name);
        // <Name>k__BackingField is the property Name.
        if (name.StartsWith('<') && name.IndexOf('>') is var end and > 1)
            name = name[1..end];
        Refuse(
            position,
            $"{assembly.NameOf(position.Type).FullName}.{name}, a static field that can change,",
            "make it const or readonly, or keep the state in the model"
        );
    }

    /// <summary>Checks what kind of method it is, and what it replaces.</summary>
    public void Check((TypeDefinitionHandle Type, MethodDefinitionHandle Method, int Offset) position, MethodDefinition method)
    {
        var name = metadata.GetString(method.Name);
        var type = metadata.GetTypeDefinition(position.Type);
        var isAbstract = (method.Attributes & MethodAttributes.Abstract) != 0;
        if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0)
            Refuse(position, $"{name}, a function of a native library,", "use TorchSharp's functions");
        else if (method.RelativeVirtualAddress == 0 && !isAbstract && !assembly.IsDelegate(type))
            Refuse(position, $"{name}, an extern method,", "write its body");
        if (name == ".cctor" && (type.Attributes & TypeAttributes.BeforeFieldInit) == 0)
            Refuse(position, "a static constructor", "give the fields initialisers");
        if (name == "Finalize" && method.DecodeSignature(SignatureText.Instance, []).ParameterTypes.IsEmpty && Replaces(method))
            Refuse(position, "a finaliser", "use IDisposable or a dispose scope");
        else if (Replaces(method) && overrides.Refusal(type, method) is { } symbol)
            findings.Override(position, symbol);
    }

    private static bool Replaces(MethodDefinition method) =>
        (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual
        && (method.Attributes & MethodAttributes.Static) == 0;

    private void CheckBase((TypeDefinitionHandle, MethodDefinitionHandle, int) position, EntityHandle type)
    {
        var origin = assembly.Generic(type);
        if (origin.Kind != HandleKind.TypeReference)
            return;
        var name = assembly.NameOf(origin);
        if (name == new TypeName("System.Runtime.CompilerServices", "IAsyncStateMachine"))
            Refuse(position, "async", "training has one thread, and libtorch uses the others");
        else if (
            name is not { Namespace: "System", Name: "Object" or "ValueType" or "Enum" or "MulticastDelegate" }
            && !allowed.MayDerive(name.Namespace, name.Name)
        )
            findings.Derive(position, name.FullName);
    }

    // Explicit implementations (void I.M()) and overrides with another return type: a metadata table says which method they implement.
    private void CheckExplicit(
        (TypeDefinitionHandle Type, MethodDefinitionHandle, int) position,
        TypeDefinition type,
        MethodImplementation implementation
    )
    {
        if (implementation.MethodDeclaration.Kind != HandleKind.MemberReference)
            return;
        var member = metadata.GetMemberReference((MemberReferenceHandle)implementation.MethodDeclaration);
        var owner = assembly.Generic(member.Parent);
        if (owner.Kind != HandleKind.TypeReference)
            return;
        var isInterface = type.GetInterfaceImplementations()
            .Any(known => assembly.Generic(metadata.GetInterfaceImplementation(known).Interface) == owner);
        var name = metadata.GetString(member.Name);
        if (!isInterface && name != "Finalize" && overrides.Refusal(assembly.NameOf(owner), name) is { } symbol)
            findings.Override(position, symbol);
    }

    private void Refuse((TypeDefinitionHandle, MethodDefinitionHandle, int) position, string construct, string advice) =>
        findings.Construct(position, construct, advice);
}
