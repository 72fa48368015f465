using System.Reflection.Metadata;

namespace AutoResearch.Boundary;

/// <summary>A type as the allow-list writes it: nested types with '.', without generic arity.</summary>
internal readonly record struct TypeName(string Namespace, string Name)
{
    public string FullName => Namespace.Length > 0 ? $"{Namespace}.{Name}" : Name;

    /// <param name="type">A definition or a reference.</param>
    public static TypeName Of(MetadataReader metadata, EntityHandle type)
    {
        if (type.Kind == HandleKind.TypeDefinition)
        {
            var definition = metadata.GetTypeDefinition((TypeDefinitionHandle)type);
            var name = WithoutArity(metadata.GetString(definition.Name));
            return definition.GetDeclaringType() is { IsNil: false } outer
                ? Of(metadata, outer).Nest(name)
                : new(metadata.GetString(definition.Namespace), name);
        }
        else
        {
            var reference = metadata.GetTypeReference((TypeReferenceHandle)type);
            var name = WithoutArity(metadata.GetString(reference.Name));
            return reference.ResolutionScope.Kind == HandleKind.TypeReference
                ? Of(metadata, reference.ResolutionScope).Nest(name)
                : new(metadata.GetString(reference.Namespace), name);
        }
    }

    private TypeName Nest(string name) => new(Namespace, $"{Name}.{name}");

    private static string WithoutArity(string name) => name.LastIndexOf('`') is var tick and > 0 ? name[..tick] : name;
}
