using FaceRek.Core.Billing;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;

namespace FaceRek.Core.People;

/// <summary>What became of one picture. Whatever is not <see cref="Added"/> left nothing behind.</summary>
public abstract record EnrollmentOutcome
{
    private EnrollmentOutcome() { }

    /// <param name="Count">How many the person has now.</param>
    public sealed record Added(FaceTemplate Template, int Count) : EnrollmentOutcome;

    public sealed record NotFound : EnrollmentOutcome;

    public sealed record NotActive : EnrollmentOutcome;

    /// <summary>The organization can only be read at the moment.</summary>
    public sealed record NotEntitled(EntitlementDenial Obstacle) : EnrollmentOutcome;

    public sealed record NoConsent : EnrollmentOutcome;

    /// <summary>The person has <see cref="FaceTemplate.MaxPerPerson"/>.</summary>
    public sealed record Full : EnrollmentOutcome;

    public sealed record Unreadable(PictureFault Fault) : EnrollmentOutcome;

    public sealed record NoFace : EnrollmentOutcome;

    public sealed record SeveralFaces(int Faces) : EnrollmentOutcome;

    public sealed record PoorPicture(IReadOnlyList<QualityFlaw> Flaws) : EnrollmentOutcome;

    /// <summary>The face is enrolled for somebody else here.</summary>
    public sealed record BelongsToSomebodyElse(Person Other) : EnrollmentOutcome;

    /// <summary>The face is unlike those the person has enrolled.</summary>
    public sealed record DiffersFromOwn : EnrollmentOutcome;
}
