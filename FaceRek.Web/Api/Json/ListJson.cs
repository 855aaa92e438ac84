namespace FaceRek.Web.Api.Json;

/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
public sealed record ListJson<T>(IReadOnlyList<T> Items, string? NextCursor);
