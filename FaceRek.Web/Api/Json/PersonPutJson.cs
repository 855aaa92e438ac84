namespace FaceRek.Web.Api.Json;

/// <summary>All that is said of a person: what is left out is removed, but for <paramref name="Status"/>.</summary>
/// <param name="Status">active, or inactive for somebody who no longer matches nor punches; left out it stays.</param>
public sealed record PersonPutJson(
    string Name,
    string? ExternalId = null,
    string? Email = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    PersonPutJson.Choice? Status = null
)
{
    public enum Choice
    {
        Active,
        Inactive,
    }
}
