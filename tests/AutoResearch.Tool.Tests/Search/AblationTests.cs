using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;
using AutoResearch.Tests.Boundary;

namespace AutoResearch.Tests.Search;

public sealed class AblationTests
{
    private const string Model = """
        public sealed class Model : Module<Tensor, Tensor>
        {
            [Knob(0, 0.5)] private const double Rate = 0.1;

            private readonly Attention attention;
            private readonly Dropout dropout;
            private readonly Linear head;

            public Model() : base(nameof(Model))
            {
                attention = new Attention();
                dropout = Dropout(Rate);
                head = Linear(4, 4);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = x + attention.call(Normalize(x));
                x = dropout.call(x);
                return head.call(x).relu();
            }

            private static Tensor Normalize(Tensor x) => functional.layer_norm(x, [x.shape[^1]]);
        }

        public sealed class Attention : Module<Tensor, Tensor>
        {
            public override Tensor forward(Tensor x) => x;
        }

        public static class Training
        {
            public static Module<Tensor, Tensor> Build(Run run) => new Model();

            public static void Fit(Module<Tensor, Tensor> model, Run run)
            {
                var total = zeros(1);
                while (!run.IsOver)
                {
                    total = total + Loss(model);
                    run.Step(1, () => 1);
                }
            }
        }
        """;

    private static readonly string Train = CompiledSample.Read("Template/Train.cs");

    [Fact]
    public void The_parts_of_a_model_are_found_by_name() =>
        Assert.Equal(
            [
                "attention.call(Normalize(x)) of Model.forward",
                "Normalize of x of Model.forward",
                "dropout.call(x) of Model.forward",
                "relu() behind head.call(x) of Model.forward",
                "functional.layer_norm of x of Model.Normalize",
            ],
            PartFinder.Find(Model).Select(part => $"{part.Name} of {part.Owner}")
        );

    [Fact]
    public void What_only_a_part_used_goes_with_it()
    {
        var without = Without(Model, "attention.call(Normalize(x))")!;
        Assert.Equal(
            Model
                .Replace("        x = x + attention.call(Normalize(x));\n", "")
                .Replace("    private readonly Attention attention;\n", "")
                .Replace("        attention = new Attention();\n", "")
                .Replace("\n    private static Tensor Normalize(Tensor x) => functional.layer_norm(x, [x.shape[^1]]);\n", "")
                .Replace(
                    "\npublic sealed class Attention : Module<Tensor, Tensor>\n{\n    public override Tensor forward(Tensor x) => x;\n}\n",
                    ""
                ),
            without.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public void A_call_gives_way_to_its_argument() => Assert.Contains("return head.call(x);", Without(Model, "relu() behind head.call(x)"));

    [Fact]
    public void What_trains_is_left_alone()
    {
        string[] trains = ["Training.Build", "Training.Fit", "Muon.Step"];
        Assert.DoesNotContain(PartFinder.Find(Model).Concat(PartFinder.Find(Train)), part => trains.Contains(part.Owner));
        Assert.All(PartFinder.Find(Train).Select(part => Removing.From(Train, part)).OfType<string>(), source =>
        {
            foreach (
                var needed in (string[])
                    ["Module<Tensor, Tensor> Build(", "void Fit(", "run.Step(", "adam.Step(", "group.Step(", "loss.backward()"]
            )
                Assert.Contains(needed, source);
        });
    }

    [Fact]
    public void The_parts_of_the_template_can_be_left_out_and_it_compiles()
    {
        var prepare = CompiledSample.Read("Template/Prepare.cs");
        Assert.Empty(CompiledSample.Errors(Train, prepare));
        var parts = PartFinder
            .Find(Train)
            .Select(part => (Part: part, Source: Removing.From(Train, part)))
            .Where(entry => entry.Source is not null)
            .ToList();
        Assert.InRange(parts.Count, 12, 60);
        var broken = parts
            .Select(entry => (entry.Part.Name, Errors: CompiledSample.Errors(entry.Source!, prepare)))
            .Where(entry => entry.Errors.Count > 0)
            .ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken.Select(entry => $"{entry.Name}: {entry.Errors[0]}")));
        // A forward path without a module has no such module: its parameters would have no gradients.
        Assert.DoesNotContain(
            "new Attention(",
            parts
                .Single(entry =>
                    entry.Part.Name.StartsWith("dropout.call(attention", StringComparison.Ordinal) && entry.Part.Span.Length > 60
                )
                .Source
        );
    }

    [Fact]
    public void Every_part_is_left_out_once_and_then_nothing_is_left()
    {
        var past = new Past();
        for (var i = 0; i < 6; i++)
            past.Discarded(-0.1);
        var ideas = new List<string>();
        while (new Ablation().Suggest(past.Before(Model)) is { } idea)
        {
            ideas.Add(idea.Why);
            past.Add(Records.One(past.Experiments.Count + 1, ExperimentStatus.Discarded, idea.Why));
            Assert.InRange(ideas.Count, 1, 20);
        }

        Assert.Equal(6, ideas.Distinct().Count());
        Assert.Contains("Lower Rate from 0.1 to 0: what it is worth, seen by leaving it out", ideas);
        Assert.Contains("Take dropout.call(x) out of Model.forward: 21 tokens less, and it shows what the part is worth", ideas);
    }

    [Fact]
    public void At_first_nothing_is_taken_away() => Assert.Null(new Ablation().Suggest(new Past().Before(Model)));

    private static string? Without(string source, string name) =>
        Removing.From(source, PartFinder.Find(source).Single(part => part.Name == name));
}
