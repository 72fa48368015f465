using AutoResearch.Builds;
using AutoResearch.Commands;
using Cocona;
using Microsoft.Extensions.Logging;

_ = CommandHost.Clock;
if (args is ["step" or "run", ..] && !args.Contains("--help") && !args.Contains("-h"))
    BuildWarmUp.Begin(Directory.GetCurrentDirectory());
var builder = CoconaApp.CreateBuilder(args, options => options.TreatPublicMethodsAsCommands = false);
builder.Logging.ClearProviders();
var app = builder.Build();
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
app.AddCommands<LockCommand>();
app.AddCommands<DoctorCommand>();
app.AddCommands<DemoCommand>();
app.AddCommands<McpCommand>();
app.Run();

// Cocona has one code for help that was asked for and for words it does not understand; scripts expect 0 and 2.
if (CommandHost.Entered)
    return Environment.ExitCode;
return args.Length == 0 || args.Any(argument => argument is "--help" or "-h" or "--version") ? CommandHost.Done : CommandHost.WrongUsage;
