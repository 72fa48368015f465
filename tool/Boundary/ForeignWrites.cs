using System.Reflection;
using System.Reflection.Metadata;

namespace AutoResearch.Boundary;

/// <summary>
/// Changes of static fields and properties that the candidate does not declare: TorchSharp's <c>torch.float32</c> and its
/// likes are fields that anybody can assign, and the evaluator computes with them.
/// </summary>
internal sealed class ForeignWrites(CompiledAssembly assembly)
{
    private readonly MetadataReader metadata = assembly.Metadata;
    private EntityHandle address;

    /// <summary>Forgets the last instruction: a new method begins.</summary>
    public void Begin() => address = default;

    /// <summary>What this instruction changes, or may change by the address that the last one took; null where it is fine.</summary>
    public string? Target(InstructionReader instruction)
    {
        var taken = address;
        address = instruction.OpCode == ILOpCode.Ldsflda ? instruction.Token : default;
        if (!taken.IsNil && !OnlyReads(instruction) && Field(taken, byAddress: true) is { } target)
            return target;
        return instruction.OpCode switch
        {
            ILOpCode.Stsfld => Field(instruction.Token, byAddress: false),
            ILOpCode.Call => Setter(instruction.Token),
            _ => null,
        };
    }

    // A method that is called on the value where it lies does not change it: float32.ToString(), or ToString() of one of the
    // framework's numbers.
    private bool OnlyReads(InstructionReader instruction) =>
        instruction.OpCode == ILOpCode.Constrained
        || (
            instruction.OpCode == ILOpCode.Call
            && instruction.Token.Kind == HandleKind.MemberReference
            && metadata.GetMemberReference((MemberReferenceHandle)instruction.Token) is var member
            && member.Parent.Kind == HandleKind.TypeReference
            && assembly.NameOf(member.Parent).Namespace == "System"
            && member.DecodeMethodSignature(SignatureText.Instance, []).Header.IsInstance
        );

    private string? Field(EntityHandle field, bool byAddress)
    {
        if (field.Kind == HandleKind.FieldDefinition)
        {
            var definition = metadata.GetFieldDefinition((FieldDefinitionHandle)field);
            var isReadOnly = (definition.Attributes & FieldAttributes.InitOnly) != 0;
            return IsLocked(definition.GetDeclaringType()) && !isReadOnly ? Name(definition.GetDeclaringType(), definition.Name) : null;
        }

        var member = metadata.GetMemberReference((MemberReferenceHandle)field);
        var owner = assembly.Generic(member.Parent);
        var isForeign = owner.Kind switch
        {
            // The framework's own static fields are read-only, and the address of such a one changes nothing.
            HandleKind.TypeReference => !byAddress || assembly.NameOf(owner).Namespace.Split('.')[0] != "System",
            HandleKind.TypeDefinition => IsLocked((TypeDefinitionHandle)owner),
            _ => false,
        };
        return isForeign ? Name(owner, member.Name) : null;
    }

    // In the metadata, an assignment to a static property X calls a static method set_X that takes a value and returns nothing.
    private string? Setter(EntityHandle token)
    {
        if (token.Kind == HandleKind.MethodDefinition)
        {
            var method = metadata.GetMethodDefinition((MethodDefinitionHandle)token);
            return
                (method.Attributes & (MethodAttributes.Static | MethodAttributes.SpecialName))
                    == (MethodAttributes.Static | MethodAttributes.SpecialName)
                && metadata.GetString(method.Name).StartsWith("set_", StringComparison.Ordinal)
                && IsLocked(method.GetDeclaringType())
                ? Name(method.GetDeclaringType(), method.Name)
                : null;
        }

        if (token.Kind != HandleKind.MemberReference)
            return null;
        var member = metadata.GetMemberReference((MemberReferenceHandle)token);
        if (!metadata.GetString(member.Name).StartsWith("set_", StringComparison.Ordinal))
            return null;
        var signature = member.DecodeMethodSignature(SignatureText.Instance, []);
        var owner = assembly.Generic(member.Parent);
        var isOwn = owner.Kind == HandleKind.TypeDefinition && !IsLocked((TypeDefinitionHandle)owner);
        return
            !signature.Header.IsInstance
            && signature.ReturnType == nameof(PrimitiveTypeCode.Void)
            && signature.ParameterTypes.Length == 1
            && !owner.IsNil
            && !isOwn
            ? Name(owner, member.Name)
            : null;
    }

    private bool IsLocked(TypeDefinitionHandle type) => assembly.OriginOf(type) is CodeOrigin.Locked or CodeOrigin.EntryPoint;

    private string Name(EntityHandle owner, StringHandle member)
    {
        var name = metadata.GetString(member);
        return $"{assembly.NameOf(owner).FullName}.{CandidateReferences.Property(name) ?? name}";
    }
}
