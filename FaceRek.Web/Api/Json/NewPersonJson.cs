namespace FaceRek.Web.Api.Json;

/// <param name="Name">One line of at most 100 characters.</param>
/// <param name="ExternalId">The number your own system knows the person by; unique, at most 64 characters.</param>
/// <param name="Metadata">At most 20 names of a-z, 0-9 and _, with texts of at most 500 characters; given back as they came.</param>
public sealed record NewPersonJson(
    string Name,
    string? ExternalId = null,
    string? Email = null,
    IReadOnlyDictionary<string, string>? Metadata = null
);
