namespace AutoResearch;

/// <summary>Which GPU it is.</summary>
/// <param name="Name">Its model, as the driver spells it.</param>
/// <param name="Uuid">The identifier that CUDA_VISIBLE_DEVICES may name it by; null where nobody says.</param>
internal sealed record GpuIdentity(string Name, string? Uuid);
