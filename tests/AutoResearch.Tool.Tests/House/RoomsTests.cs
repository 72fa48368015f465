using System.Reflection;
using AutoResearch.Verbs;
using NetArchTest.Rules;

namespace AutoResearch.Tests.House;

/// <summary>The rooms of tool/: which of them know which, and which library belongs to which. docs/architecture.md draws it.</summary>
public class RoomsTests
{
    // Each room with the rooms that it may know; all else it may not. From the bottom to the top, so that no arrow leads up.
    private static readonly (string Room, string[] Knows)[] Rooms =
    [
        ("Research", []),
        ("Boundary", []),
        ("Processes", []),
        ("Repository", ["Research", "Processes"]),
        ("Builds", ["Research", "Processes"]),
        ("Training", ["Research", "Processes", "Repository"]),
        ("GitHub", ["Research", "Processes", "Repository"]),
        ("Proposers", ["Research", "Processes", "Training"]),
        ("Workspace", ["Research", "Processes", "Repository"]),
        ("Publishing", ["Research", "Processes", "Repository", "GitHub", "Workspace"]),
        ("Experiment", ["Research", "Processes", "Boundary", "Repository", "Builds", "Training", "Proposers", "Workspace"]),
        ("Runs", ["Research", "Processes", "Repository", "Builds", "Training", "Proposers", "Workspace", "Publishing", "Experiment"]),
        ("Audit", ["Research", "Repository", "Builds", "Training", "Workspace", "Experiment"]),
        ("Reports", ["Research", "Processes", "Workspace", "Publishing", "Experiment", "Runs", "Audit"]),
        (
            "Verbs",
            [
                "Research",
                "Processes",
                "Repository",
                "Builds",
                "Training",
                "Proposers",
                "Workspace",
                "Publishing",
                "Experiment",
                "Runs",
                "Audit",
                "Reports",
            ]
        ),
        ("Mcp", ["Research", "Builds", "Experiment", "Reports", "Verbs"]),
        ("Commands", ["Research", "Proposers", "Publishing", "Experiment", "Runs", "Audit", "Reports", "Verbs", "Mcp"]),
    ];

    // Each third-party library with the rooms that may know it.
    private static readonly (string Library, string[] Rooms)[] Libraries =
    [
        ("CliWrap", ["Processes"]),
        ("Cocona", ["Commands"]),
        ("DiffPlex", ["Research"]),
        ("ModelContextProtocol", ["Mcp"]),
        ("LibGit2Sharp", ["Repository"]),
        ("Microsoft.Build", ["Builds"]),
        ("Octokit", ["GitHub"]),
        ("Microsoft.Extensions.AI", ["Proposers"]),
        ("OpenAI", ["Proposers"]),
        ("Spectre.Console", ["Reports"]),
        ("Markdig", ["Research"]),
        ("MathNet.Numerics", ["Research"]),
        ("Microsoft.CodeAnalysis", ["Research", "Boundary"]),
    ];

    private static readonly Assembly Tool = typeof(StepVerb).Assembly;

    public static TheoryData<string> RoomNames => [.. Rooms.Select(entry => entry.Room)];

    public static TheoryData<string> LibraryNames => [.. Libraries.Select(entry => entry.Library)];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_knows_only_rooms_below_it(string room)
    {
        var knows = Rooms.Single(entry => entry.Room == room).Knows;
        var strangers = Rooms
            .Select(entry => entry.Room)
            .Where(other => other != room && !knows.Contains(other))
            .Select(Namespace)
            .ToArray();
        var result = Types
            .InAssembly(Tool)
            .That()
            .ResideInNamespace(Namespace(room))
            .ShouldNot()
            .HaveDependencyOnAny(strangers)
            .GetResult();
        Assert.True(result.IsSuccessful, $"{room} knows what it may not: {Names(result)}");
    }

    [Fact]
    public void No_arrow_leads_up()
    {
        var below = new HashSet<string>();
        foreach (var (room, knows) in Rooms)
        {
            Assert.All(knows, known => Assert.True(below.Contains(known), $"{room} knows {known}, which is not below it"));
            below.Add(room);
        }
    }

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void A_library_belongs_to_its_room(string library)
    {
        var owners = Libraries.Single(entry => entry.Library == library).Rooms.Select(Namespace).ToList();
        var others = Rooms.Select(entry => Namespace(entry.Room)).Except(owners).ToArray();
        foreach (var other in others)
        {
            var result = Types.InAssembly(Tool).That().ResideInNamespace(other).ShouldNot().HaveDependencyOnAny(library).GetResult();
            Assert.True(result.IsSuccessful, $"{other} knows {library}: {Names(result)}");
        }

        var known = Types.InAssembly(Tool).That().HaveDependencyOnAny(library).GetTypes().Count();
        Assert.True(known > 0, $"nobody knows {library}: is it still called so?");
    }

    [Fact]
    public void Every_type_lives_in_a_room()
    {
        var rooms = Rooms.Select(entry => Namespace(entry.Room)).ToList();
        Assert.Empty(
            Own()
                .Where(type => !rooms.Exists(room => type.FullName.StartsWith(room + ".", StringComparison.Ordinal)))
                .Select(type => type.FullName)
        );
    }

    [Fact]
    public void A_type_name_is_there_once() =>
        Assert.Empty(
            Own()
                .GroupBy(type => type.Name.Split('`')[0])
                .Where(group => group.Count() > 1)
                .Select(group => string.Join(", ", group.Select(type => type.FullName)))
        );

    private static string Namespace(string room) => "AutoResearch." + room;

    private static string Names(NetArchTest.Rules.TestResult result) =>
        string.Join(", ", (result.FailingTypes ?? []).Select(type => $"{type.FullName} ({type.Explanation})"));

    // What tool/ declares; what is compiled from msbuild/Shared, and what the compiler makes, is left out.
    private static List<IType> Own() =>
        [
            .. Types
                .InAssembly(Tool)
                .That()
                .ResideInNamespace("AutoResearch")
                .GetTypes()
                .Where(type =>
                    type.FullName.StartsWith("AutoResearch.", StringComparison.Ordinal)
                    && !type.FullName.Contains('+')
                    && !type.FullName.Contains('/')
                    && !type.FullName.Contains('<')
                    && !type.FullName.StartsWith("AutoResearch.Language.", StringComparison.Ordinal)
                    && type.FullName.Count(c => c == '.') > 1
                ),
        ];
}
