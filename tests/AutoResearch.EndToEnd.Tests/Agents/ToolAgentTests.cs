using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AutoResearch.EndToEnd.Machine;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AutoResearch.EndToEnd.Agents;

/// <summary>A scripted agent that knows what the tools say of themselves, and nothing else.</summary>
public sealed partial class ToolAgentTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task It_does_the_loop()
    {
        await using var tools = await ServedTools.Start(repository);
        var cards = (await tools.List()).ToDictionary(card => card.Name);
        Assert.Equal(["log", "read_program", "restore", "show", "status", "step", "verify"], cards.Keys.Order());
        Assert.Contains("step", tools.Instructions, StringComparison.Ordinal);
        Assert.All(cards.Values, card => Assert.False(card.Annotations!.DestructiveHint ?? false));

        // What it is about, and what may be edited.
        var program = await Answer(tools, cards, "read_program");
        Assert.Equal("test_acc", program.GetProperty("metric").GetString());
        var higher = program.GetProperty("better").GetString() == "higher";
        Assert.Contains("Training budget", program.GetProperty("program").GetString(), StringComparison.Ordinal);
        var editable = program.GetProperty("files").EnumerateArray().Single(file => file.GetProperty("editable").GetBoolean());
        var file = editable.GetProperty("path").GetString()!;
        var source = editable.GetProperty("text").GetString()!;
        Assert.Contains(program.GetProperty("files").EnumerateArray(), other =>
            other.GetProperty("path").GetString() == "Prepare.cs" && !other.GetProperty("editable").GetBoolean()
        );

        var toBeat = Score((await Answer(tools, cards, "status")).GetProperty("incumbent"));
        Assert.Equal(1, (await Answer(tools, cards, "log")).GetProperty("experiments").GetArrayLength());

        // An idea as an edit.
        var knob = Knob().Match(source);
        var ten = knob.Value.Replace(knob.Groups[1].Value, "10", StringComparison.Ordinal);
        var progress = new Notes();
        var kept = await Answer(
            tools,
            cards,
            "step",
            new()
            {
                ["message"] = "Raise the learning rate: it has not settled after 20 steps",
                ["edits"] = new[]
                {
                    new Dictionary<string, string> { ["before"] = knob.Value, ["after"] = ten },
                },
            },
            progress
        );
        Assert.Equal("kept", kept.GetProperty("status").GetString());
        Assert.True(higher ? Score(kept) > toBeat : Score(kept) < toBeat);
        Assert.Equal("Raise the learning rate: it has not settled after 20 steps", kept.GetProperty("description").GetString());
        progress.Tell("building", "training");

        // Another one as a whole text; it is taken back.
        var best = repository.Train;
        var worse = best.Replace(ten, knob.Value.Replace(knob.Groups[1].Value, "0.01", StringComparison.Ordinal), StringComparison.Ordinal);
        var discarded = await Answer(
            tools,
            cards,
            "step",
            new()
            {
                ["message"] = "Lower it",
                ["source"] = worse,
                ["file"] = file,
            }
        );
        Assert.Equal("discarded", discarded.GetProperty("status").GetString());
        Assert.Equal(best, repository.Train);

        // One that does not compile stays in the working tree, to be mended or dropped.
        var broken = await Answer(tools, cards, "step", new() { ["message"] = "Break it", ["source"] = best + "\n}" });
        Assert.Equal("build-failed", broken.GetProperty("status").GetString());
        Assert.Contains("Train.cs(", broken.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(best + "\n}", repository.Train);
        var incumbent = (await Answer(tools, cards, "status")).GetProperty("incumbent").GetProperty("experiment").GetInt32();
        Assert.Equal(kept.GetProperty("experiment").GetInt32(), incumbent);
        await Answer(tools, cards, "restore", new() { ["experiment"] = incumbent });
        Assert.Equal(best, repository.Train);

        // What was tried, in short and in full, and whether it is true.
        var number = discarded.GetProperty("experiment").GetInt32();
        var logged = Assert.Single((
                await Answer(
                    tools,
                    cards,
                    "log",
                    new()
                    {
                        ["status"] = "discarded",
                        ["text"] = "lower",
                        ["last"] = 1,
                    }
                )
            ).GetProperty("experiments").EnumerateArray());
        Assert.Equal(number, logged.GetProperty("experiment").GetInt32());
        Assert.Contains(
            "0.01",
            (await Answer(tools, cards, "show", new() { ["experiment"] = number })).GetProperty("diff").GetString(),
            StringComparison.Ordinal
        );
        await Answer(tools, cards, "restore", new() { ["experiment"] = number });
        Assert.Equal(worse, repository.Train);
        Assert.True((await Answer(tools, cards, "verify", new() { ["experiment"] = incumbent })).GetProperty("agrees").GetBoolean());
        repository.Git("restore", ".");
        repository.IsTidy();
    }

    // Uses nothing that the tool's card does not name, and finds nothing in the answer that it does not.
    private static async Task<JsonElement> Answer(
        ServedTools tools,
        Dictionary<string, Tool> cards,
        string name,
        Dictionary<string, object?>? arguments = null,
        IProgress<ProgressNotificationValue>? progress = null
    )
    {
        var card = cards[name];
        var taken = card.InputSchema.GetProperty("properties");
        Assert.All(arguments ?? [], argument => Assert.True(taken.TryGetProperty(argument.Key, out _), argument.Key));
        var answer = await tools.Answer(name, arguments, progress);
        var given = card.OutputSchema!.Value.GetProperty("properties");
        Assert.All(answer.EnumerateObject(), property => Assert.True(given.TryGetProperty(property.Name, out _), property.Name));
        return answer;
    }

    private static double Score(JsonElement experiment) => experiment.GetProperty("metric").GetProperty("value").GetDouble();

    [GeneratedRegex(@"LearningRate = ([\d.]+);")]
    private static partial Regex Knob();

    private sealed class Notes : IProgress<ProgressNotificationValue>
    {
        private readonly ConcurrentQueue<ProgressNotificationValue> notes = [];

        public void Report(ProgressNotificationValue value) => notes.Enqueue(value);

        /// <summary>Growing numbers, and these words one after the other.</summary>
        public void Tell(params string[] words)
        {
            var all = notes.OrderBy(note => note.Progress).ToList();
            Assert.All(all, note => Assert.InRange(note.Progress, 0, note.Total!.Value));
            Assert.Equal(all.Count, all.Select(note => note.Progress).Distinct().Count());
            var text = string.Join('\n', all.Select(note => string.Create(CultureInfo.InvariantCulture, $"{note.Message}")));
            var at = 0;
            foreach (var word in words)
            {
                at = text.IndexOf(word, at, StringComparison.Ordinal);
                Assert.True(at >= 0, $"'{word}' is missing:\n{text}");
            }
        }
    }
}
