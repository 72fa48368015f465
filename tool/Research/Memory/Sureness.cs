namespace AutoResearch.Research.Memory;

/// <summary>How the stated deviations of expectations compare with how far off they were.</summary>
internal enum Sureness
{
    /// <summary>Too few outcomes to say.</summary>
    Unknown,

    /// <summary>They were further off than stated.</summary>
    TooSure,

    AboutRight,

    /// <summary>They were less far off than stated.</summary>
    TooWide,
}
