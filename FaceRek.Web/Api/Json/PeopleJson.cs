namespace FaceRek.Web.Api.Json;

/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
/// <param name="Since">Hand it back as <c>since</c> to get what changed after this answer.</param>
public sealed record PeopleJson(IReadOnlyList<PersonJson> Items, string? NextCursor, string Since);
