using System.Buffers.Binary;
using System.Text;

namespace AutoResearch.Tests.Tasks;

/// <summary>Writes a shared object that holds nothing but what symbol versions need.</summary>
internal sealed class ElfFile
{
    private readonly List<byte> names = [0];

    /// <summary>Library, version and index of each version it needs.</summary>
    public List<(string Library, string Version, ushort Index)> Needs { get; } = [];

    public List<string> Definitions { get; } = [];

    /// <summary>The version index of each symbol after the first, which is always empty.</summary>
    public List<ushort> Symbols { get; } = [];

    /// <summary>The symbols that a relocation refers to, counted from 1.</summary>
    public List<uint> Relocations { get; } = [];

    public byte[] ToBytes()
    {
        var libraries = Needs.GroupBy(need => need.Library).ToList();
        var needs = libraries.SelectMany((library, i) => Library([.. library], i + 1 == libraries.Count)).ToArray();
        var definitions = Definitions.SelectMany((name, i) => Definition(name, i + 1 == Definitions.Count)).ToArray();
        byte[] versions = [0, 0, .. Symbols.SelectMany(UInt16)];
        var relocations = Relocations
            .SelectMany(symbol => (byte[])[.. UInt64(0x1000), .. UInt32(6), .. UInt32(symbol), .. UInt64(0)])
            .ToArray();
        (uint Type, uint Link, byte[] Bytes)[] sections =
        [
            (0, 0, []),
            (3, 0, [.. names]),
            (11, 1, new byte[24 * (Symbols.Count + 1)]),
            (0x6fffffff, 2, versions),
            (0x6ffffffe, 1, needs),
            (0x6ffffffd, 1, definitions),
            (4, 2, relocations),
        ];
        sections = [.. sections.Where(section => section.Type is 0 or 3 or 11 || section.Bytes.Length > 0)];

        var body = new List<byte>();
        var table = new List<byte>();
        foreach (var (type, link, bytes) in sections)
        {
            table.AddRange([
                .. UInt32(0),
                .. UInt32(type),
                .. UInt64(0),
                .. UInt64(0),
                .. UInt64((ulong)(64 + body.Count)),
                .. UInt64((ulong)bytes.Length),
                .. UInt32(link),
                .. UInt32(0),
                .. UInt64(8),
                .. UInt64(0),
            ]);
            body.AddRange(bytes);
        }

        byte[] header =
        [
            0x7f,
            (byte)'E',
            (byte)'L',
            (byte)'F',
            2,
            1,
            1,
            .. new byte[9],
            .. UInt16(3),
            .. UInt16(62),
            .. UInt32(1),
            .. UInt64(0),
            .. UInt64(0),
            .. UInt64((ulong)(64 + body.Count)),
            .. UInt32(0),
            .. UInt16(64),
            .. UInt16(0),
            .. UInt16(0),
            .. UInt16(64),
            .. UInt16((ushort)sections.Length),
            .. UInt16(0),
        ];
        return [.. header, .. body, .. table];
    }

    private byte[] Library((string Library, string Version, ushort Index)[] needs, bool last)
    {
        var auxes = needs
            .SelectMany(
                (need, i) =>
                    (byte[])
                        [
                            .. UInt32(0),
                            .. UInt16(0),
                            .. UInt16(need.Index),
                            .. UInt32(Name(need.Version)),
                            .. UInt32(i + 1 == needs.Length ? 0u : 16u),
                        ]
            )
            .ToArray();
        return
        [
            .. UInt16(1),
            .. UInt16((ushort)needs.Length),
            .. UInt32(Name(needs[0].Library)),
            .. UInt32(16),
            .. UInt32(last ? 0 : (uint)(16 + auxes.Length)),
            .. auxes,
        ];
    }

    private byte[] Definition(string name, bool last) =>
        [
            .. UInt16(1),
            .. UInt16(0),
            .. UInt16(2),
            .. UInt16(1),
            .. UInt32(0),
            .. UInt32(20),
            .. UInt32(last ? 0u : 28u),
            .. UInt32(Name(name)),
            .. UInt32(0),
        ];

    private uint Name(string name)
    {
        var at = (uint)names.Count;
        names.AddRange([.. Encoding.ASCII.GetBytes(name), 0]);
        return at;
    }

    private static byte[] UInt16(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] UInt64(ulong value) => [.. UInt32((uint)value), .. UInt32((uint)(value >> 32))];
}
