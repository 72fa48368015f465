using System.Buffers.Binary;
using System.Text;

namespace AutoResearch.Tasks;

/// <summary>
/// What a 64-bit little-endian ELF shared object says about symbol versions: which versions of other libraries it needs, which
/// it defines, and whether anything in it refers to a symbol of a version (see the "Symbol Versioning" part of the LSB).
/// </summary>
internal sealed class SharedObject
{
    // Section types (elf.h).
    private const uint Rela = 4;
    private const uint DynamicSymbols = 11;
    private const uint VersionDefinitions = 0x6ffffffd;
    private const uint VersionNeeds = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;

    // vna_flags: the loader goes on without a version that is marked so.
    private const ushort Weak = 0x2;

    private readonly byte[] bytes;
    private readonly List<Section> sections = [];

    private SharedObject(byte[] bytes)
    {
        this.bytes = bytes;
        var table = Offset(0x28);
        var size = UInt16(0x3a);
        for (var i = 0; i < UInt16(0x3c); i++)
        {
            var at = checked(table + (i * size));
            sections.Add(new Section(UInt32(at + 4), Offset(at + 0x18), Offset(at + 0x20), (int)UInt32(at + 0x28)));
        }

        Needs = [.. sections.Where(section => section.Type == VersionNeeds).SelectMany(ReadNeeds)];
        Definitions = sections.Where(section => section.Type == VersionDefinitions).SelectMany(ReadDefinitions).ToHashSet();
    }

    private sealed record Section(uint Type, int Start, int Length, int Link);

    /// <summary>The versions it needs of other libraries.</summary>
    public IReadOnlyList<VersionNeed> Needs { get; }

    /// <summary>The versions it defines for others.</summary>
    public IReadOnlySet<string> Definitions { get; }

    /// <returns>Null when the bytes are no such file, or a damaged one.</returns>
    public static SharedObject? Read(byte[] bytes)
    {
        // Magic number, 64 bits, little-endian.
        if (!bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            return null;
        try
        {
            return new SharedObject(bytes);
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>True if a relocation refers to a symbol of that version: without it the program would jump to nowhere.</summary>
    public bool IsUsed(VersionNeed need)
    {
        var symbols = sections.FindIndex(section => section.Type == DynamicSymbols);
        var versions = sections.Find(section => section.Type == SymbolVersions);
        if (versions is null)
            return true;
        foreach (var table in sections.Where(section => section.Type == Rela && section.Link == symbols))
        {
            // Elf64_Rela: offset, info (symbol in the upper half), addend; 8 bytes each.
            for (var at = table.Start; at < table.Start + table.Length; at += 24)
            {
                var symbol = checked((int)UInt32(at + 12));
                if ((UInt16(versions.Start + (2 * symbol)) & 0x7fff) == need.Index)
                    return true;
            }
        }

        return false;
    }

    /// <summary>A copy of the file that loads although these versions are missing.</summary>
    public byte[] WithWeak(IEnumerable<VersionNeed> needs)
    {
        var copy = bytes.ToArray();
        foreach (var need in needs)
        {
            var flags = copy.AsSpan(need.FlagsAt, 2);
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | Weak));
        }

        return copy;
    }

    private IEnumerable<VersionNeed> ReadNeeds(Section section)
    {
        // Elf64_Verneed: version 2, count 2, file 4, aux 4, next 4. Elf64_Vernaux: hash 4, flags 2, other 2, name 4, next 4.
        foreach (var at in Chain(section.Start, 12))
        {
            var library = Text(section, at + 4);
            foreach (var aux in Chain(Follow(at, 8), 12))
                yield return new VersionNeed(
                    library,
                    Text(section, aux + 8),
                    UInt16(aux + 6) & 0x7fff,
                    (UInt16(aux + 4) & Weak) != 0,
                    aux + 4
                );
        }
    }

    private IEnumerable<string> ReadDefinitions(Section section)
    {
        // Elf64_Verdef: version 2, flags 2, index 2, count 2, hash 4, aux 4, next 4. Elf64_Verdaux: name 4, next 4; the first names it.
        foreach (var at in Chain(section.Start, 16))
            yield return Text(section, Follow(at, 12));
    }

    // Entries that each hold, at an offset of their own, the distance to the next one; 0 ends them.
    private IEnumerable<int> Chain(int at, int nextAt)
    {
        for (var next = at; ; next = Follow(next, nextAt))
        {
            yield return next;
            if (UInt32(next + nextAt) == 0)
                yield break;
        }
    }

    private int Follow(int at, int offset) => checked(at + (int)UInt32(at + offset));

    private string Text(Section section, int nameAt)
    {
        var rest = bytes.AsSpan(checked(sections[section.Link].Start + (int)UInt32(nameAt)));
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private int Offset(int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at, 8)));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at, 4));

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at, 2));
}
