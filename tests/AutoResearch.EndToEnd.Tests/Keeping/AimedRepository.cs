using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>The Aim project with its baseline on three seeds, made once; each test has a copy.</summary>
public sealed class AimedRepository : IDisposable
{
    private readonly Products products;
    private readonly ResearchRepository original;

    public AimedRepository(Products products)
    {
        this.products = products;
        original = new ResearchRepository(products, AimProject.Name, copyOf: null);
        AimProject.Scaffold(products, original.Folder);
        original.Tool("init").Succeeds();
    }

    public ResearchRepository Copy() => new(products, AimProject.Name, original.Folder);

    public void Dispose() => original.Dispose();
}
