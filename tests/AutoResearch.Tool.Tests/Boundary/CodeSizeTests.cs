using AutoResearch.Boundary;
using CsCheck;

namespace AutoResearch.Tests.Boundary;

public class CodeSizeTests
{
    private const string Source = """
        class Model
        {
            public static int Twice(int value) => 2 * value;
        }
        """;

    private static readonly string[] Tokens = Source.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Code_is_as_long_as_it_has_tokens() => Assert.Equal(17, CodeSize.Of(Source));

    [Fact]
    public void Comments_and_white_space_cost_nothing() =>
        Gen.OneOf(
                " ",
                "\n",
                "\t\r\n",
                " /* a comment; with = tokens() */ ",
                "\n// a comment; with = tokens()\n",
                "\n/// <summary>Text.</summary>\n",
                "\n#region Text\n#endregion\n"
            )
            .Array[Tokens.Length + 1]
            .Sample(gaps =>
            {
                var source = gaps[0] + string.Concat(Tokens.Select((token, index) => token + gaps[index + 1]));
                Assert.Equal(CodeSize.Of(Source), CodeSize.Of(source));
            });

    [Fact]
    public void Longer_names_and_numbers_and_texts_cost_nothing()
    {
        Assert.Equal(
            CodeSize.Of(Source),
            CodeSize.Of(
                Source.Replace("value", "aMuchLongerNameThatSaysMore").Replace("Twice", "MultipliedByTwo").Replace("2", "1.9999999999")
            )
        );
        Assert.Equal(CodeSize.Of("var x = \"a\";"), CodeSize.Of("var x = \"a much longer text; with = tokens()\";"));
    }

    [Fact]
    public void A_statement_costs_its_tokens() => Assert.Equal(CodeSize.Of("int x = 1;") + 5, CodeSize.Of("int x = 1; int y = 2;"));

    [Fact]
    public void Code_in_an_interpolated_text_costs_what_it_costs_outside() =>
        Assert.True(
            CodeSize.Of("var x = $\"{((Func<int>)(() => { var a = 1; var b = 2; return a + b; }))()}\";")
                > CodeSize.Of("var a = 1; var b = 2; return a + b;")
        );

    [Fact]
    public void Code_that_does_not_compile_has_a_length_too()
    {
        Assert.Equal(0, CodeSize.Of(""));
        Assert.Equal(3, CodeSize.Of("class Model {"));
    }

    [Fact]
    public void Files_are_counted_together_and_one_that_is_not_there_has_none()
    {
        var folder = Directory.CreateTempSubdirectory("autoresearch-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "One.cs"), "int x = 1;");
            File.WriteAllText(Path.Combine(folder, "Two.cs"), "int y = 2;");
            Assert.Equal(10, CodeSize.OfFiles(folder, ["One.cs", "Two.cs", "Three.cs"]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
