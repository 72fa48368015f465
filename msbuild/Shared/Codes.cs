namespace AutoResearch;

/// <summary>
/// Every code a person can meet, in one place. A code never changes its meaning; a retired one is not used again.
/// Compiled into the tool, the Runtime, the tasks and the analyzers.
/// </summary>
internal static class Codes
{
    // Building: reported by the analyzer, the MSBuild tasks and the targets, and by the tool for the same cause.
    public const string LockedFileChanged = "AR0001";
    public const string LockUnreadable = "AR0002";
    public const string Construct = "AR0003";
    public const string Symbol = "AR0004";
    public const string TorchNotPatched = "AR0005";
    public const string TorchBackend = "AR0006";
    public const string Corpus = "AR0007";
    public const string TorchVersion = "AR0008";

    // The repository.
    public const string NotARepository = "AR0101";
    public const string UnbornBranch = "AR0102";
    public const string DetachedHead = "AR0103";
    public const string OperationInProgress = "AR0104";
    public const string NoIdentity = "AR0105";
    public const string ForeignOwner = "AR0106";
    public const string NoProject = "AR0107";
    public const string OutOfScope = "AR0110";
    public const string NothingChanged = "AR0111";
    public const string Busy = "AR0112";
    public const string NotInitialised = "AR0113";
    public const string NoSuchExperiment = "AR0114";
    public const string UnsavedEdits = "AR0115";
    public const string BranchMoved = "AR0116";
    public const string RepositoryBroken = "AR0117";
    public const string FolderNotEmpty = "AR0118";
    public const string BranchInTheWay = "AR0119";
    public const string IndexLocked = "AR0120";
    public const string RepositoryUnsupported = "AR0121";

    // A research on several machines.
    public const string NoRemote = "AR0180";
    public const string LedgerElsewhere = "AR0181";
    public const string LedgersParted = "AR0182";
    public const string LedgersUnrelated = "AR0183";
    public const string NothingToSync = "AR0184";

    // program.md.
    public const string ProgramMissing = "AR0201";
    public const string ProgramInvalid = "AR0202";
    public const string ProgramUnreadable = "AR0203";

    // Agents that propose.
    public const string AgentNotInstalled = "AR0301";
    public const string AgentCommand = "AR0302";
    public const string InsideAgent = "AR0303";

    // Models that propose.
    public const string ModelKey = "AR0306";
    public const string ModelSpec = "AR0307";
    public const string ModelUnknown = "AR0308";
    public const string ModelSilent = "AR0309";
    public const string ModelNonsense = "AR0310";
    public const string EndpointUnconfirmed = "AR0312";

    // Runs.
    public const string ProposerUnknown = "AR0311";
    public const string NobodyProposes = "AR0315";
    public const string HookFailed = "AR0316";
    public const string CostUnknown = "AR0317";

    // The ledger.
    public const string LedgerDamaged = "AR0401";
    public const string AuditFailed = "AR0402";
    public const string WeightsMissing = "AR0403";

    // Building and training in the tool.
    public const string NoSdk = "AR0501";
    public const string BuildFailed = "AR0502";
    public const string CommandFailed = "AR0503";
    public const string BaselineFailed = "AR0504";
    public const string NoSandbox = "AR0505";
    public const string IncumbentFailed = "AR0506";
    public const string RestoreFailed = "AR0507";
    public const string MachineBuild = "AR0508";
    public const string NotOfItsSource = "AR0509";
    public const string DeviceNotUsed = "AR0510";
    public const string RunNotOpened = "AR0511";
    public const string DeviceWrong = "AR0512";

    // The machine.
    public const string NoDiskSpace = "AR0601";
    public const string FileAccess = "AR0602";

    // Publishing.
    public const string NotPublishable = "AR0701";
    public const string NoTarget = "AR0702";
    public const string AlreadyInBase = "AR0703";
    public const string DoesNotApply = "AR0704";
    public const string NothingKept = "AR0705";
    public const string NoPublisher = "AR0706";

    // Publishing: the server.
    public const string NoToken = "AR0710";
    public const string TokenRefused = "AR0711";
    public const string MissingScope = "AR0712";
    public const string NoSuchRepository = "AR0713";
    public const string NoPushRights = "AR0714";
    public const string ProtectedBranch = "AR0715";
    public const string BranchTaken = "AR0716";
    public const string BaseGone = "AR0717";
    public const string NothingBetween = "AR0718";
    public const string RefusedByServer = "AR0719";
    public const string RateLimited = "AR0720";
    public const string ServerTrouble = "AR0721";
    public const string NoNetwork = "AR0722";
    public const string ConnectionCut = "AR0723";
    public const string PullRequestClosed = "AR0724";
    public const string NoGit = "AR0725";
    public const string PushFailed = "AR0726";
    public const string ReviewerRefused = "AR0727";
    public const string UnsafeAddress = "AR0728";
    public const string DeliveryBusy = "AR0729";

    // Usage and the unexpected.
    public const string Usage = "AR0901";
    public const string Unexpected = "AR0999";
}
