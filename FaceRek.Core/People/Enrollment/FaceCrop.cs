using FaceRek.Core.Faces;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.People.Enrollment;

/// <summary>
/// The part of an enrolled picture that shows the face, encrypted with the person's key: another model makes its
/// template from it.
/// </summary>
public sealed class FaceCrop : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Nonce, ciphertext and tag of a JPEG, see <see cref="TemplateEncryption"/>.</summary>
    public required byte[] Sealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last model that processed it, whether or not it found a face; see <see cref="ModelId"/>.</summary>
    public required string TriedModel { get; init; }
}

public static class FaceCropQueries
{
    public static IQueryable<FaceCrop> NotTriedBy(this IQueryable<FaceCrop> crops, ModelId model)
    {
        var name = model.ToString();
        return crops.Where(crop => crop.TriedModel != name);
    }
}
