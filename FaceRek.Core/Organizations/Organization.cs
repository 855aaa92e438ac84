using FaceRek.Core.Time;

namespace FaceRek.Core.Organizations;

public sealed class Organization
{
    public const int MaxNameLength = 100;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>First segment of every path of the organization; unique, see <see cref="Organizations.Slug"/>.</summary>
    public required string Slug { get; init; }

    /// <summary>IANA time zone in which days begin and end.</summary>
    public required string Zone { get; set; }

    /// <summary>Name of the active face model, one of those installed.</summary>
    public required string FaceModel { get; set; }

    /// <summary>
    /// The chance of identifying a stranger that 1:N may take over the whole gallery, above 0 and below 1. NIST FRTE
    /// rates mostly automated use at 0.003.
    /// </summary>
    public double IdentificationBudget { get; set; } = 0.003;

    /// <summary>
    /// Whether an encrypted crop of each enrolled face is kept for a change of model; only for people whose consent
    /// includes it.
    /// </summary>
    public bool KeepsCrops { get; set; } = true;

    /// <summary>The model on trial beside the active one; null while there is none.</summary>
    public string? CandidateModel { get; set; }

    public DateTimeOffset? CandidateSince { get; set; }

    /// <summary>The previously active model, for a rollback; null before the first change.</summary>
    public string? PreviousModel { get; set; }

    /// <summary>
    /// Rises by one when faces are added, removed, activated or deactivated. A node reads this one number to know
    /// whether its gallery is up to date.
    /// </summary>
    public long GalleryVersion { get; private init; }

    /// <summary>
    /// Changes with every saved change of an <see cref="ISharedRule"/>. A node reads this one value to know whether its
    /// cached rules are up to date.
    /// </summary>
    public Guid RulesStamp { get; private init; }

    public LivenessLevel Liveness { get; set; } = LivenessLevel.Active;

    /// <summary>For an integrator: faces are drawn by the application, and no real person is enrolled.</summary>
    public bool IsSandbox { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The local time of the organization, for display.</summary>
    public DateTimeOffset InZone(DateTimeOffset at) => WallClock.Of(Zone).Show(at);

    /// <summary>The organization's day at that moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) => WallClock.Of(Zone).DayOf(at);

    /// <summary>The moment at which that day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day) => WallClock.Of(Zone).StartOf(day);
}

/// <summary>How well a check-in is protected against pictures and recordings.</summary>
public enum LivenessLevel
{
    /// <summary>A photograph is accepted.</summary>
    Off,

    /// <summary>
    /// A short burst of one face that moves as people do and was never sent before; a photograph held in a hand may
    /// pass.
    /// </summary>
    Passive,

    /// <summary>Also two random moves of the head, and the depth that they show.</summary>
    Active,
}
