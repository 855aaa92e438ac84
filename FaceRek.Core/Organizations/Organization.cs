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

    /// <summary>Goes up by one whenever somebody's faces, or whether they count, change. One number to read, and a node knows whether its gallery is the stored one.</summary>
    public long GalleryVersion { get; private init; }

    public LivenessLevel Liveness { get; set; } = LivenessLevel.Active;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The wall clock of the organization, for showing and for finding the day.</summary>
    public DateTimeOffset InZone(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Zone));
}
