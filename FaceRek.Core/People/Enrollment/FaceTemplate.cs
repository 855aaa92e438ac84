using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.People.Enrollment;

/// <summary>One enrolled template, encrypted with the person's key. One row is one entry of the gallery.</summary>
public sealed class FaceTemplate : IOrganizationOwned
{
    /// <summary>More than this adds false accepts faster than true ones.</summary>
    public const int MaxPerPerson = 8;

    public const int MaxOverrideReasonLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required string ModelName { get; init; }
    public required string ModelVersion { get; init; }

    /// <summary>Nonce, ciphertext and tag, see <see cref="TemplateEncryption"/>.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>The crop it was made from, shared with other models' templates; null where none was kept.</summary>
    public Guid? CropId { get; init; }

    /// <summary>How good the picture was; null for a template made later from a crop.</summary>
    public PictureQuality? Quality { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who did the enrolment: the person or an admin.</summary>
    public required Guid CreatedById { get; init; }

    /// <summary>Why an admin accepted the face although a check failed; null in the usual case.</summary>
    public string? OverrideReason { get; init; }

    public ModelId Model => new(ModelName, ModelVersion);
}

public static class FaceTemplateQueries
{
    public static IQueryable<FaceTemplate> OfPerson(this IQueryable<FaceTemplate> templates, Guid personId) =>
        templates.Where(row => row.PersonId == personId);

    public static IQueryable<FaceTemplate> OfModel(this IQueryable<FaceTemplate> templates, ModelId model) =>
        templates.Where(row => row.ModelName == model.Name && row.ModelVersion == model.Version);
}
