using System.Security.Cryptography;
using System.Text;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Audit;

/// <summary>A baseline, a kept experiment and a discarded one, made once and audited in copies.</summary>
public sealed class AuditedRepository : IDisposable
{
    public const int Baseline = 1;
    public const int Kept = 2;
    public const int Discarded = 3;

    private readonly Products products;
    private readonly ResearchRepository original;

    public AuditedRepository(Products products)
    {
        this.products = products;
        original = new ResearchRepository(products);
        // Measured again, because the weights of the one that all tests share are gone.
        original.Git("update-ref", "-d", "refs/heads/autoresearch/log");
        original.Git("update-ref", "-d", "refs/autoresearch/experiments/0001");
        original.Tool("init").Succeeds();
        original.Improve();
        original.Tool("step", "-m", "Raise the \"rate\"").Succeeds();
        original.Edit("LearningRate = 10;", "LearningRate = 0.01;");
        original.Tool("step", "-m", "Lower the rate").Succeeds();
    }

    /// <summary>A copy with the weights of what was kept.</summary>
    public ResearchRepository Copy()
    {
        var copy = new ResearchRepository(products, copyOf: original.Folder);
        foreach (var number in (int[])[Baseline, Kept])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Weights(copy, number))!);
            File.Copy(Weights(original, number), Weights(copy, number));
        }

        return copy;
    }

    /// <summary>Where the tool has the weights of an experiment.</summary>
    public static string Weights(ResearchRepository repository, int number)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(repository.Folder))));
        return Path.Combine(repository.Cache, $"{Path.GetFileName(repository.Folder)}-{hash[..12]}", "weights", $"{number:0000}.dat");
    }

    public void Dispose() => original.Dispose();
}
