using AutoResearch.Builds;
using AutoResearch.Commands;
using Cocona;
using Cocona.Application;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

_ = CommandHost.Clock;
SdkCompiler.Install();
LastingWriter.Install();
if (args is ["step" or "run", ..] && !args.Contains("--help") && !args.Contains("-h"))
    BuildWarmUp.Begin(Directory.GetCurrentDirectory());

// A host without its defaults: those read appsettings.json in the user's folder, watch that folder, and fail where they cannot.
new HostBuilder()
    .ConfigureServices(services =>
        services
            .AddSingleton<ICoconaApplicationMetadataProvider, ToolName>()
            .Configure<CoconaAppOptions>(options => options.TreatPublicMethodsAsCommands = false)
    )
    .ConfigureCocona(args, configureHost: null, app =>
    {
        app.UseFilter(CommandHost.RefuseExtraWords);
        app.AddCommands<InitCommand>();
        app.AddCommands<StepCommand>();
        app.AddCommands<RunCommand>();
        app.AddCommands<StatusCommand>();
        app.AddCommands<LogCommand>();
        app.AddCommands<ShowCommand>();
        app.AddCommands<RestoreCommand>();
        app.AddCommands<VerifyCommand>();
        app.AddCommands<ReportCommand>();
        app.AddCommands<PrCommand>();
        app.AddCommands<SyncCommand>();
        app.AddCommands<LockCommand>();
        app.AddCommands<DoctorCommand>();
        app.AddCommands<DemoCommand>();
        app.AddCommands<McpCommand>();
    })
    .Build()
    .Run();

// Cocona has one code for help that was asked for and for words it does not understand; scripts expect 0 and 2.
if (CommandHost.Entered)
    return Environment.ExitCode;
return args.Length == 0 || args.Any(argument => argument is "--help" or "-h" or "--version") ? CommandHost.Done : CommandHost.WrongUsage;
