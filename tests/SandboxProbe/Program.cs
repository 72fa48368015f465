using AutoResearch.SandboxProbe;

// probe ACT [ARGUMENT...]: "done: ..." when the act was possible, "refused: ..." when it was not.
try
{
    Console.WriteLine("done: " + Acts.Do(args[0], args[1..]));
}
catch (Exception exception)
{
    Console.WriteLine($"refused: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
}
