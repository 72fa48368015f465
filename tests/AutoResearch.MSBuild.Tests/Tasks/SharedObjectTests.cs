using AutoResearch.Tasks;
using CsCheck;

namespace AutoResearch.Tests.Tasks;

public class SharedObjectTests
{
    private static SharedObject Read(ElfFile file) => SharedObject.Read(file.ToBytes())!;

    [Fact]
    public void Reads_what_it_needs_and_defines()
    {
        var file = Read(
            new ElfFile
            {
                Needs = { ("libm.so.6", "GLIBC_2.2.5", 3), ("libstdc++.so.6", "GLIBCXX_3.4", 4), ("libstdc++.so.6", "GLIBCXX_3.4.32", 5) },
                Definitions = { "libmine.so", "MINE_1" },
            }
        );

        Assert.Equal(
            [("libm.so.6", "GLIBC_2.2.5", 3), ("libstdc++.so.6", "GLIBCXX_3.4", 4), ("libstdc++.so.6", "GLIBCXX_3.4.32", 5)],
            file.Needs.Select(need => (need.Library, need.Version, need.Index))
        );
        Assert.All(file.Needs, need => Assert.False(need.IsWeak));
        Assert.True(file.Definitions.SetEquals(["libmine.so", "MINE_1"]));
    }

    [Fact]
    public void Marks_only_what_it_was_asked_to()
    {
        var bytes = new ElfFile { Needs = { ("a", "A_1", 2), ("b", "B_1", 3), ("b", "B_2", 4) } }.ToBytes();
        var file = SharedObject.Read(bytes)!;

        var patched = file.WithWeak(file.Needs.Where(need => need.Version == "B_1"));

        Assert.Equal([false, true, false], SharedObject.Read(patched)!.Needs.Select(need => need.IsWeak));
        Assert.Equal(1, bytes.Zip(patched).Count(pair => pair.First != pair.Second));
        Assert.Equal(patched, SharedObject.Read(patched)!.WithWeak(file.Needs.Where(need => need.Version == "B_1")));
    }

    [Fact]
    public void A_version_is_used_when_a_relocation_refers_to_it()
    {
        var file = Read(
            new ElfFile
            {
                Needs = { ("a", "A_1", 2), ("a", "A_2", 3), ("a", "A_3", 4) },
                // The highest bit hides a symbol and is no part of the index.
                Symbols = { 2, 3, 0x8004 },
                Relocations = { 1, 3 },
            }
        );

        Assert.Equal([true, false, true], file.Needs.Select(file.IsUsed));
    }

    [Fact]
    public void What_is_no_shared_object_is_not_read()
    {
        Assert.Null(SharedObject.Read([]));
        Assert.Null(SharedObject.Read("#!/bin/sh\n"u8.ToArray()));
    }

    [Fact]
    public void A_cut_off_file_is_not_read()
    {
        var bytes = new ElfFile
        {
            Needs = { ("a", "A_1", 2) },
            Symbols = { 2 },
            Relocations = { 1 },
        }.ToBytes();
        // The last 20 bytes, of the section table, are not asked for.
        Gen.Int[0, bytes.Length - 21].Sample(length => SharedObject.Read(bytes[..length]) is null);
    }

    [Fact]
    public void A_damaged_file_ends_in_an_answer()
    {
        var bytes = new ElfFile
        {
            Needs = { ("a", "A_1", 2) },
            Definitions = { "X" },
            Symbols = { 2 },
        }.ToBytes();
        Gen.Select(Gen.Int[6, bytes.Length - 1], Gen.Byte)
            .Sample(
                (at, value) =>
                {
                    var damaged = bytes.ToArray();
                    damaged[at] = value;
                    _ = SharedObject.Read(damaged);
                }
            );
    }
}
