using CsCheck;

namespace AutoResearch.Tests.Tasks;

public class LockFileTests
{
    private const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Reads_what_sha256sum_writes()
    {
        Assert.True(LockFile.TryParse($"{Hash}  Prepare.cs\r\n{Hash}  corpus/größe eins.txt\n", out var lockFile, out _));
        Assert.Equal(["Prepare.cs", "corpus/größe eins.txt"], lockFile.Hashes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Hash, lockFile.Hashes["Prepare.cs"]);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(Hash + "  Prepare.cs", "cut off")]
    [InlineData(Hash + "  \n", "line 1")]
    [InlineData(Hash + " *Prepare.cs\n", "line 1")]
    [InlineData(Hash + "  a\nE3B0" + "\n", "line 2")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855  a\n", "line 1")]
    [InlineData(Hash + "  a\n" + Hash + "  a\n", "names a a second time")]
    public void The_problem_says_where(string text, string problem)
    {
        Assert.False(LockFile.TryParse(text, out _, out var found));
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var path = Gen.String[Gen.Char["abcdefgh /.-öß"], 1, 20];
        var hash = Gen.Byte.Array[32].Select(Convert.ToHexStringLower);
        Gen.Dictionary(path, hash)[1, 30]
            .Sample(hashes =>
            {
                var text = LockFile.Create(hashes).ToString();
                Assert.True(LockFile.TryParse(text, out var read, out _));
                return read.Hashes.Count == hashes.Count
                    && hashes.All(entry => read.Hashes[entry.Key] == entry.Value)
                    && read.ToString() == text;
            });
    }
}
