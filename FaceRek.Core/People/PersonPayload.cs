namespace FaceRek.Core.People;

/// <summary>A person in a webhook: by id and number, never by name.</summary>
public sealed record PersonPayload(Guid PersonId, string? ExternalId, string Status)
{
    public static PersonPayload Of(Person person) =>
        new(person.Id, person.ExternalId, person.Status.ToString().ToLowerInvariant());
}
