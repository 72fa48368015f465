using System.Buffers.Binary;

namespace AutoResearch.Training;

/// <summary>
/// Assembles a program for the kernel's packet filter, as seccomp(2) runs it at each system call. It reads a word of the
/// call into its one register, compares, and returns what shall happen.
/// </summary>
internal sealed class BpfProgram
{
    // linux/bpf_common.h: the operation, its operand and how it is addressed.
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;

    private const int InstructionBytes = 8;

    private readonly List<byte> code = [];

    /// <summary>The instructions in the form of linux/filter.h's <c>struct sock_filter</c>.</summary>
    public byte[] ToArray() => [.. code];

    /// <summary>Reads the 32 bits at this offset of <c>struct seccomp_data</c>.</summary>
    public BpfProgram Load(uint offset) => Add(LoadWord, 0, 0, offset);

    public BpfProgram ReturnAlways(uint result) => Add(Return, 0, 0, result);

    public BpfProgram ReturnIfEqual(uint value, uint result) => Add(JumpIfEqual, 0, 1, value).ReturnAlways(result);

    public BpfProgram ReturnUnlessEqual(uint value, uint result) => Add(JumpIfEqual, 1, 0, value).ReturnAlways(result);

    public BpfProgram ReturnIfAtLeast(uint value, uint result) => Add(JumpIfAtLeast, 0, 1, value).ReturnAlways(result);

    public BpfProgram ReturnUnlessAnyBit(uint bits, uint result) => Add(JumpIfAnyBit, 1, 0, bits).ReturnAlways(result);

    /// <summary>Runs these instructions only if the register holds this value; they have to end with a return.</summary>
    public BpfProgram When(uint value, Func<BpfProgram, BpfProgram> instructions)
    {
        var block = instructions(new BpfProgram()).code;
        Add(JumpIfEqual, 0, (byte)(block.Count / InstructionBytes), value);
        code.AddRange(block);
        return this;
    }

    private BpfProgram Add(ushort operation, byte skipIfTrue, byte skipIfFalse, uint operand)
    {
        Span<byte> instruction = stackalloc byte[InstructionBytes];
        BinaryPrimitives.WriteUInt16LittleEndian(instruction, operation);
        instruction[2] = skipIfTrue;
        instruction[3] = skipIfFalse;
        BinaryPrimitives.WriteUInt32LittleEndian(instruction[4..], operand);
        code.AddRange(instruction);
        return this;
    }
}
