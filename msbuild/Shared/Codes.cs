namespace AutoResearch;

/// <summary>
/// Every code a person can meet, in one place. A code never changes its meaning; a retired one is not used again.
/// Compiled into the tool, the Runtime, the tasks and the analyzers.
/// </summary>
internal static class Codes
{
    // Building: reported by the analyzer, the MSBuild tasks and the targets, and by the tool for the same cause.
    /// <summary>
    /// A locked file differs from what was locked.
    /// Bring it back (<c>git restore</c>), or lock it as it is on purpose (<c>dotnet autoresearch lock</c>).
    /// </summary>
    public const string LockedFileChanged = "AR0001";

    /// <summary>
    /// <c>autoresearch.lock</c> is missing or damaged.
    /// Bring it back from git, or make it anew with <c>dotnet autoresearch lock</c>.
    /// </summary>
    public const string LockUnreadable = "AR0002";

    /// <summary>
    /// An editable file contains a construct that it may not, such as <c>unsafe</c>.
    /// The message says what to use instead.
    /// </summary>
    public const string Construct = "AR0003";

    /// <summary>An editable file uses a symbol that is not on the list. The message says what to use instead.</summary>
    public const string Symbol = "AR0004";

    /// <summary>
    /// TorchSharp's library does not load with this system's C++ library.
    /// Install libstdc++, or use a newer Linux or an older TorchSharp.
    /// </summary>
    public const string TorchNotPatched = "AR0005";

    /// <summary>
    /// <c>TorchBackend</c> is unknown, or there is no libtorch for it.
    /// Set it to cpu, cuda, system or auto; for system install PyTorch or name its folder in AUTORESEARCH_LIBTORCH.
    /// </summary>
    public const string TorchBackend = "AR0006";

    /// <summary>A split of the corpus is missing, double or cannot be read. Restore the folder corpus/ from git and build again.</summary>
    public const string Corpus = "AR0007";

    /// <summary>
    /// The libtorch of TorchBackend 'system' has another version than the one that TorchSharp is made for.
    /// Install that PyTorch, or take cpu or cuda.
    /// </summary>
    public const string TorchVersion = "AR0008";

    /// <summary>
    /// A knob is declared in a way that no search could turn it: its value is outside its range or none of its alternatives, the range is
    /// empty, or another knob has its name; or the knobs break a constraint. The message says what to change.
    /// </summary>
    public const string Knob = "AR0009";

    // The repository.
    /// <summary>
    /// The folder is in no git repository that has a working tree.
    /// Go to the project's folder, or make it a repository with <c>dotnet autoresearch init</c>.
    /// </summary>
    public const string NotARepository = "AR0101";

    /// <summary>The branch has no commit yet. Commit the project, or let <c>dotnet autoresearch init</c> do it.</summary>
    public const string UnbornBranch = "AR0102";

    /// <summary>
    /// No branch is checked out (detached HEAD), so nothing could be merged.
    /// Check out the research branch: <c>git switch main</c>.
    /// </summary>
    public const string DetachedHead = "AR0103";

    /// <summary>A merge, rebase or the like is in progress. Finish or abort it first; <c>git status</c> says how.</summary>
    public const string OperationInProgress = "AR0104";

    /// <summary>git does not know who commits here. Set user.name and user.email with <c>git config --global</c>.</summary>
    public const string NoIdentity = "AR0105";

    /// <summary>
    /// The repository belongs to another user, and git does not trust it.
    /// If you do: <c>git config --global --add safe.directory FOLDER</c>.
    /// </summary>
    public const string ForeignOwner = "AR0106";

    /// <summary>
    /// The folder holds no project of an experiment, or it lies inside another repository.
    /// Make a new one with <c>dotnet new autoresearch</c>, in a folder of its own.
    /// </summary>
    public const string NoProject = "AR0107";

    /// <summary>
    /// Files changed that an experiment may not change.
    /// Commit them on their own, undo them, or list new ones in .git/info/exclude.
    /// </summary>
    public const string OutOfScope = "AR0110";

    /// <summary>
    /// The editable files are what is on the branch already, or differ in comments, formatting or names only.
    /// Change what the program does.
    /// </summary>
    public const string NothingChanged = "AR0111";

    /// <summary>Another experiment is running in this repository. Wait for it: neighbours spoil the clock.</summary>
    public const string Busy = "AR0112";

    /// <summary>There is no research here yet. Begin one with <c>dotnet autoresearch init</c>.</summary>
    public const string NotInitialised = "AR0113";

