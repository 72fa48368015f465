using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace AutoResearch.Boundary;

/// <summary>Writes a signature as text, with the type arguments of the generic type it belongs to, so that equal signatures are equal
/// texts.</summary>
internal sealed class SignatureText : ISignatureTypeProvider<string, ImmutableArray<string>>
{
    public static readonly SignatureText Instance = new();

    public static string Of(MethodDefinition method, ImmutableArray<string> typeArguments)
    {
        var signature = method.DecodeSignature(Instance, typeArguments);
        return $"{signature.ReturnType}({string.Join(",", signature.ParameterTypes)})<{signature.GenericParameterCount}>";
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        $"{TypeName.Of(reader, handle).FullName}@{handle.GetHashCode()}";

    // References to types of the same name in two assemblies are two rows of the table: the row keeps them apart.
    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        $"{TypeName.Of(reader, handle).FullName}#{handle.GetHashCode()}";

    public string GetTypeFromSpecification(
        MetadataReader reader,
        ImmutableArray<string> context,
        TypeSpecificationHandle handle,
        byte rawTypeKind
    ) => reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public string GetGenericTypeParameter(ImmutableArray<string> context, int index) =>
        !context.IsDefault && index < context.Length ? context[index] : $"!{index}";

    public string GetGenericMethodParameter(ImmutableArray<string> context, int index) => $"!!{index}";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(",", typeArguments)}>";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{shape.Rank}]";

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetByReferenceType(string elementType) => $"{elementType}&";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) =>
        $"fn({string.Join(",", signature.ParameterTypes)}){signature.ReturnType}";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => $"{unmodifiedType} {modifier}";
}
