using AutoResearch.Commands;
using Cocona;
using Microsoft.Extensions.Logging;

_ = CommandHost.Clock;
var builder = CoconaApp.CreateBuilder(args, options => options.TreatPublicMethodsAsCommands = false);
builder.Logging.ClearProviders();
var app = builder.Build();
app.AddCommands<InitCommand>();
app.AddCommands<StepCommand>();
app.AddCommands<StatusCommand>();
app.AddCommands<LogCommand>();
app.AddCommands<ShowCommand>();
app.AddCommands<RestoreCommand>();
app.AddCommands<LockCommand>();
app.AddCommands<DoctorCommand>();
app.AddCommands<DemoCommand>();
app.Run();

// Words that Cocona does not understand never reach a verb; scripts expect 2 for them.
return Environment.ExitCode != 0 && !CommandHost.Entered ? CommandHost.WrongUsage : Environment.ExitCode;