    /// <summary>
    /// The ledger has no such experiment, or its commit is not in this repository.
    /// <c>dotnet autoresearch log</c> lists them; <c>sync</c> brings commits from a remote.
    /// </summary>
    public const string NoSuchExperiment = "AR0114";

    /// <summary>
    /// Edits in the working tree would be overwritten or passed over.
    /// Try them (<c>step</c>), put them aside (<c>git stash</c>) or drop them (<c>git restore</c>).
    /// </summary>
    public const string UnsavedEdits = "AR0115";

    /// <summary>The research branch was moved or is gone. Recreate it, then run the command again.</summary>
    public const string BranchMoved = "AR0116";

    /// <summary>git cannot read the repository. <c>git status</c> and <c>git fsck</c> say more.</summary>
    public const string RepositoryBroken = "AR0117";

    /// <summary>The folder is not empty. Name a new one with --output.</summary>
    public const string FolderNotEmpty = "AR0118";

    /// <summary>
    /// A branch named autoresearch stands where experiments get branches.
    /// Rename it: <c>git branch -m autoresearch research</c>.
    /// </summary>
    public const string BranchInTheWay = "AR0119";

    /// <summary>
    /// Another git has held the repository's index for long.
    /// Wait for it, or delete .git/index.lock if no git is running.
    /// </summary>
    public const string IndexLocked = "AR0120";

    /// <summary>
    /// The repository has a format that cannot be opened: reftable, SHA-256, a sparse index or a partial clone.
    /// The message says how to make one that can.
    /// </summary>
    public const string RepositoryUnsupported = "AR0121";

    // A research on several machines.
    /// <summary>There is no remote to bring the ledger to or from. Add one: <c>git remote add origin ADDRESS</c>.</summary>
    public const string NoRemote = "AR0180";

    /// <summary>
    /// A remote has the ledger of this research, and this clone has none.
    /// Bring it with <c>dotnet autoresearch sync</c>, or begin another one: <c>init --new-ledger</c>.
    /// </summary>
    public const string LedgerElsewhere = "AR0181";

    /// <summary>
    /// This repository and the remote both recorded experiments that cannot be joined. Nothing was changed.
    /// <c>sync --set-aside</c> goes on with the remote's.
    /// </summary>
    public const string LedgersParted = "AR0182";

    /// <summary>
    /// The ledger here and that of the remote have nothing in common. Nothing was changed.
    /// <c>sync --set-aside</c> goes on with the remote's.
    /// </summary>
    public const string LedgersUnrelated = "AR0183";

    /// <summary>
    /// Neither this repository nor the remote has a ledger yet.
    /// Measure a baseline first: <c>dotnet autoresearch init</c>.
    /// </summary>
    public const string NothingToSync = "AR0184";

    // program.md.
    /// <summary><c>program.md</c> is missing. Bring it back: <c>git restore program.md</c>.</summary>
    public const string ProgramMissing = "AR0201";

    /// <summary>
    /// A setting of <c>program.md</c> cannot be understood, or contradicts the project.
    /// The message names the line and what it can say.
    /// </summary>
    public const string ProgramInvalid = "AR0202";

    /// <summary><c>program.md</c> cannot be read: a folder, over 1 MB, not UTF-8, or not yours to read. The message says which.</summary>
    public const string ProgramUnreadable = "AR0203";

    // Agents that propose.
    /// <summary>The program of an agent that is to propose is not installed. Install it; the message says how.</summary>
    public const string AgentNotInstalled = "AR0301";

    /// <summary>The command line of an agent cannot be understood. Name one of the known agents, or write <c>agent:COMMAND</c>.</summary>
    public const string AgentCommand = "AR0302";

    /// <summary>
    /// An agent that was asked for a proposal tried to start a run.
    /// Edit the editable files and end: the run that asked does the experiments.
    /// </summary>
    public const string InsideAgent = "AR0303";

    // Models that propose.
    /// <summary>
    /// A model's key is missing, wrong or has nothing left to spend.
    /// Put it into an environment variable; the message names which.
    /// </summary>
    public const string ModelKey = "AR0306";

    /// <summary>
    /// The name or the address of a model cannot be understood.
    /// Write <c>model:NAME@http://HOST:PORT/v1</c> or <c>ollama:NAME</c>.
    /// </summary>
    public const string ModelSpec = "AR0307";

    /// <summary>The endpoint does not know the model, or nothing that answers is there. Check the name and the address.</summary>
    public const string ModelUnknown = "AR0308";

