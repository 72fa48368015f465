using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace AutoResearch.Boundary;

/// <summary>Reports every type that a signature mentions.</summary>
/// <param name="type">Gets a type definition or reference.</param>
/// <param name="unsafeType">Gets the name of what C# has in unsafe code only, or what leads there: <c>nint</c>.</param>
internal sealed class SignatureTypes(MetadataReader metadata, Action<EntityHandle> type, Action<string> unsafeType)
    : ISignatureTypeProvider<SignatureTypes.Nothing, object?>
{
    public const string Pointer = "a pointer";
    public const string NativeInteger = "nint";
    public const string UnsignedNativeInteger = "nuint";

    /// <summary>Types are reported, not built.</summary>
    public readonly struct Nothing;

    public Nothing GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Report(handle);

    public Nothing GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Report(handle);

    public Nothing GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        metadata.GetTypeSpecification(handle).DecodeSignature(this, context);

    public Nothing GetPointerType(Nothing elementType) => Refuse(Pointer);

    public Nothing GetFunctionPointerType(MethodSignature<Nothing> signature) => Refuse("a function pointer");

    public Nothing GetPinnedType(Nothing elementType) => Refuse("fixed");

    public Nothing GetPrimitiveType(PrimitiveTypeCode typeCode) =>
        typeCode switch
        {
            PrimitiveTypeCode.TypedReference => Refuse("a typed reference"),
            PrimitiveTypeCode.IntPtr => Refuse(NativeInteger),
            PrimitiveTypeCode.UIntPtr => Refuse(UnsignedNativeInteger),
            _ => default,
        };

    public Nothing GetArrayType(Nothing elementType, ArrayShape shape) => default;

    public Nothing GetSZArrayType(Nothing elementType) => default;

    public Nothing GetByReferenceType(Nothing elementType) => default;

    public Nothing GetGenericInstantiation(Nothing genericType, ImmutableArray<Nothing> typeArguments) => default;

    public Nothing GetGenericMethodParameter(object? context, int index) => default;

    public Nothing GetGenericTypeParameter(object? context, int index) => default;

    public Nothing GetModifiedType(Nothing modifier, Nothing unmodifiedType, bool isRequired) => default;

    private Nothing Report(EntityHandle handle)
    {
        type(handle);
        return default;
    }

    private Nothing Refuse(string what)
    {
        unsafeType(what);
        return default;
    }
}
