using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AutoResearch.Boundary;

/// <summary>The metadata of the built assembly, and who wrote which of its types. Nothing is loaded, and no other assembly is
/// read.</summary>
internal sealed class CompiledAssembly
{
    // What the compiler adds for a framework that lacks it.
    private static readonly HashSet<string> EmbeddedNames = new(StringComparer.Ordinal)
    {
        "Microsoft.CodeAnalysis.EmbeddedAttribute",
        "System.Runtime.CompilerServices.ExtensionMarkerAttribute",
        "System.Runtime.CompilerServices.IsReadOnlyAttribute",
        "System.Runtime.CompilerServices.IsUnmanagedAttribute",
        "System.Runtime.CompilerServices.NativeIntegerAttribute",
        "System.Runtime.CompilerServices.NullableAttribute",
        "System.Runtime.CompilerServices.NullableContextAttribute",
        "System.Runtime.CompilerServices.NullablePublicOnlyAttribute",
        "System.Runtime.CompilerServices.ParamCollectionAttribute",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.CompilerServices.RequiresLocationAttribute",
        "System.Runtime.CompilerServices.ScopedRefAttribute",
    };

    private readonly PEReader image;
    private readonly CodeOrigin[] origins;

    public CompiledAssembly(PEReader image, DeclaredTypes locked, DeclaredTypes editable)
    {
        this.image = image;
        Metadata = image.GetMetadataReader();
        var entry = EntryType(locked);
        origins = new CodeOrigin[Metadata.TypeDefinitions.Count + 1];
        // A nested type comes after the one around it.
        foreach (var handle in Metadata.TypeDefinitions)
        {
            var type = Metadata.GetTypeDefinition(handle);
            var outer = type.GetDeclaringType();
            origins[MetadataTokens.GetRowNumber(handle)] =
                !outer.IsNil ? OriginOf(outer)
                : handle == entry ? CodeOrigin.EntryPoint
                : OriginOf(type, locked, editable);
        }
    }

    public MetadataReader Metadata { get; }

    public CodeOrigin OriginOf(TypeDefinitionHandle type) => origins[MetadataTokens.GetRowNumber(type)];

    public MethodBodyBlock? Body(MethodDefinition method) =>
        method.RelativeVirtualAddress == 0 ? null : image.GetMethodBody(method.RelativeVirtualAddress);

    public TypeName NameOf(EntityHandle type) => TypeName.Of(Metadata, type);

    /// <summary>The name with the number of type parameters, as <see cref="DeclaredTypes"/> has it.</summary>
    public string MetadataName(TypeDefinition type)
    {
        var @namespace = Metadata.GetString(type.Namespace);
        var name = Metadata.GetString(type.Name);
        return @namespace.Length > 0 ? $"{@namespace}.{name}" : name;
    }

    public TypeDefinitionHandle Outermost(TypeDefinitionHandle type)
    {
        while (Metadata.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } outer)
            type = outer;
        return type;
    }

    /// <summary>The definition or reference behind a type that may be constructed; nil for arrays and the like.</summary>
    public EntityHandle Generic(EntityHandle type)
    {
        if (type.Kind != HandleKind.TypeSpecification)
            return type;
        var signature = Metadata.GetBlobReader(Metadata.GetTypeSpecification((TypeSpecificationHandle)type).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return default;
        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle();
    }

    /// <summary>Whether a type of this assembly is the research problem itself: derived from Experiment, whatever lies between.</summary>
    public bool IsExperiment(TypeDefinitionHandle type)
    {
        EntityHandle current = type;
        while (current.Kind == HandleKind.TypeDefinition && !current.IsNil)
            current = Generic(Metadata.GetTypeDefinition((TypeDefinitionHandle)current).BaseType);
        return current.Kind == HandleKind.TypeReference
            && NameOf(current) is { Namespace: "AutoResearch", Name: "Experiment" or "TorchExperiment" };
    }

    public bool IsDelegate(TypeDefinition type) =>
        type.BaseType.Kind == HandleKind.TypeReference && NameOf(type.BaseType) == new TypeName("System", "MulticastDelegate");

    // Conservative: what is not surely locked or the compiler's is the candidate's.
    private CodeOrigin OriginOf(TypeDefinition type, DeclaredTypes locked, DeclaredTypes editable)
    {
        var name = MetadataName(type);
        if (editable.Declares(name))
            return CodeOrigin.Candidate;
        if (locked.DeclaresWhole(name))
            return CodeOrigin.Locked;
        if (IsCompilers(name))
            return CodeOrigin.Compiler;
        return EmbeddedNames.Contains(name) && !locked.Declares(name) ? CodeOrigin.Embedded : CodeOrigin.Candidate;
    }

    // A type that is visible in its file alone also has a name that C# cannot write: <Train>F0A1B2...__Name.
    private static bool IsCompilers(string name) =>
        name == "<Module>"
        || name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
        || name.StartsWith("<>", StringComparison.Ordinal);

    private TypeDefinitionHandle EntryType(DeclaredTypes locked)
    {
        var token = image.PEHeaders.CorHeader?.EntryPointTokenOrRelativeVirtualAddress ?? 0;
        if (
            !locked.HasTopLevelStatements
            || token == 0
            || MetadataTokens.EntityHandle(token) is not { Kind: HandleKind.MethodDefinition } method
        )
            return default;
        var type = Metadata.GetMethodDefinition((MethodDefinitionHandle)method).GetDeclaringType();
        return MetadataName(Metadata.GetTypeDefinition(type)) == "Program" ? type : default;
    }
}