    /// <summary>
    /// The endpoint of a model does not answer, or asks to wait for longer than there is time.
    /// It was tried several times; try again later.
    /// </summary>
    public const string ModelSilent = "AR0309";

    /// <summary>The endpoint of a model answers with something that is no answer. Check the address, or name another model.</summary>
    public const string ModelNonsense = "AR0310";

    /// <summary>
    /// Only <c>program.md</c> names the endpoint that a key would be sent to, and that was not confirmed on this machine.
    /// Answer in a terminal, or add --yes, if you know the endpoint.
    /// </summary>
    public const string EndpointUnconfirmed = "AR0312";

    // Runs.
    /// <summary>There is no proposer of that name, or it is named twice. The message lists those that there are.</summary>
    public const string ProposerUnknown = "AR0311";

    /// <summary>
    /// Every proposer of a run was set aside.
    /// Mend what each was set aside for, or add <c>--proposer search</c>, which needs nothing.
    /// </summary>
    public const string NobodyProposes = "AR0315";

    /// <summary>A hook failed. Experiments go on without it. Mend it or take it away from .git/autoresearch/hooks.</summary>
    public const string HookFailed = "AR0316";

    /// <summary>
    /// Nobody tells what a proposer costs, so that --cost does not limit it.
    /// Give --price-in and --price-out, or use --tokens.
    /// </summary>
    public const string CostUnknown = "AR0317";

    /// <summary>A run is to have more slots than there are processors, GPUs or memory for. Ask for fewer, or for auto.</summary>
    public const string TooManySlots = "AR0318";

    // The ledger.
    /// <summary>The ledger is damaged. <c>git log autoresearch/log</c> shows its history; go back to the last good commit.</summary>
    public const string LedgerDamaged = "AR0401";

    /// <summary>The audit found something that is not what the ledger says. The finding says where it is and what to do.</summary>
    public const string AuditFailed = "AR0402";

    /// <summary>
    /// The weights of a kept experiment are missing.
    /// Copy them from the machine that measured it, or <c>sync --weights</c>.
    /// </summary>
    public const string WeightsMissing = "AR0403";

    // Building and training in the tool.
    /// <summary>
    /// No .NET SDK here satisfies the project.
    /// <c>dotnet --list-sdks</c> shows what is here; install what global.json asks for.
    /// </summary>
    public const string NoSdk = "AR0501";

    /// <summary>The project does not build. The compiler's errors follow.</summary>
    public const string BuildFailed = "AR0502";

    /// <summary>A command of the .NET SDK failed. Its output follows.</summary>
    public const string CommandFailed = "AR0503";

    /// <summary>The baseline gave no score. Mend it on the research branch and run the command again.</summary>
    public const string BaselineFailed = "AR0504";

    /// <summary>A sandbox is asked for and there is none. Install bubblewrap, or do not require it.</summary>
    public const string NoSandbox = "AR0505";

    /// <summary>
    /// The research branch gave no score when it was run again to be compared with.
    /// Put your edits aside and mend the branch.
    /// </summary>
    public const string IncumbentFailed = "AR0506";

    /// <summary>
    /// Packages cannot be restored. Nothing was recorded.
    /// Make the feed reachable or fill the package folder; <c>dotnet restore</c> says more.
    /// </summary>
    public const string RestoreFailed = "AR0507";

    /// <summary>
    /// The build failed for a reason that is not in the sources. Nothing was recorded.
    /// Mend the machine; <c>dotnet build -c Release</c> says more.
    /// </summary>
    public const string MachineBuild = "AR0508";

    /// <summary>
    /// What the compiler made is not of the sources as they are. Nothing was trained.
    /// Delete the folder that the message names and run the command again.
    /// </summary>
    public const string NotOfItsSource = "AR0509";

    /// <summary>
    /// The machine has a GPU that was asked for, and training would not use it. Nothing was trained.
    /// The message says which layer is in the way.
    /// </summary>
    public const string DeviceNotUsed = "AR0510";

    /// <summary>
    /// Prepare.cs cannot begin a run on this machine; nothing of Train.cs was called yet. Nothing was recorded.
    /// <c>dotnet autoresearch doctor</c> looks at the machine.
    /// </summary>
    public const string RunNotOpened = "AR0511";

    /// <summary>The device multiplies wrongly. Train nothing on it: another version of the driver or of libtorch may mend it.</summary>
    public const string DeviceWrong = "AR0512";

    // The machine.
    /// <summary>
    /// The disk is full, or has too little for an experiment.
    /// Free some space, or move the cache with AUTORESEARCH_CACHE.
    /// </summary>
    public const string NoDiskSpace = "AR0601";

