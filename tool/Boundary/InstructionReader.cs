using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace AutoResearch.Boundary;

/// <summary>Steps through the instructions of one method body.</summary>
internal ref struct InstructionReader(BlobReader il)
{
    private BlobReader il = il;

    /// <summary>Where the instruction starts.</summary>
    public int Offset { get; private set; }

    public ILOpCode OpCode { get; private set; }

    /// <summary>The metadata token, or a nil handle for an instruction that has none.</summary>
    public EntityHandle Token { get; private set; }

    /// <summary>Reads the next instruction.</summary>
    /// <exception cref="BadImageFormatException">The body is cut off.</exception>
    public bool Next()
    {
        if (il.RemainingBytes == 0)
            return false;
        Offset = il.Offset;
        var first = il.ReadByte();
        OpCode = (ILOpCode)(first == 0xFE ? 0xFE00 | il.ReadByte() : first);
        Token = default;
        if (OpCode == ILOpCode.Switch)
            Skip(checked(il.ReadInt32() * 4));
        else if (HasToken(OpCode))
            Token = Handle(il.ReadInt32());
        else
            Skip(OperandSize(OpCode));
        return true;
    }

    private void Skip(int bytes) => il.Offset += bytes;

    // A string's token is no entity.
    private static EntityHandle Handle(int token) => (token >>> 24) == 0x70 ? default : MetadataTokens.EntityHandle(token);

    private static bool HasToken(ILOpCode code) =>
        code
            is ILOpCode.Jmp
                or ILOpCode.Call
                or ILOpCode.Calli
                or ILOpCode.Callvirt
                or ILOpCode.Cpobj
                or ILOpCode.Ldobj
                or ILOpCode.Ldstr
                or ILOpCode.Newobj
                or ILOpCode.Castclass
                or ILOpCode.Isinst
                or ILOpCode.Unbox
                or ILOpCode.Box
                or ILOpCode.Newarr
                or (>= ILOpCode.Ldfld and <= ILOpCode.Stobj)
                or ILOpCode.Ldelema
                or ILOpCode.Ldelem
                or ILOpCode.Stelem
                or ILOpCode.Unbox_any
                or ILOpCode.Refanyval
                or ILOpCode.Mkrefany
                or ILOpCode.Ldtoken
                or ILOpCode.Ldftn
                or ILOpCode.Ldvirtftn
                or ILOpCode.Initobj
                or ILOpCode.Constrained
                or ILOpCode.Sizeof;

    private static int OperandSize(ILOpCode code) =>
        code switch
        {
            >= ILOpCode.Ldarg_s and <= ILOpCode.Stloc_s => 1,
            >= ILOpCode.Br_s and <= ILOpCode.Blt_un_s => 1,
            ILOpCode.Ldc_i4_s or ILOpCode.Leave_s or ILOpCode.Unaligned or (ILOpCode)0xFE19 => 1,
            >= ILOpCode.Ldarg and <= ILOpCode.Stloc => 2,
            >= ILOpCode.Br and <= ILOpCode.Blt_un => 4,
            ILOpCode.Ldc_i4 or ILOpCode.Ldc_r4 or ILOpCode.Leave => 4,
            ILOpCode.Ldc_i8 or ILOpCode.Ldc_r8 => 8,
            _ => 0,
        };
}
