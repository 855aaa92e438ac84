namespace FaceRek.Web.Api.Json;

/// <param name="Count">How many the person has now under this model.</param>
public sealed record AddedFaceJson(Guid Id, string Model, DateTimeOffset CreatedAt, string? OverrideReason, int Count);
