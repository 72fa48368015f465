using System.Text;
using AutoResearch.Tasks;
using CsCheck;

namespace AutoResearch.Tests.Tasks;

public class CorpusSplitsTests
{
    private static CorpusSplits Plan(params byte[][] texts) =>
        CorpusSplits.Plan([.. texts.Select((text, i) => ($"{i}", (long)text.Length))], path => new MemoryStream(texts[int.Parse(path)]));

    private static byte[] Bytes(IEnumerable<TextPart> parts, byte[][] texts) =>
        [.. parts.SelectMany(part => texts[int.Parse(part.Path)].Skip((int)part.Start).Take((int)part.Length))];

    [Fact]
    public void From_three_files_on_no_file_is_in_two_splits()
    {
        var splits = CorpusSplits.Plan([.. Enumerable.Range(0, 10).Select(i => ($"{i}", 1000L))], _ =>
            throw new InvalidOperationException()
        );

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], splits.Training.Select(part => part.Path));
        Assert.Equal(["8"], splits.Validation.Select(part => part.Path));
        Assert.Equal(["9"], splits.Test.Select(part => part.Path));
    }

    [Fact]
    public void Every_split_gets_a_file_whatever_their_sizes() =>
        Gen.Long[1, 1_000_000]
            .List[3, 40]
            .Sample(lengths =>
            {
                var splits = CorpusSplits.Plan([.. lengths.Select((length, i) => ($"{i}", length))], _ => Stream.Null);
                var order = splits.Training.Concat(splits.Validation).Concat(splits.Test).Select(part => part.Path);
                return splits.Training.Count > 0
                    && splits.Validation.Count > 0
                    && splits.Test.Count > 0
                    && order.SequenceEqual(lengths.Select((_, i) => $"{i}"));
            });

    [Fact]
    public void Small_files_come_close_to_a_tenth() =>
        Gen.Long[50, 100]
            .List[100, 200]
            .Sample(lengths =>
            {
                var splits = CorpusSplits.Plan([.. lengths.Select((length, i) => ($"{i}", length))], _ => Stream.Null);
                double Share(IEnumerable<TextPart> parts) => parts.Sum(part => part.Length) / (double)lengths.Sum();
                return Share(splits.Validation) is > 0.09 and < 0.11 && Share(splits.Test) is > 0.09 and < 0.11;
            });

    [Fact]
    public void One_file_is_cut_at_the_ends_of_lines()
    {
        var line = Gen.Char["abc ö"].Array[0, 80].Select(characters => new string(characters) + "\n");
        line.List[300, 600]
            .Select(string.Concat)
            .Where(text => text.Length > 10_000)
            .Sample(text =>
            {
                byte[][] texts = [Encoding.UTF8.GetBytes(text)];
                var splits = Plan(texts);
                var training = Bytes(splits.Training, texts);
                var validation = Bytes(splits.Validation, texts);
                var test = Bytes(splits.Test, texts);
                return training.Concat(validation).Concat(test).SequenceEqual(texts[0])
                    && training[^1] == '\n'
                    && validation[^1] == '\n'
                    && training.Length / (double)texts[0].Length is >= 0.8 and < 0.82
                    && test.Length / (double)texts[0].Length is > 0.08 and <= 0.1;
            });
    }

    [Fact]
    public void A_text_without_lines_is_cut_between_characters()
    {
        byte[][] texts = [Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a€", 5001)))];
        var splits = Plan(texts);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        foreach (var split in new[] { splits.Training, splits.Validation, splits.Test })
            Assert.NotEmpty(strict.GetString(Bytes(split, texts)));
    }

    [Fact]
    public void Two_files_are_one_text()
    {
        byte[][] texts =
        [
            Encoding.UTF8.GetBytes(new string('a', 8000) + "\n"),
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("bb\n", 2000))),
        ];
        var splits = Plan(texts);
        Assert.Equal(["0", "1"], splits.Training.Select(part => part.Path));
        Assert.Equal(["1"], splits.Validation.Select(part => part.Path));
        Assert.Equal(["1"], splits.Test.Select(part => part.Path));
    }
}
