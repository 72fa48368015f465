using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using AutoResearch.Language;

namespace AutoResearch.Boundary;

/// <summary>Which method of another assembly an override replaces, and whether it may.</summary>
internal sealed class Overrides(CompiledAssembly assembly, AllowList allowed)
{
    private readonly MetadataReader metadata = assembly.Metadata;

    /// <summary>The replaced method if it must not be replaced; null if it may be, or is one of the project's own.</summary>
    public string? Refusal(TypeDefinition type, MethodDefinition method)
    {
        var name = metadata.GetString(method.Name);
        var signature = SignatureText.Of(method, default);
        var (owner, arguments) = Base(type, default);
        while (owner.Kind == HandleKind.TypeDefinition && !owner.IsNil)
        {
            var ancestor = metadata.GetTypeDefinition((TypeDefinitionHandle)owner);
            if (ancestor.GetMethods().Any(handle => Introduces(metadata.GetMethodDefinition(handle), name, signature, arguments)))
                return null;
            (owner, arguments) = Base(ancestor, arguments);
        }

        return owner.Kind == HandleKind.TypeReference ? Refusal(assembly.NameOf(owner), name) : null;
    }

    /// <summary>The same for a method that is known by its type and name.</summary>
    public string? Refusal(TypeName owner, string name)
    {
        // Object's members are those of every type.
        foreach (var type in (TypeName[])[owner, new("System", "Object")])
        {
            if (
                allowed.MayOverride(type.Namespace, type.Name, name)
                || (CandidateReferences.Property(name) is { } property && allowed.MayOverride(type.Namespace, type.Name, property))
            )
                return null;
        }

        return $"{owner.FullName}.{CandidateReferences.Property(name) ?? name}";
    }

    private bool Introduces(MethodDefinition method, string name, string signature, ImmutableArray<string> arguments) =>
        (method.Attributes & MethodAttributes.Virtual) != 0
        && (method.Attributes & MethodAttributes.NewSlot) != 0
        && metadata.StringComparer.Equals(method.Name, name)
        && SignatureText.Of(method, arguments) == signature;

    private (EntityHandle Owner, ImmutableArray<string> Arguments) Base(TypeDefinition type, ImmutableArray<string> arguments)
    {
        var owner = assembly.Generic(type.BaseType);
        if (type.BaseType.Kind != HandleKind.TypeSpecification)
            return (owner, default);
        var reader = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)type.BaseType).Signature);
        reader.ReadSignatureTypeCode();
        reader.ReadCompressedInteger();
        reader.ReadTypeHandle();
        var decoder = new System.Reflection.Metadata.Ecma335.SignatureDecoder<string, ImmutableArray<string>>(
            SignatureText.Instance,
            metadata,
            arguments
        );
        var decoded = ImmutableArray.CreateBuilder<string>();
        for (var count = reader.ReadCompressedInteger(); count > 0; count--)
            decoded.Add(decoder.DecodeType(ref reader));
        return (owner, decoded.ToImmutable());
    }
}
