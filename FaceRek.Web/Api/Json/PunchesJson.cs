namespace FaceRek.Web.Api.Json;

/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
/// <param name="Since">Hand it back as <c>since</c> to get what was recorded after this answer.</param>
public sealed record PunchesJson(IReadOnlyList<PunchJson> Items, string? NextCursor, string Since);
