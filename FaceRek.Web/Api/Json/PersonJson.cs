using System.Linq.Expressions;
using FaceRek.Core.Faces;
using FaceRek.Core.People;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Api.Json;

/// <param name="Status">active, inactive, or erased for somebody of whom only a pseudonym is left.</param>
/// <param name="HasConsent">Whether the person's face may be enrolled.</param>
/// <param name="Faces">How many are enrolled under the model in force, or the one asked for.</param>
/// <param name="Revision">Counts changes; also the ETag.</param>
public sealed record PersonJson(
    Guid Id,
    string Name,
    string? ExternalId,
    string? Email,
    PersonStatus Status,
    IReadOnlyDictionary<string, string> Metadata,
    bool HasConsent,
    int Faces,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    int Revision
)
{
    internal static PersonJson Of(Row row) =>
        new(
            row.Person.Id,
            row.Person.Name,
            row.Person.ExternalId,
            row.Person.Email,
            row.Person.Status,
            PersonMetadata.Read(row.Person.Metadata),
            row.HasConsent,
            row.Faces,
            row.Person.CreatedAt,
            row.Person.ChangedAt,
            row.Person.Revision
        );

    internal static Expression<Func<Person, Row>> Rows(FaceRekDb db, ModelId model) =>
        person => new Row(
            person,
            db.FaceConsents.Any(consent => consent.PersonId == person.Id && consent.WithdrawnAt == null),
            db.FaceTemplates.Count(row =>
                row.PersonId == person.Id && row.ModelName == model.Name && row.ModelVersion == model.Version
            )
        );

    internal sealed record Row(Person Person, bool HasConsent, int Faces);
}