    /// <summary>A file or a folder cannot be read or written. Check that it exists and whose it is.</summary>
    public const string FileAccess = "AR0602";

    // Publishing.
    /// <summary>
    /// The experiment was not kept, or is a baseline: there is nothing to publish.
    /// <c>dotnet autoresearch log --status kept</c> lists what can be.
    /// </summary>
    public const string NotPublishable = "AR0701";

    /// <summary>The target branch is not there, or there is no remote. Name one with --base, or add a remote.</summary>
    public const string NoTarget = "AR0702";

    /// <summary>The target branch has this change already. Nothing has to be done.</summary>
    public const string AlreadyInBase = "AR0703";

    /// <summary>
    /// The change applies neither to the target branch nor to that of an earlier experiment.
    /// Merge what it builds on first.
    /// </summary>
    public const string DoesNotApply = "AR0704";

    /// <summary>No experiment was kept yet. <c>dotnet autoresearch log</c> shows what was tried.</summary>
    public const string NothingKept = "AR0705";

    /// <summary>The remote is no GitHub repository. <c>dotnet autoresearch pr N --print</c> prints the text for any other way.</summary>
    public const string NoPublisher = "AR0706";

    // Publishing: the server.
    /// <summary>There is no token for the server. Set GITHUB_TOKEN, or sign in with <c>gh auth login</c>.</summary>
    public const string NoToken = "AR0710";

    /// <summary>The server does not accept the token or the ssh key. Get a new one.</summary>
    public const string TokenRefused = "AR0711";

    /// <summary>The token may not do this. Give it read and write for Contents and Pull requests.</summary>
    public const string MissingScope = "AR0712";

    /// <summary>
    /// The server knows no such repository, or you may not see it.
    /// Check the remote's address and what the token was given.
    /// </summary>
    public const string NoSuchRepository = "AR0713";

    /// <summary>You may not push there. Ask for the right to, or work in a fork.</summary>
    public const string NoPushRights = "AR0714";

    /// <summary>A rule of the server does not let the branch be pushed. Have it left out of the rule.</summary>
    public const string ProtectedBranch = "AR0715";

    /// <summary>The branch on the server has commits of somebody else: it is not overwritten. Merge or delete it there.</summary>
    public const string BranchTaken = "AR0716";

    /// <summary>The target branch is not, or no longer, on the server. Fetch, or name another with --base.</summary>
    public const string BaseGone = "AR0717";

    /// <summary>The target branch has moved on and has this change already. Fetch, and look at what is left.</summary>
    public const string NothingBetween = "AR0718";

    /// <summary>The server refuses the request. Mend what it names.</summary>
    public const string RefusedByServer = "AR0719";

    /// <summary>The server allows no more requests for now. <c>pr --retry</c> after the time that it names.</summary>
    public const string RateLimited = "AR0720";

    /// <summary>The server is in trouble itself. Try again later: <c>pr --retry</c>.</summary>
    public const string ServerTrouble = "AR0721";

    /// <summary>The server cannot be reached. Check the network and the proxy.</summary>
    public const string NoNetwork = "AR0722";

    /// <summary>The connection broke off, or no answer came in time. The next try looks first at what arrived.</summary>
    public const string ConnectionCut = "AR0723";

    /// <summary>
    /// The pull request was closed without merging, so that nothing is opened again.
    /// Reopen it there, if that was a mistake.
    /// </summary>
    public const string PullRequestClosed = "AR0724";

    /// <summary>The program git is needed and is not on PATH. Install it.</summary>
    public const string NoGit = "AR0725";

    /// <summary>git could not push or fetch. The message has git's own words.</summary>
    public const string PushFailed = "AR0726";

    /// <summary>The pull request is open, but not everybody can be asked for a review. Name collaborators other than its author.</summary>
    public const string ReviewerRefused = "AR0727";

    /// <summary>A token would travel in clear, or to an address that is not the remote's. Use https or ssh.</summary>
    public const string UnsafeAddress = "AR0728";

    /// <summary>Another process is delivering pull requests of this repository. Wait for it.</summary>
    public const string DeliveryBusy = "AR0729";

    // Usage and the unexpected.
    /// <summary>The command line cannot be understood. Add --help to see what the verb takes.</summary>
    public const string Usage = "AR0901";

    /// <summary>Something unexpected happened. Please report it with what follows the message.</summary>
    public const string Unexpected = "AR0999";
}
