using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Audit;

/// <summary>Locks and locked files that are not as they have to be: step refuses, verify names them, and the history is audited all the
/// same.</summary>
public sealed class LockAuditTests(AuditedRepository audited) : IClassFixture<AuditedRepository>, IDisposable
{
    private const string Corpus = "corpus/training.txt";

    private readonly ResearchRepository repository = audited.Copy();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_flipped_bit_of_the_corpus_in_the_working_tree()
    {
        FlipABit();
        repository.Edit("LearningRate = 10;", "LearningRate = 11;");
        repository.Tool("step").FailsWith("AR0001", Corpus);
        IsNamed("AR0001", Corpus, "the working tree");
    }

    [Fact]
    public void A_flipped_bit_of_the_corpus_in_a_commit()
    {
        FlipABit();
        repository.CommitAll("Flip a bit");
        repository.Edit("LearningRate = 10;", "LearningRate = 11;");
        repository.Tool("step").FailsWith("AR0001", Corpus);
        IsNamed("AR0001", Corpus, "the tip of main");
    }

    [Fact]
    public void A_lock_that_is_missing()
    {
        repository.Git("rm", "--quiet", "autoresearch.lock");
        repository.CommitAll("Remove the lock");
        IsNamed("AR0113", "autoresearch.lock is missing");
    }

    [Fact]
    public void A_lock_that_is_cut_off()
    {
        var path = repository.InFolder("autoresearch.lock");
        File.WriteAllText(path, File.ReadAllText(path)[..100]);
        repository.CommitAll("Cut the lock off");
        IsNamed("AR0002", "cut off");
    }

    [Fact]
    public void A_lock_of_another_project()
    {
        File.WriteAllText(
            repository.InFolder("autoresearch.lock"),
            $"{new string('a', 64)}  Images.cs\n{new string('b', 64)}  data/images.bin\n"
        );
        repository.CommitAll("Take the lock of another project");
        repository.Edit("LearningRate = 10;", "LearningRate = 11;");
        repository.Tool("step").FailsWith("AR0001", "Images.cs");
        IsNamed("AR0001", "another project's", "2 files");
    }

    [Fact]
    public void A_lock_that_is_missing_in_the_working_tree()
    {
        File.Delete(repository.InFolder("autoresearch.lock"));
        IsNamed("AR0001", "the working tree", "autoresearch.lock is missing", "git restore autoresearch.lock");
    }

    private void IsNamed(string code, params string[] words) =>
        new Audited(repository.Tool("verify", "--all", "--json"))
            .Finds(code, null, words)
            .FindsOnly(code)
            .Reproduces(AuditedRepository.Baseline, AuditedRepository.Kept);

    private void FlipABit()
    {
        var file = repository.InFolder(Corpus);
        var bytes = File.ReadAllBytes(file);
        bytes[1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
