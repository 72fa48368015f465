using System.Reflection.Metadata;

namespace AutoResearch.Boundary;

/// <summary>The instructions that only unsafe code, or code about code, needs.</summary>
internal sealed class CandidateInstructions(CompiledAssembly assembly)
{
    private (ILOpCode Code, EntityHandle Token) previous;
    private (ILOpCode Code, EntityHandle Token) beforePrevious;
    private (ILOpCode Code, EntityHandle Token) current;

    /// <summary>
    /// The instruction makes a span over constants in the assembly's own data, as for <c>"text"u8</c>: the one place where
    /// safe code has a pointer.
    /// </summary>
    public bool ReadsConstantData =>
        beforePrevious.Code == ILOpCode.Ldsflda
        && beforePrevious.Token.Kind == HandleKind.FieldDefinition
        && assembly.OriginOf(assembly.Metadata.GetFieldDefinition((FieldDefinitionHandle)beforePrevious.Token).GetDeclaringType())
            == CodeOrigin.Compiler
        && IsConstant(previous.Code)
        && current.Code is ILOpCode.Newobj or ILOpCode.Call;

    /// <summary>The instruction makes a delegate, whose constructor takes a method's address.</summary>
    public bool MakesDelegate => previous.Code is ILOpCode.Ldftn or ILOpCode.Ldvirtftn && current.Code == ILOpCode.Newobj;

    /// <summary>The instruction calls a method with type arguments of its own.</summary>
    public bool CallsGeneric => current.Token.Kind == HandleKind.MethodSpecification;

    /// <summary>Forgets the last instructions: a new method begins.</summary>
    public void Begin() => (beforePrevious, previous, current) = (default, default, default);

    /// <summary>The name of the construct that this instruction gives away; null where it is fine.</summary>
    public string? Refusal(InstructionReader instruction)
    {
        (beforePrevious, previous, current) = (previous, current, (instruction.OpCode, instruction.Token));
        if (previous.Code is ILOpCode.Ldftn or ILOpCode.Ldvirtftn && current.Code != ILOpCode.Newobj)
            return "a function pointer";
        return current.Code switch
        {
            ILOpCode.Calli => "a function pointer",
            ILOpCode.Localloc => "stackalloc",
            ILOpCode.Cpblk or ILOpCode.Initblk or ILOpCode.Unaligned => "raw memory",
            ILOpCode.Mkrefany or ILOpCode.Refanyval or ILOpCode.Refanytype => "a typed reference",
            ILOpCode.Arglist => "__arglist",
            ILOpCode.Jmp => "a jump out of a method",
            ILOpCode.Conv_u or ILOpCode.Conv_i when TakesAddress(previous.Code) => "a pointer",
            ILOpCode.Ldtoken when IsMethod(current.Token) => "an expression tree",
            _ => null,
        };
    }

    private static bool TakesAddress(ILOpCode code) =>
        code
            is ILOpCode.Ldloca
                or ILOpCode.Ldloca_s
                or ILOpCode.Ldarga
                or ILOpCode.Ldarga_s
                or ILOpCode.Ldflda
                or ILOpCode.Ldsflda
                or ILOpCode.Ldelema;

    private static bool IsConstant(ILOpCode code) => code is >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4;

    private bool IsMethod(EntityHandle token) =>
        token.Kind switch
        {
            HandleKind.MethodDefinition or HandleKind.MethodSpecification => !token.IsNil,
            HandleKind.MemberReference => assembly.Metadata.GetMemberReference((MemberReferenceHandle)token).GetKind()
                == MemberReferenceKind.Method,
            _ => false,
        };
}
