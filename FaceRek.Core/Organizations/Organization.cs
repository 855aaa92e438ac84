namespace FaceRek.Core.Organizations;

public sealed class Organization
{
    public const int MaxNameLength = 100;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>First segment of every path of the organization; unique, see <see cref="Organizations.Slug"/>.</summary>
    public required string Slug { get; init; }

    /// <summary>IANA zone in which days begin and end.</summary>
    public required string Zone { get; set; }

    /// <summary>Name of the face model in force, one of those installed.</summary>
    public required string FaceModel { get; set; }

    /// <summary>Chance of taking a stranger for somebody that 1:N may take over the whole gallery, above 0 and below 1. NIST FRTE judges mostly automated use by 0.003.</summary>
    public double IdentificationBudget { get; set; } = 0.003;

    /// <summary>Whether an encrypted crop of each enrolled face is kept for a change of model; only for people whose consent says so.</summary>
    public bool KeepsCrops { get; set; } = true;

    /// <summary>The model that is tried beside the one in force; null while none is.</summary>
    public string? CandidateModel { get; set; }

    public DateTimeOffset? CandidateSince { get; set; }

    /// <summary>The model that was in force before, to go back to; null before the first change.</summary>
    public string? PreviousModel { get; set; }

    /// <summary>Goes up by one whenever somebody's faces, or whether they count, change. One number to read, and a node knows whether its gallery is the stored one.</summary>
    public long GalleryVersion { get; private init; }

    /// <summary>Another one with every saved change of an <see cref="ISharedRule"/>. One value to read, and a node knows whether the rules it keeps in memory are the stored ones.</summary>
    public Guid RulesStamp { get; private init; }

    public LivenessLevel Liveness { get; set; } = LivenessLevel.Active;

    /// <summary>Of an integrator: its faces are drawn by the application, and nobody real is enrolled.</summary>
    public bool IsSandbox { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The wall clock of the organization, for showing and for finding the day.</summary>
    public DateTimeOffset InZone(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Zone));
}

/// <summary>How hard an organization makes it to be checked in by something that is not oneself.</summary>
public enum LivenessLevel
{
    /// <summary>A photograph will do.</summary>
    Off,

    /// <summary>A short burst of one same face that moves as people do and was never sent before; a photograph in a hand may pass.</summary>
    Passive,

    /// <summary>Also two moves of the head that nobody could know before, and the depth that they show.</summary>
    Active,
}
